use domain::cast::{NOON, OPEN, World, world};
use domain::fault::Fault;
use domain::forums::thread_lists;
use domain::import::run::{Report, import, import_in_batches};
use domain::{check, db};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{Connection, SqliteConnection};
use std::path::PathBuf;
use tokio::sync::Notify;
use types::ids::ThreadId;

pub(crate) const SMALL: &[u8] = include_bytes!("../data/small.mbox");

fn file(world: &World, name: &str, bytes: &[u8]) -> PathBuf {
    let path = world.data().join(name);
    std::fs::write(&path, bytes).unwrap();
    path
}

pub(crate) async fn bring(world: &World, bytes: &[u8]) -> Report {
    import(&world.db, &file(world, "archive.mbox", bytes), OPEN, |_, _, _| {}).await.unwrap()
}

/// The messages of the small archive, each with its separator.
fn messages() -> Vec<&'static [u8]> {
    let separator = b"\nFrom ward@";
    let others = SMALL.windows(separator.len()).enumerate().filter(|(_, bytes)| bytes == separator).map(|(at, _)| at + 1);
    let starts: Vec<usize> = std::iter::once(0).chain(others).collect();
    starts.iter().zip(starts.iter().skip(1).chain([&SMALL.len()])).map(|(&from, &until)| &SMALL[from..until]).collect()
}

/// What a statement of the test finds in the file, as JSON.
pub(crate) async fn ask(world: &World, sql: &'static str) -> String {
    let mut conn = SqliteConnection::connect_with(&SqliteConnectOptions::new().filename(world.db.path())).await.unwrap();
    sqlx::query_scalar(sql).fetch_one(&mut conn).await.unwrap()
}

/// Author and text of every imported post, thread by thread.
async fn told(world: &World) -> String {
    ask(
        world,
        "select json_group_array(json_array(thread, no, name, body, at, guess)) from (
           select (select min(body) from posts o where o.thread_id = p.thread_id) as thread, p.no, a.screen_name as name, p.body,
             p.created_at as at, p.at_is_guess as guess
           from posts p join personas a on a.id = p.persona_id order by 1, 2)",
    )
    .await
}

async fn all_is_well(world: &World) {
    assert_eq!(check::check(world.data(), false).await.unwrap(), Vec::<String>::new());
}

#[tokio::test]
async fn an_archive_arrives_in_threads_and_a_second_run_adds_nothing() {
    let world = world().await.unwrap();
    let report = bring(&world, SMALL).await;
    assert_eq!((report.added, report.already, report.copies, report.threads), (21, 0, 0, 15));
    let trolley = ask(
        &world,
        "select json_group_array(json_array(no, screen_name, title, kind)) from (
           select p.no, a.screen_name, t.title, t.kind from posts p join threads t on t.id = p.thread_id
           join personas a on a.id = p.persona_id where t.slug = 'trolley-wheels' order by p.no)",
    )
    .await;
    assert_eq!(trolley, r#"[[1,"Cyril Stores","Trolley wheels","discussion"],[2,"Ada Quill","Trolley wheels","discussion"]]"#);
    let before = told(&world).await;
    let again = bring(&world, SMALL).await;
    assert_eq!((again.added, again.already, again.threads), (0, 21, 0));
    assert_eq!(told(&world).await, before);
    all_is_well(&world).await;
}

#[tokio::test]
async fn what_cannot_be_read_is_told_with_its_line() {
    let world = world().await.unwrap();
    let report = bring(&world, SMALL).await;
    let picture = SMALL.windows(29).position(|words| words == b"Subject: Nothing but a pictur").unwrap();
    let line = SMALL[..picture].iter().filter(|&&byte| byte == b'\n').count() as u64;
    assert_eq!(report.unreadable.len(), 1, "{:?}", report.unreadable);
    assert!((line - 1..=line).contains(&report.unreadable[0].0), "{:?}, not about line {line}", report.unreadable);
}

#[tokio::test]
async fn an_interrupted_import_is_completed_by_the_next() {
    let whole = world().await.unwrap();
    bring(&whole, SMALL).await;
    for stop_after in [1, 3, 4] {
        let world = world().await.unwrap();
        let (stop, path) = (Notify::new(), file(&world, "archive.mbox", SMALL));
        let mut batches = 0;
        let interrupted = import_in_batches(&world.db, &path, OPEN, 4, |done, all, _| {
            if done > all / 2 {
                batches += 1;
            }
            if batches == stop_after {
                stop.notify_one();
            }
        });
        tokio::select! {
            biased;
            () = stop.notified() => {}
            report = interrupted => panic!("not interrupted: {report:?}"),
        }
        let there: i64 = ask(&world, "select cast(count(*) as text) from posts").await.parse().unwrap();
        assert!((4..21).contains(&there), "{there} posts after {stop_after} batches");
        all_is_well(&world).await;
        let report = bring(&world, SMALL).await;
        assert_eq!((report.added as i64, report.already as i64), (21 - there, there));
        assert_eq!(told(&world).await, told(&whole).await);
        all_is_well(&world).await;
    }
}

#[tokio::test]
async fn a_longer_archive_goes_on_with_the_threads_that_are_there() {
    let world = world().await.unwrap();
    let messages = messages();
    assert_eq!(messages.len(), 22);
    let early = [&messages[1..3], &messages[5..]].concat().concat();
    bring(&world, &early).await;
    let thread: i64 = ask(&world, "select cast(id as text) from threads where title like 'Night shifts%'").await.parse().unwrap();
    let thread = ThreadId::try_from(thread).unwrap();
    world.reply(&world.pavel, thread, "I have read that study.").await.unwrap();
    let report = bring(&world, SMALL).await;
    assert_eq!((report.added, report.threads), (3, 3));
    let night = ask(
        &world,
        "select json_group_array(screen_name) from (
           select a.screen_name from posts p join personas a on a.id = p.persona_id join threads t on t.id = p.thread_id
           where t.title like 'Night shifts%' order by p.no)",
    )
    .await;
    assert_eq!(night, r#"["Ben Hollow","Pavel","Quill, Ada"]"#);
    assert_eq!(ask(&world, "select cast(count(*) as text) from threads").await, "15");
    all_is_well(&world).await;
}

#[tokio::test]
async fn copies_in_a_file_and_in_another_one_are_one_post() {
    let world = world().await.unwrap();
    let messages = messages();
    let report = bring(&world, &[messages[0], messages[1], messages[0]].concat()).await;
    assert_eq!((report.added, report.copies, report.threads), (2, 1, 1));
    let other =
        import(&world.db, &file(&world, "other.mbox", &[messages[1], messages[3]].concat()), OPEN, |_, _, _| {}).await.unwrap();
    assert_eq!((other.added, other.already), (1, 1));
}

#[tokio::test]
async fn guessed_times_are_marked_and_none_is_before_its_predecessor() {
    let world = world().await.unwrap();
    let report = bring(&world, SMALL).await;
    let guesses = ask(&world, "select cast(count(*) as text) from posts where at_is_guess").await;
    assert_eq!(report.guessed_dates.to_string(), guesses);
    assert_eq!(guesses, "14");
    let backwards = "select cast(count(*) as text) from posts p join posts b on b.thread_id = p.thread_id and b.no = p.no - 1 where p.created_at < b.created_at";
    assert_eq!(ask(&world, backwards).await, "0");
    let out_of_order =
        "select cast(count(*) as text) from posts p join posts b on b.seq = p.seq - 1 where p.created_at < b.created_at";
    assert_eq!(ask(&world, out_of_order).await, "0");
    let later = ask(&world, "select cast(max(created_at) as text) from posts").await;
    assert!(later.parse::<i64>().unwrap() < NOON);
}

#[tokio::test]
async fn an_import_is_new_to_nobody_but_an_answer_to_it_is() {
    let world = world().await.unwrap();
    world.start(&world.pavel, OPEN, "A live question", "Is anybody here?").await.unwrap();
    let unread = async || -> Vec<String> {
        let rows = world.db.look(&world.stella, async |tx: &mut db::Tx<'_>| thread_lists::unread(tx, 50).await).await.unwrap();
        rows.into_iter().map(|row| row.title).collect()
    };
    bring(&world, SMALL).await;
    assert_eq!(unread().await, ["A live question"]);
    let first = world.db.look(&world.gus, async |tx: &mut db::Tx<'_>| thread_lists::latest(tx, 1).await).await.unwrap();
    assert_eq!(first[0].title, "A live question", "an archive does not stand above what is written today");
    let thread: i64 = ask(&world, "select cast(id as text) from threads where slug = 'trolley-wheels'").await.parse().unwrap();
    world.reply(&world.pavel, ThreadId::try_from(thread).unwrap(), "It squeaks to this day.").await.unwrap();
    assert_eq!(unread().await, ["Trolley wheels", "A live question"]);
    all_is_well(&world).await;
}

#[tokio::test]
async fn the_first_live_post_after_an_import_is_new() {
    let world = world().await.unwrap();
    bring(&world, SMALL).await;
    world.start(&world.pavel, OPEN, "A live question", "Is anybody here?").await.unwrap();
    let rows = world.db.look(&world.stella, async |tx: &mut db::Tx<'_>| thread_lists::unread(tx, 50).await).await.unwrap();
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0].title, "A live question");
}

#[tokio::test]
async fn what_cannot_be_imported_is_refused_with_a_sentence() {
    let world = world().await.unwrap();
    let sentence = async |path: PathBuf, forum: &str| match import(&world.db, &path, forum, |_, _, _| {}).await {
        Err(Fault::Told(sentence)) => sentence,
        other => panic!("{other:?}"),
    };
    let (good, letter, nothing) =
        (file(&world, "good.mbox", SMALL), file(&world, "letter.txt", b"Dear Ada,\n"), file(&world, "empty", b""));
    let forums = sentence(good, "cardiologie").await;
    assert!(forums.contains("cardiologie") && forums.contains(OPEN), "{forums}");
    assert!(sentence(letter, OPEN).await.contains("not an mbox"));
    assert!(sentence(nothing, OPEN).await.contains("empty"));
    assert!(sentence(world.data().join("missing.mbox"), OPEN).await.contains("missing.mbox"));
    assert!(sentence(world.data().to_owned(), OPEN).await.contains("plain file"));
}

#[tokio::test]
async fn progress_goes_up_to_all() {
    let world = world().await.unwrap();
    let mut steps = Vec::new();
    import_in_batches(&world.db, &file(&world, "a.mbox", SMALL), OPEN, 5, |done, all, found| steps.push((done, all, found)))
        .await
        .unwrap();
    assert!(steps.is_sorted_by_key(|step| step.0), "{steps:?}");
    assert_eq!(steps.last(), Some(&(2 * SMALL.len() as u64, 2 * SMALL.len() as u64, 22)));
}

//! The index of posts: in step with every act, and without a word of what is gone.

use crate::search::{ask, asking, titles};
use domain::cast::{CLOSED, OPEN, World, world};
use domain::check;
use domain::clock::DAY;
use domain::db::Tx;
use domain::demo;
use domain::desk::forums::move_forum;
use domain::forums::moving::move_thread;
use domain::search::catch_up;
use domain::sweep::sweep;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{Connection, SqliteConnection};
use types::forums::Circle;
use types::text::Reason;

/// What a statement of the test finds in the file.
async fn ask_file(world: &World, sql: &'static str) -> i64 {
    let mut conn = SqliteConnection::connect_with(&SqliteConnectOptions::new().filename(world.db.path())).await.unwrap();
    sqlx::query_scalar(sql).fetch_one(&mut conn).await.unwrap()
}

async fn all_is_well(world: &World) {
    assert_eq!(check::check(world.data(), false).await.unwrap(), Vec::<String>::new());
}

#[tokio::test]
async fn a_post_is_found_by_its_present_words_only() {
    let w = world().await.unwrap();
    let thread = w.start(&w.wren, OPEN, "A question", "Nothing yet").await.unwrap();
    let reply = w.reply(&w.stella, thread.thread, "An axolotl said so").await.unwrap();
    let post = w.post(&w.stella, &reply).await.unwrap();
    assert_eq!(titles(&w, &w.gus, "axolotl").await.len(), 1);
    w.edit(&w.stella, post, "A capybara said so").await.unwrap();
    assert_eq!(titles(&w, &w.gus, "axolotl").await.len(), 0);
    assert_eq!(titles(&w, &w.gus, "capybara").await.len(), 1);
    let quoting = w.reply(&w.wren, thread.thread, "> A capybara said so\n\nDid it?").await.unwrap();
    assert_eq!(ask(&w, &w.gus, &asking("capybara")).await.posts, 1, "a quotation is found where it was written");
    assert!(quoting.no > reply.no);
    all_is_well(&w).await;
    w.withdraw(&w.stella, post).await.unwrap();
    assert_eq!(titles(&w, &w.gus, "capybara").await.len(), 0);
    all_is_well(&w).await;
}

#[tokio::test]
async fn words_that_are_gone_are_gone_from_the_files() {
    let w = world().await.unwrap();
    let thread = w.start(&w.wren, OPEN, "A question", "Nothing yet").await.unwrap();
    for n in 0..30 {
        w.reply(&w.wren, thread.thread, &format!("Reply number {n} of many about zebrafish")).await.unwrap();
    }
    let reply = w.reply(&w.stella, thread.thread, "An xylophonist said so").await.unwrap();
    let post = w.post(&w.stella, &reply).await.unwrap();
    let edited = w.reply(&w.stella, thread.thread, "A yellowhammer sang").await.unwrap();
    let edited = w.post(&w.stella, &edited).await.unwrap();
    w.edit(&w.stella, edited, "A bird sang").await.unwrap();
    let holds = async |word: &str| {
        ask_file(&w, "pragma wal_checkpoint(truncate)").await;
        let files = ["", "-wal"].map(|end| std::fs::read(format!("{}{end}", w.db.path().display())).unwrap_or_default());
        files.concat().windows(word.len()).any(|bytes| bytes.eq_ignore_ascii_case(word.as_bytes()))
    };
    assert!(holds("xylophonist").await, "what is there is seen by this test");
    let yellow = "select count(*) from post_words_data where instr(lower(block), 'hammer') > 0";
    assert_eq!(ask_file(&w, yellow).await, 0, "the index no longer holds the former words of an edited post");
    assert_eq!(ask_file(&w, "select count(*) from post_words_data where instr(block, 'lophonist') > 0").await, 1);
    w.withdraw(&w.stella, post).await.unwrap();
    assert_eq!(ask_file(&w, "select count(*) from post_words_data where instr(block, 'lophonist') > 0").await, 0);
    w.clock.advance(91 * DAY);
    sweep(&w.db).await.unwrap();
    assert!(!holds("lophonist").await, "not even its index remembers an erased post");
    all_is_well(&w).await;
}

#[tokio::test]
async fn what_moves_is_found_where_it_is_and_by_those_who_sit_there() {
    let w = world().await.unwrap();
    let why = Reason::try_from("A good reason").unwrap();
    let thread = w.start(&w.pavel, OPEN, "A platypus", "It lays eggs").await.unwrap();
    w.start(&w.wren, OPEN, "Another platypus", "Not moved yet").await.unwrap();
    assert_eq!(titles(&w, &w.gus, "platypus").await.len(), 2);
    let marlow = w.marlow.clone().spare_factor();
    w.db.act(&marlow, async |tx: &mut Tx<'_>| move_thread(tx, thread.thread, CLOSED, &why).await).await.unwrap();
    assert_eq!(titles(&w, &w.gus, "platypus").await, ["Another platypus"]);
    assert_eq!(titles(&w, &w.pavel, "platypus").await.len(), 2);
    all_is_well(&w).await;
    let mut hedda = w.back("Hedda").await.unwrap().spare_factor();
    if !hedda.is_fresh() {
        hedda = w.hedda.clone().spare_factor();
    }
    w.db.act(&hedda, async |tx: &mut Tx<'_>| move_forum(tx, OPEN, Circle::Doctors, &why).await).await.unwrap();
    assert!(titles(&w, &w.gus, "platypus").await.is_empty(), "at once");
    assert_eq!(titles(&w, &w.pavel, "platypus").await.len(), 2);
    let reply = w.reply(&w.pavel, thread.thread, "A late wallaby").await.unwrap();
    let post = w.post(&w.pavel, &reply).await.unwrap();
    w.edit(&w.pavel, post, "A late kookaburra").await.unwrap();
    all_is_well(&w).await;
    catch_up::catch_up(&w.db).await.unwrap();
    assert_eq!(ask_file(&w, "select count(*) from site where name like 'moved-forum:%'").await, 0);
    assert!(titles(&w, &w.gus, "platypus").await.is_empty());
    assert_eq!(titles(&w, &w.pavel, "platypus").await.len(), 2);
    assert_eq!(titles(&w, &w.pavel, "kookaburra").await.len(), 1);
    all_is_well(&w).await;
}

#[tokio::test]
async fn a_database_from_before_the_index_catches_up_and_check_notices_what_is_missing() {
    let w = world().await.unwrap();
    let thread = w.start(&w.wren, OPEN, "An okapi", "In the forest").await.unwrap();
    let reply = w.reply(&w.stella, thread.thread, "A tapir too").await.unwrap();
    let post = w.post(&w.stella, &reply).await.unwrap();
    ask_file(&w, "delete from site where name = 'search' returning 1").await;
    ask_file(&w, "insert into post_words (post_words) values ('delete-all') returning 1").await;
    assert!(titles(&w, &w.gus, "okapi").await.is_empty());
    assert!(ask(&w, &w.gus, &asking("okapi")).await.remarks[0].contains("Older posts"));
    w.edit(&w.stella, post, "A tapir as well").await.unwrap();
    w.reply(&w.stella, thread.thread, "And a dik-dik").await.unwrap();
    catch_up::catch_up(&w.db).await.unwrap();
    for words in ["okapi", "tapir", "dik-dik"] {
        let found = ask(&w, &w.gus, &asking(words)).await;
        assert_eq!((found.hits.len(), found.posts, found.remarks.len()), (1, 1, 0), "{words}");
    }
    all_is_well(&w).await;
    ask_file(&w, "insert into post_words (post_words) values ('delete-all') returning 1").await;
    let told = check::check(w.data(), false).await.unwrap();
    assert_eq!(told, ["3 posts cannot be found by searching."]);
    assert_eq!(check::check(w.data(), true).await.unwrap(), ["3 posts cannot be found by searching. Repaired."]);
    all_is_well(&w).await;
    assert_eq!(titles(&w, &w.gus, "tapir").await.len(), 1);
}

#[tokio::test]
async fn a_demonstration_is_found_as_it_is_made() {
    let w = world().await.unwrap();
    demo::fill(&w.db, &w.key, 20, 300, |_, _| {}).await.unwrap();
    assert!(ask(&w, &w.pavel, &asking("the")).await.posts > 50);
    all_is_well(&w).await;
}

#[tokio::test]
async fn at_night_the_pieces_of_the_index_become_one() {
    let w = world().await.unwrap();
    let thread = w.start(&w.wren, OPEN, "Capybaras", "Nothing yet").await.unwrap();
    // Blocks of FTS5 beside its own two; each piece has at least one, and it merges some by itself.
    let blocks = async || ask_file(&w, "select count(*) from post_words_data where id > 10").await;
    let mut replies = 0;
    while replies < 5 || blocks().await < 4 {
        w.reply(&w.wren, thread.thread, &format!("Reply number {replies} of many about zebrafish")).await.unwrap();
        replies += 1;
    }
    sweep(&w.db).await.unwrap();
    assert_eq!(blocks().await, 1);
    assert_eq!(ask(&w, &w.gus, &asking("zebrafish")).await.posts, replies);
    all_is_well(&w).await;
}

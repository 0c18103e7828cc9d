//! Whatever people do, the counters agree with the rows; and pages are made of few statements.

use domain::cast::{CLOSED, OPEN, World, world};
use domain::check::check;
use domain::db::Tx;
use domain::fault::{Fault, Result};
use domain::forums::moderate::{Deed, moderate};
use domain::forums::{forum_list, threads};
use domain::members::sessions;
use domain::viewer::Viewer;
use proptest::prelude::{Strategy, any, prop_oneof};
use proptest::test_runner::{Config, TestCaseError, TestRunner};
use types::forums::Landing;

/// Something that somebody does; numbers choose who, and which of what is there.
#[derive(Debug, Clone)]
enum Move {
    Start(usize, bool),
    Reply(usize, usize),
    Edit(usize, usize),
    Withdraw(usize, usize),
    Moderate(usize, usize, usize),
    Read(usize, usize, i64),
}

fn moves() -> impl Strategy<Value = Vec<Move>> {
    let (who, which) = (0..7_usize, any::<usize>());
    let one = prop_oneof![
        2 => (who.clone(), any::<bool>()).prop_map(|(who, closed)| Move::Start(who, closed)),
        6 => (who.clone(), which).prop_map(|(who, which)| Move::Reply(who, which)),
        2 => (who.clone(), which).prop_map(|(who, which)| Move::Edit(who, which)),
        1 => (who.clone(), which).prop_map(|(who, which)| Move::Withdraw(who, which)),
        1 => (who.clone(), which, 0..4_usize).prop_map(|(who, which, deed)| Move::Moderate(who, which, deed)),
        1 => (who, which, any::<i64>()).prop_map(|(who, which, no)| Move::Read(who, which, no)),
    ];
    proptest::collection::vec(one, 1..40)
}

/// Plays the moves; those that are refused or lead nowhere are part of the game.
async fn play(moves: &[Move]) -> Result<Vec<String>> {
    let w = world().await?;
    let mut landings: Vec<Landing> = Vec::new();
    for (number, step) in moves.iter().enumerate() {
        w.clock.advance(1000);
        match one(&w, step, number, &mut landings).await {
            Ok(()) | Err(Fault::NotFound | Fault::Refused(_)) => {}
            Err(other) => return Err(other),
        }
    }
    let mut found = check(w.data(), false).await?;
    for (_, viewer) in w.everyone() {
        found.extend(agrees(&w, viewer, &landings).await?);
    }
    Ok(found)
}

async fn one(w: &World, step: &Move, number: usize, landings: &mut Vec<Landing>) -> Result<()> {
    let who = |at: usize| w.everyone()[at].1;
    let pick = |at: usize| landings.get(at.checked_rem(landings.len()).unwrap_or(0)).cloned().ok_or(Fault::NotFound);
    match *step {
        Move::Start(at, closed) => {
            let made = w.start(who(at), if closed { CLOSED } else { OPEN }, &format!("Thread {number}"), "Hello").await?;
            landings.push(made);
        }
        Move::Reply(at, which) => {
            let made = w.reply(who(at), pick(which)?.thread, &format!("Reply {number}")).await?;
            landings.push(made);
        }
        Move::Edit(at, which) => {
            let post = w.post(&w.marlow, &pick(which)?).await?;
            w.edit(who(at), post, &format!("Edit {number}")).await?;
        }
        Move::Withdraw(at, which) => {
            let post = w.post(&w.marlow, &pick(which)?).await?;
            w.withdraw(who(at), post).await?;
        }
        Move::Moderate(at, which, deed) => {
            let (thread, deed) = (pick(which)?.thread, [Deed::Pin, Deed::Unpin, Deed::Lock, Deed::Unlock][deed]);
            w.db.act(who(at), async |tx: &mut Tx<'_>| moderate(tx, thread, deed).await).await?;
        }
        Move::Read(at, which, no) => w.read(who(at), pick(which)?.thread, no).await?,
    }
    Ok(())
}

/// What lists count is what threads hold, for everybody who sees them.
async fn agrees(w: &World, viewer: &Viewer, landings: &[Landing]) -> Result<Vec<String>> {
    let mut wrong = Vec::new();
    for landing in landings {
        let Ok(page) = w.page(viewer, landing.thread).await else { continue };
        let numbers: Vec<i64> = page.posts.iter().map(|post| post.no).collect();
        if numbers != (1..=page.last_no.min(20)).collect::<Vec<_>>() {
            wrong.push(format!("{} shows {numbers:?}", page.title));
        }
    }
    Ok(wrong)
}

#[test]
fn counters_agree_with_the_rows_whatever_people_do() -> Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    let config = Config { cases: 32, failure_persistence: None, ..Config::default() };
    let played = TestRunner::new(config).run(&moves(), |moves| {
        let found = runtime.block_on(play(&moves)).map_err(|fault| TestCaseError::fail(fault.to_string()))?;
        if found.is_empty() { Ok(()) } else { Err(TestCaseError::fail(found.join("\n"))) }
    });
    played.map_err(|failure| Fault::Told(failure.to_string()))
}

#[tokio::test]
async fn pages_are_made_of_few_statements() -> Result<()> {
    let w = world().await?;
    let mut landing = w.start(&w.wren, OPEN, "Budget", "1").await?;
    for no in 2..=45 {
        landing = w.reply(&w.stella, landing.thread, &no.to_string()).await?;
    }
    let (cookie, thread) = (w.cookie("Pavel").to_owned(), landing.thread);
    let before = w.db.statements();
    let viewer = sessions::resume(&w.db, &cookie).await?.ok_or(Fault::NotFound)?;
    w.db.look(&viewer, async |tx: &mut Tx<'_>| {
        threads::page(tx, thread, 2).await?;
        forum_list::visited(tx).await
    })
    .await?;
    let thread_page = w.db.statements() - before;
    let before = w.db.statements();
    let viewer = sessions::resume(&w.db, &cookie).await?.ok_or(Fault::NotFound)?;
    w.db.look(&viewer, async |tx: &mut Tx<'_>| {
        forum_list::page(tx, OPEN, 1).await?;
        forum_list::visited(tx).await
    })
    .await?;
    let list_page = w.db.statements() - before;
    assert!(thread_page > 2 && thread_page <= 6, "a thread page takes {thread_page} statements");
    assert!(list_page > 2 && list_page <= 5, "a list page takes {list_page} statements");
    Ok(())
}

#[tokio::test]
async fn many_writers_at_once_number_their_posts_without_gaps() -> Result<()> {
    let w = world().await?;
    let landing = w.start(&w.wren, OPEN, "All at once", "1").await?;
    let thread = landing.thread;
    let writers = (0..24).map(|number| {
        let (db, viewer) = (w.db.clone(), [&w.wren, &w.stella, &w.pavel, &w.marlow][number % 4].clone());
        let (words, key) = (w.written(&format!("Writer {number}")), domain::forums::keys::PostingKey::new());
        tokio::spawn(async move {
            let (words, key) = (words?, key?);
            db.act(&viewer, async |tx: &mut Tx<'_>| domain::forums::reply::reply(tx, thread, &words, &key).await).await
        })
    });
    let mut numbers = Vec::new();
    for writer in writers.collect::<Vec<_>>() {
        numbers.push(writer.await??.no);
    }
    numbers.sort_unstable();
    assert_eq!(numbers, (2..26).collect::<Vec<_>>());
    assert_eq!(check(w.data(), false).await?, Vec::<String>::new());
    Ok(())
}

#[tokio::test]
async fn an_act_that_is_dropped_halfway_leaves_nothing_and_blocks_nobody() -> Result<()> {
    let w = world().await?;
    let landing = w.start(&w.wren, OPEN, "Dropped", "1").await?;
    let (thread, words) = (landing.thread, w.written("Never seen")?);
    for patience in 0..20 {
        let key = domain::forums::keys::PostingKey::new()?;
        let act = w.db.act(&w.stella, async |tx: &mut Tx<'_>| {
            domain::forums::reply::reply(tx, thread, &words, &key).await?;
            std::future::pending::<Result<()>>().await
        });
        assert!(tokio::time::timeout(std::time::Duration::from_millis(patience), act).await.is_err());
    }
    assert_eq!(w.page(&w.gus, thread).await?.last_no, 1);
    assert_eq!(w.reply(&w.stella, thread, "Seen").await?.no, 2);
    Ok(())
}

//! The operator's check: what is wrong is found, what can be derived is repaired.

use crate::hand;
use domain::cast::{CLOSED, OPEN, World, world};
use domain::check::check;
use domain::fault::{Fault, Result};
use domain::place;

/// What is broken, and words of the finding.
const DAMAGES: [(&str, &str); 14] = [
    ("update forums set threads = 99 where slug = 'cardiology'", "The forum cardiology tells of 99 threads"),
    ("update forums set posts = 0 where slug = 'cardiology'", "The forum cardiology tells of"),
    ("update forums set last_thread = null where slug = 'cardiology'", "tells the wrong last one"),
    ("update threads set last_no = 7", "tell the wrong last post"),
    ("update threads set last_persona = (select min(id) from personas)", "the wrong last post"),
    ("update threads set audience_id = 1", "another audience than its forum"),
    ("update posts set audience_id = 1, forum_id = 1", "elsewhere than their threads"),
    ("update posts set html = '<script>alert(1)</script>' where no = 1", "not shown as they were written"),
    ("delete from seats where audience_id = 2", "lack a member's seat"),
    ("insert into seats values (0, 3, 'member')", "Guests have a seat"),
    ("delete from seats where account_id = 0", "Guests have no seat"),
    ("insert into seats values (999, 3, 'member')", "A seat belongs to no account"),
    ("insert into thread_marks (account_id, thread_id, read_no) values (999, 999, 3)", "A reader's mark"),
    ("insert into post_versions values (999, 1, 1, 0, '', '')", "has lost its post"),
];

async fn furnished() -> Result<World> {
    let w = world().await?;
    for (author, forum) in [(&w.wren, OPEN), (&w.pavel, CLOSED)] {
        let landing = w.start(author, forum, "A thread", "Hello").await?;
        let reply = w.reply(&w.marlow, landing.thread, "Hello *yourself*").await?;
        let post = w.post(&w.marlow, &reply).await?;
        w.edit(&w.marlow, post, "Hello **yourself**").await?;
    }
    Ok(w)
}

#[tokio::test]
async fn check_finds_what_is_wrong_and_repairs_what_can_be_derived() -> Result<()> {
    let w = furnished().await?;
    assert_eq!(check(w.data(), false).await?, Vec::<String>::new());
    for (damage, words) in DAMAGES {
        sqlx::query(damage).execute(&mut hand(&w).await?).await?;
        let found = check(w.data(), false).await?;
        assert!(found.iter().any(|finding| finding.contains(words)), "{damage} gave {found:?}");
        assert!(found.iter().all(|finding| !finding.contains("Repaired")), "nothing is repaired unasked");
        let repaired = check(w.data(), true).await?;
        assert!(repaired.iter().any(|finding| finding.ends_with("Repaired.")), "{damage} gave {repaired:?}");
        assert_eq!(check(w.data(), false).await?, Vec::<String>::new(), "{damage} was not repaired");
    }
    Ok(())
}

#[tokio::test]
async fn what_cannot_be_derived_is_told_and_not_guessed() -> Result<()> {
    let w = furnished().await?;
    sqlx::query("delete from posts where no = 1 and forum_id = (select id from forums where slug = 'cardiology')")
        .execute(&mut hand(&w).await?)
        .await?;
    let found = check(w.data(), true).await?;
    assert!(found.contains(&"A thread has a gap between its posts.".to_owned()), "{found:?}");
    Ok(())
}

#[tokio::test]
async fn a_damaged_or_missing_file_is_told_in_a_sentence() -> Result<()> {
    let w = furnished().await?;
    let nowhere = tempfile::tempdir()?;
    assert!(matches!(check(nowhere.path(), false).await, Err(Fault::Told(_))));
    let copy = tempfile::tempdir()?;
    sqlx::query("pragma wal_checkpoint(truncate)").execute(&mut hand(&w).await?).await?;
    let mut bytes = std::fs::read(place::database(w.data()))?;
    for byte in bytes.iter_mut().skip(5 * 4096).step_by(7) {
        *byte ^= 0x5a;
    }
    std::fs::write(place::database(copy.path()), &bytes)?;
    match check(copy.path(), false).await {
        Ok(found) => assert!(found[0].contains("Restore a backup"), "{found:?}"),
        Err(Fault::Told(sentence)) => assert!(sentence.contains("Restore a backup"), "{sentence}"),
        Err(other) => return Err(other),
    }
    std::fs::write(place::database(copy.path()), "no database at all, but long enough to look at".repeat(100))?;
    assert!(matches!(check(copy.path(), false).await, Err(Fault::Told(_))));
    Ok(())
}

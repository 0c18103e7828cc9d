//! What lies in the database of a poll: ballots without names, and sums that can be counted anew.

use crate::hand;
use crate::polls::{asked, open, seen, shown, sound, votes};
use domain::cast::{OPEN, world};
use domain::check::check;
use domain::db::Tx;
use domain::fault::Result;
use domain::polls::vote::{self, Vote};
use sqlx::Row;
use types::polls::Results;

#[tokio::test]
async fn no_race_and_no_second_window_gives_a_second_vote() -> Result<()> {
    let w = world().await?;
    let thread = open(&w, &w.wren, OPEN, &asked(false, Results::Voted, false)?).await?.thread;
    let mut windows = tokio::task::JoinSet::new();
    for no in 0..60 {
        let (db, who) = (w.db.clone(), if no % 2 == 0 { w.stella.clone() } else { w.pavel.clone() });
        let choice = if no % 7 == 6 { Vote::TakeBack } else { Vote::For(vec![no % 3 + 1]) };
        windows.spawn(async move { db.act(&who, async |tx: &mut Tx<'_>| vote::in_thread(tx, thread, &choice).await).await });
    }
    while let Some(done) = windows.join_next().await {
        done.unwrap()?;
    }
    votes(&w, &w.stella, thread, &[1]).await?;
    votes(&w, &w.pavel, thread, &[1]).await?;
    assert_eq!(seen(&w, &w.stella, thread).await?.tally, shown(2, &[2, 0, 0]));
    sound(&w).await
}

#[tokio::test]
async fn the_database_does_not_tell_who_has_voted_for_what() -> Result<()> {
    let w = world().await?;
    let (one, other) = (asked(false, Results::Voted, false)?, asked(false, Results::Voted, false)?);
    let (one, other) = (open(&w, &w.wren, OPEN, &one).await?.thread, open(&w, &w.wren, OPEN, &other).await?.thread);
    votes(&w, &w.stella, one, &[2]).await?;
    votes(&w, &w.stella, other, &[2]).await?;
    let mut hand = hand(&w).await?;
    let account: i64 =
        sqlx::query_scalar("select account_id from personas where screen_name = 'Stella'").fetch_one(&mut hand).await?;
    let ballots = sqlx::query("select * from ballots order by poll_id").fetch_all(&mut hand).await?;
    assert_eq!(ballots.len(), 2);
    let voters: Vec<Vec<u8>> = ballots.iter().map(|row| row.get("voter")).collect();
    assert_ne!(voters[0], voters[1], "two votes of one member cannot be joined");
    for (row, voter) in ballots.iter().zip(&voters) {
        assert_eq!(row.len(), 3, "a ballot has no time, no order and no name");
        assert_eq!(voter.len(), 32);
        let bytes = account.to_be_bytes();
        let short: Vec<u8> = bytes.iter().copied().skip_while(|byte| *byte == 0).collect();
        assert!(!voter.windows(8).any(|some| some == bytes), "no account in it");
        assert_ne!(voter, &short);
    }
    // No row of any other table has come to be by a vote.
    let tables: Vec<String> = sqlx::query_scalar(
        "select name from sqlite_master where type = 'table' and name not like 'sqlite_%' and name not like '%words%'",
    )
    .fetch_all(&mut hand)
    .await?;
    let count = async |hand: &mut sqlx::SqliteConnection| -> Result<Vec<(String, i64)>> {
        let mut counts = Vec::new();
        for table in &tables {
            let many: i64 =
                sqlx::query_scalar(sqlx::AssertSqlSafe(format!("select count(*) from {table}"))).fetch_one(&mut *hand).await?;
            counts.push((table.clone(), many));
        }
        Ok(counts)
    };
    let before = count(&mut hand).await?;
    votes(&w, &w.pavel, one, &[1]).await?;
    let after = count(&mut hand).await?;
    let grown: Vec<_> = before.iter().zip(&after).filter(|(a, b)| a != b).map(|(a, _)| a.0.as_str()).collect();
    assert_eq!(grown, ["ballots"]);
    Ok(())
}

#[tokio::test]
async fn check_finds_and_mends_what_polls_tell_wrongly() -> Result<()> {
    let w = world().await?;
    let thread = open(&w, &w.wren, OPEN, &asked(false, Results::Voted, false)?).await?.thread;
    votes(&w, &w.stella, thread, &[1]).await?;
    let mut hand = hand(&w).await?;
    sqlx::query("update polls set voters = 7, audience_id = 3").execute(&mut hand).await?;
    sqlx::query("update poll_options set votes = votes + 1 where no < 3").execute(&mut hand).await?;
    let told = [
        "A poll tells the wrong number of voters.",
        "2 options of polls tell the wrong number of votes.",
        "A poll is shown elsewhere than its thread.",
    ];
    assert_eq!(check(w.data(), false).await?, told);
    assert_eq!(check(w.data(), true).await?, told.map(|sentence| format!("{sentence} Repaired.")));
    sound(&w).await?;
    assert_eq!(seen(&w, &w.stella, thread).await?.tally, shown(1, &[1, 0, 0]));
    sqlx::query("insert into ballots (poll_id, voter, no) select poll_id, voter, 2 from ballots").execute(&mut hand).await?;
    sqlx::query("insert into ballots (poll_id, voter, no) select id, x'00', 9 from polls").execute(&mut hand).await?;
    let found = check(w.data(), true).await?;
    assert!(found.contains(&"Somebody has voted twice where only one choice counts.".to_owned()), "{found:?}");
    assert!(found.contains(&"A ballot is for an option that its poll does not have.".to_owned()), "{found:?}");
    Ok(())
}

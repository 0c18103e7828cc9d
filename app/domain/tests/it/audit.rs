//! The chain of the audit log, and everything that could be done to it by hand.

use crate::{folded, hand, statements};
use domain::backup::{backup, restore};
use domain::cast::{OPEN, World, text, world};
use domain::check::check;
use domain::db::Tx;
use domain::desk::audit;
use domain::desk::audit_log::{self, By};
use domain::desk::seats::seat_doctor;
use domain::fault::Result;
use domain::forums::moderate::{Deed, moderate};
use domain::{place, secrets};
use sqlx::{Connection, SqliteConnection};
use types::text::Reason;

const NO_CHAIN: &str = "The audit log has no chain: it begins when the site is next started, or it has been taken away.";

/// A site with its key beside it and six rows on record.
async fn recorded() -> Result<World> {
    let w = world().await?;
    std::fs::write(place::key(w.data()), [7; 32])?;
    secrets::bind_key(&w.db, &w.key).await?;
    for name in ["Stella", "Wren", "Pavel"] {
        for doctor in [true, false] {
            let reason = text(Reason::try_from(format!("{name} was here").as_str()))?;
            w.db.act(&w.hedda, async |tx: &mut Tx<'_>| seat_doctor(tx, name, doctor, &reason).await).await?;
        }
    }
    Ok(w)
}

/// What is done by hand, and what the check finds.
const TAMPERED: [(&str, &[&str]); 9] = [
    ("update audit set words = 'Nothing to see' where no = 3", &["Row 3 of the audit log is not as it was written."]),
    ("update audit set account_id = 0 where no = 1", &["Row 1 of the audit log is not as it was written."]),
    (
        "update audit set hash = x'00' where no = 2",
        &["Row 2 of the audit log is not as it was written.", "Row 3 of the audit log is not as it was written."],
    ),
    (
        "update audit set hash = null where no = 4",
        &["Row 4 of the audit log was not written by this site.", "Row 5 of the audit log is not as it was written."],
    ),
    ("delete from audit where no = 3", &["Row 3 of the audit log cannot be found."]),
    ("delete from audit where no in (2, 3, 4)", &["Rows 2 to 4 of the audit log cannot be found."]),
    (
        "delete from audit where no = 6",
        &["Row 5 of the audit log is not its last one: rows after it have been taken away or added."],
    ),
    (
        "insert into audit (no, at, account_id, act, words, hash) select 7, at, account_id, act, words, hash from audit where no = 6",
        &[
            "Row 7 of the audit log is not as it was written.",
            "Row 7 of the audit log is not its last one: rows after it have been taken away or added.",
        ],
    ),
    (
        "update audit set no = case no when 2 then -3 else -2 end where no in (2, 3); update audit set no = -no where no < 0",
        &[
            "Row 2 of the audit log is not as it was written.",
            "Row 3 of the audit log is not as it was written.",
            "Row 4 of the audit log is not as it was written.",
        ],
    ),
];

#[tokio::test]
async fn a_row_that_was_changed_removed_inserted_or_moved_is_found_by_its_number() -> Result<()> {
    let w = recorded().await?;
    assert_eq!(check(w.data(), false).await?, Vec::<String>::new());
    let mut hand = hand(&w).await?;
    sqlx::query("create table untouched as select * from audit").execute(&mut hand).await?;
    for (damage, expected) in TAMPERED {
        sqlx::raw_sql(damage).execute(&mut hand).await?;
        assert_eq!(check(w.data(), false).await?, expected, "{damage}");
        assert_eq!(check(w.data(), true).await?, expected, "nothing of it can be repaired");
        sqlx::raw_sql("delete from audit; insert into audit select * from untouched").execute(&mut hand).await?;
    }
    assert_eq!(check(w.data(), false).await?, Vec::<String>::new());
    Ok(())
}

#[tokio::test]
async fn rows_older_than_the_chain_stand_before_it_and_nowhere_else() -> Result<()> {
    let w = world().await?;
    std::fs::write(place::key(w.data()), [7; 32])?;
    secrets::bind_key(&w.db, &w.key).await?;
    let old = "insert into audit (no, at, account_id, act, words) values (1, 0, 5, 'pin', ''), (2, 0, 5, 'unpin', '')";
    sqlx::query(old).execute(&mut hand(&w).await?).await?;
    assert_eq!(check(w.data(), false).await?, [NO_CHAIN]);
    audit::begin(&w.db).await?;
    audit::begin(&w.db).await?;
    assert_eq!(check(w.data(), false).await?, Vec::<String>::new(), "it begins once, with a row of its own");
    let reason = text(Reason::try_from("seen at the desk"))?;
    w.db.act(&w.hedda, async |tx: &mut Tx<'_>| seat_doctor(tx, "Wren", true, &reason).await).await?;
    assert_eq!(check(w.data(), false).await?, Vec::<String>::new());
    let late = "insert into audit (no, at, account_id, act, words) values (5, 0, 5, 'pin', '')";
    sqlx::query(late).execute(&mut hand(&w).await?).await?;
    let found = check(w.data(), false).await?;
    assert!(found.contains(&"Row 5 of the audit log was not written by this site.".to_owned()), "{found:?}");
    Ok(())
}

#[tokio::test]
async fn a_chain_that_was_taken_away_is_missed_and_the_new_one_says_when_it_began() -> Result<()> {
    let w = recorded().await?;
    let mut hand = hand(&w).await?;
    let stripped = "update audit set hash = null, words = 'forged'; delete from site where name = 'audit'";
    sqlx::raw_sql(stripped).execute(&mut hand).await?;
    assert_eq!(check(w.data(), false).await?, [NO_CHAIN]);
    audit::begin(&w.db).await?;
    let begun: String = sqlx::query_scalar("select act from audit where no = 7").fetch_one(&mut hand).await?;
    assert_eq!(begun, "chain-begins", "where it should have begun long ago");
    Ok(())
}

#[tokio::test]
async fn who_locks_a_thread_in_a_closed_community_is_told_only_to_those_inside() -> Result<()> {
    let w = world().await?;
    let inside = w.start(&w.cora, &w.unlisted, "Down here", "Hello").await?;
    let open = w.start(&w.cora, OPEN, "Up here", "Hello").await?;
    w.db.act(&w.milo, async |tx: &mut Tx<'_>| moderate(tx, inside.thread, Deed::Lock).await).await?;
    w.db.act(&w.mabel, async |tx: &mut Tx<'_>| moderate(tx, open.thread, Deed::Lock).await).await?;
    let log = w.db.look(&w.hedda, async |tx: &mut Tx<'_>| audit_log::page(tx, "lock", "", 1).await).await?;
    let by: Vec<_> = log.entries.into_iter().map(|entry| entry.by).collect();
    assert_eq!(by, [By::Member("Mabel".into()), By::Fellow]);
    let named = w.db.look(&w.hedda, async |tx: &mut Tx<'_>| audit_log::page(tx, "", "Milo", 1).await).await?;
    assert!(named.entries.is_empty(), "nor can it be asked for by the name");
    Ok(())
}

#[tokio::test]
async fn a_backup_carries_the_log_and_its_chain_holds_where_the_key_is() -> Result<()> {
    let (w, dir) = (recorded().await?, tempfile::tempdir()?);
    let (copy, data) = (dir.path().join("copy"), dir.path().join("data"));
    backup(w.data(), &copy).await?;
    restore(&copy, &data).await?;
    std::fs::write(place::key(&data), [7; 32])?;
    assert_eq!(check(&data, false).await?, Vec::<String>::new());
    let mut there = SqliteConnection::connect(&format!("sqlite:{}", place::database(&data).display())).await?;
    let rows: i64 = sqlx::query_scalar("select count(*) from audit").fetch_one(&mut there).await?;
    assert_eq!(rows, 6);
    sqlx::query("update audit set words = '' where no = 6").execute(&mut there).await?;
    assert_eq!(check(&data, false).await?, ["Row 6 of the audit log is not as it was written."]);
    Ok(())
}

#[test]
fn no_statement_changes_the_log_or_takes_anything_from_it() -> Result<()> {
    let touching: Vec<_> =
        statements()?.iter().map(|sql| folded(sql).to_lowercase()).filter(|sql| sql.contains(" audit")).collect();
    let writing: Vec<_> = touching
        .iter()
        .filter(|sql| {
            ["update audit", "delete from audit", "replace into audit", "drop table audit"].iter().any(|verb| sql.contains(verb))
        })
        .collect();
    assert_eq!(writing, Vec::<&String>::new());
    let adding = touching.iter().filter(|sql| sql.starts_with("insert into audit")).count();
    assert_eq!(adding, 1, "one place writes it: {touching:#?}");
    Ok(())
}

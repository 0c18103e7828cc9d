use crate::{absent, hand};
use domain::cast::{CLOSED, World, world};
use domain::check::check;
use domain::fault::{Fault, Result};
use domain::verification::invented_register::{Doctor, doctors, file, known_by, says, shuffled};
use domain::verification::register_import::{Kind, Report, import};
use std::path::PathBuf;

pub const SUSPENDED: &str = "Suspended";

pub fn put(w: &World, text: &str) -> Result<PathBuf> {
    let path = w.data().join("list.csv");
    std::fs::write(&path, text)?;
    Ok(path)
}

pub async fn bring(w: &World, text: &str, kind: Kind) -> Result<Report> {
    import(&w.db, &put(w, text)?, kind, |_, _, _| ()).await
}

pub async fn count(w: &World, sql: &'static str) -> Result<i64> {
    Ok(sqlx::query_scalar(sql).fetch_one(&mut hand(w).await?).await?)
}

pub fn told<T>(asked: Result<T>) -> String {
    match asked {
        Err(Fault::Told(words)) => words,
        _ => String::new(),
    }
}

pub fn report(added: u64, changed: u64) -> Report {
    Report { added, changed, ..Report::default() }
}

#[tokio::test]
async fn a_list_is_brought_in_and_a_second_time_adds_nothing() -> Result<()> {
    let (w, all) = (world().await?, doctors(1, 3_000));
    let mut seen = Vec::new();
    let path = put(&w, &file(&all))?;
    let first = import(&w.db, &path, Kind::Full, |done, of, rows| seen.push((done, of, rows))).await?;
    assert_eq!(first, report(3_000, 0));
    assert!(
        seen.is_sorted() && seen.last().is_some_and(|(done, of, rows)| done == of && *rows == 3_000),
        "the bar runs to its end"
    );
    for doctor in all.iter().step_by(97) {
        let row = says(&w.db, &doctor.number).await?.ok_or(Fault::NotFound)?;
        assert_eq!(
            (row.surname, row.given, row.qualified_in),
            (doctor.surname.clone(), doctor.given.clone(), doctor.year.to_string())
        );
    }
    assert!(says(&w.db, "9999999").await?.is_none());
    for text in [file(&all), shuffled(&all, 5)] {
        assert_eq!(bring(&w, &text, Kind::Full).await?, Report::default());
    }
    assert_eq!(count(&w, "select count(*) from register_rows").await?, 3_000, "only news is kept");
    assert_eq!(count(&w, "select count(*) from register_imports where counted_at is not null").await?, 3);
    Ok(())
}

#[tokio::test]
async fn numbers_are_kept_as_keyed_hashes_only() -> Result<()> {
    let w = world().await?;
    bring(&w, &file(&[Doctor::new("7654321", "Smith", "Anna")]), Kind::Full).await?;
    let path = w.db.path().to_owned();
    for name in [path.clone(), path.with_file_name("doc2doc.db-wal")] {
        let bytes = std::fs::read(name).unwrap_or_default();
        assert!(!bytes.windows(7).any(|window| window == b"7654321"));
    }
    Ok(())
}

#[tokio::test]
async fn a_days_changes_take_the_place_of_what_was_said() -> Result<()> {
    let w = world().await?;
    let (anna, ben) = (Doctor::new("1111111", "Smith", "Anna"), Doctor::new("2222222", "Jones", "Ben"));
    bring(&w, &file(&[anna.clone(), ben.clone()]), Kind::Full).await?;
    let new = Doctor::new("L333333", "Brown", "Cleo");
    let day = bring(&w, &file(&[anna.clone().now(SUSPENDED), new]), Kind::Delta).await?;
    assert_eq!(day, report(1, 1));
    assert!(says(&w.db, "1111111").await?.is_some_and(|row| !row.allowed));
    assert!(says(&w.db, "2222222").await?.is_some_and(|row| row.allowed), "who is not in a delta stays");
    assert!(says(&w.db, "L333333").await?.is_some());
    assert_eq!(count(&w, "select count(*) from register_rows").await?, 4);
    assert_eq!(bring(&w, &file(&[anna]), Kind::Delta).await?, report(0, 1));
    assert!(says(&w.db, "1111111").await?.is_some_and(|row| row.allowed));
    bring(&w, &file(&[ben]), Kind::Delta).await?;
    assert_eq!(count(&w, "select count(*) from register_rows").await?, 3, "what no longer counts is cleaned");
    Ok(())
}

#[tokio::test]
async fn who_may_no_longer_practise_loses_the_seat_at_once() -> Result<()> {
    let w = world().await?;
    let (pavel, marlow) = (Doctor::new("1111111", "Cast", "Pavel"), Doctor::new("2222222", "Cast", "Marlow"));
    bring(&w, &file(&[pavel.clone(), marlow.clone()]), Kind::Full).await?;
    known_by(&w.db, &w.pavel, "1111111").await?;
    known_by(&w.db, &w.marlow, "2222222").await?;
    let thread = w.start(&w.pavel, CLOSED, "A hard case", "What would you do?").await?.thread;
    w.letters().await?;
    let conditions = marlow.now("Registered with Licence - this doctor has conditions");
    let day =
        bring(&w, &file(&[pavel.clone().now("Not Registered – Erased for false declaration"), conditions]), Kind::Delta).await?;
    assert_eq!((day.changed, day.demoted, day.missing), (2, 1, 0));
    assert!(absent(&w.page(&w.pavel, thread).await) && w.page(&w.marlow, thread).await.is_ok());
    assert!(absent(&w.page(&w.back("Pavel").await?, thread).await));
    let letters = w.letters().await?;
    assert_eq!(letters.iter().map(|letter| letter.to.as_str()).collect::<Vec<_>>(), ["pavel@cast.example"]);
    let words = letters.iter().map(|letter| letter.text.as_str()).collect::<String>();
    assert!(
        words.contains("within 72 hours") && !words.contains("Pavel") && !words.contains("1111111") && !words.contains("rased")
    );
    assert_eq!(count(&w, "select count(*) from audit where act = 'register-demotion' and about_account > 0").await?, 1);
    assert_eq!(count(&w, "select demoted from register_imports order by id desc limit 1").await?, 1);
    assert_eq!(check(w.data(), false).await?, Vec::<String>::new(), "the log is still whole");
    assert_eq!(bring(&w, &file(&[pavel.now(SUSPENDED)]), Kind::Delta).await?.demoted, 0, "nobody is told twice");
    assert!(w.letters().await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn a_number_that_is_missing_from_a_full_list_is_told_and_costs_no_seat() -> Result<()> {
    let w = world().await?;
    let (pavel, anna) = (Doctor::new("1111111", "Cast", "Pavel"), Doctor::new("2222222", "Smith", "Anna"));
    bring(&w, &file(&[pavel.clone(), anna.clone()]), Kind::Full).await?;
    known_by(&w.db, &w.pavel, "1111111").await?;
    known_by(&w.db, &w.prue, "3333333").await?;
    let thread = w.start(&w.pavel, CLOSED, "A hard case", "What would you do?").await?.thread;
    for _ in 0..2 {
        let full = bring(&w, &file(std::slice::from_ref(&anna)), Kind::Full).await?;
        assert_eq!((full.demoted, full.missing), (0, 2));
        assert_eq!(count(&w, "select count(*) from audit where act = 'register-missing'").await?, 2, "on record once");
    }
    assert!(w.page(&w.pavel, thread).await.is_ok() && w.page(&w.prue, thread).await.is_ok());
    assert!(says(&w.db, "1111111").await?.is_none(), "nobody else is let in by it");
    assert_eq!(bring(&w, &file(std::slice::from_ref(&anna)), Kind::Delta).await?.missing, 0);
    let back = bring(&w, &file(&[anna, pavel]), Kind::Full).await?;
    assert_eq!((back.added, back.missing), (1, 1));
    assert!(says(&w.db, "1111111").await?.is_some());
    Ok(())
}

#[tokio::test]
async fn a_line_that_cannot_be_read_costs_nobody_a_seat() -> Result<()> {
    let w = world().await?;
    known_by(&w.db, &w.pavel, "1111111").await?;
    let anna = Doctor::new("2222222", "Smith", "Anna");
    let broken = file(&[Doctor::new("1111111", "Cast", "Pavel").now(""), anna.clone(), anna, Doctor::new("12", "Short", "Too")]);
    let full = bring(&w, &broken, Kind::Full).await?;
    assert_eq!((full.added, full.demoted, full.missing), (1, 0, 0));
    assert_eq!(full.unreadable.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [2, 4, 5]);
    Ok(())
}

#[tokio::test]
async fn a_broken_file_changes_nothing() -> Result<()> {
    let (w, all) = (world().await?, doctors(2, 1_500));
    bring(&w, &file(&all), Kind::Full).await?;
    known_by(&w.db, &w.pavel, &all[0].number).await?;
    let before = count(&w, "select count(*) from register_rows").await?;
    assert!(told(bring(&w, "Name,Number\nA,1\n", Kind::Full).await).contains("GMC Ref No"));
    assert!(told(bring(&w, "", Kind::Delta).await).contains("Surname"));
    let missing = import(&w.db, &w.data().join("nowhere.csv"), Kind::Full, |_, _, _| ()).await;
    assert!(told(missing).contains("nothing has been changed"));
    let changed: Vec<_> = all.iter().take(1_000).map(|doctor| doctor.clone().now(SUSPENDED)).collect();
    assert!(told(bring(&w, &file(&changed), Kind::Full).await).contains("cut short"));
    assert_eq!(count(&w, "select count(*) from register_rows").await?, before);
    assert!(says(&w.db, &all[1].number).await?.is_some_and(|row| row.status == all[1].status.replace('–', "-")));
    assert_eq!(
        count(&w, "select count(*) from seats where audience_id = 3 and account_id in (select account_id from standings)")
            .await?,
        3
    );
    Ok(())
}

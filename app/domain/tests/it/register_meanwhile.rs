use crate::hand;
use crate::register::{SUSPENDED, bring, count, put, report, told};
use domain::cast::{CLOSED, OPEN, world};
use domain::fault::Result;
use domain::verification::invented_register::{Doctor, all_known_by, doctors, file, known_by, says};
use domain::verification::register_import::{Kind, Report, import};
use std::pin::pin;
use std::time::{Duration, Instant};
use tokio::sync::Notify;

#[tokio::test]
async fn an_import_that_is_interrupted_changes_nothing_and_leaves_nothing() -> Result<()> {
    let (w, all) = (world().await?, doctors(3, 5_000));
    known_by(&w.db, &w.pavel, &all[0].number).await?;
    let gone: Vec<_> = all.iter().map(|doctor| doctor.clone().now(SUSPENDED)).collect();
    let path = put(&w, &file(&gone))?;
    let half = Notify::new();
    tokio::select! {
        _ = import(&w.db, &path, Kind::Full, |done, of, _| if done * 4 > of * 3 { half.notify_one() }) => {}
        () = half.notified() => {}
    }
    assert!(count(&w, "select count(*) from register_rows").await? > 1_000, "it was in the middle of it");
    assert!(says(&w.db, &all[0].number).await?.is_none() && says(&w.db, &all[4_000].number).await?.is_none());
    assert_eq!(bring(&w, &file(&all[..10]), Kind::Delta).await?, report(10, 0));
    assert_eq!(count(&w, "select count(*) from register_rows").await?, 10);
    assert_eq!(count(&w, "select count(*) from register_imports").await?, 1);
    assert!(w.start(&w.pavel, CLOSED, "A hard case", "What would you do?").await.is_ok());
    Ok(())
}

#[tokio::test]
async fn of_two_imports_at_a_time_the_later_one_goes_on() -> Result<()> {
    let (w, all) = (world().await?, doctors(4, 4_000));
    let path = w.data().join("first.csv");
    std::fs::write(&path, file(&all))?;
    let half = Notify::new();
    let mut first = pin!(import(&w.db, &path, Kind::Full, |done, of, _| if done * 3 > of * 2 {
        half.notify_one()
    }));
    tokio::select! {
        _ = &mut first => {}
        () = half.notified() => {}
    }
    assert_eq!(bring(&w, &file(&all[..100]), Kind::Full).await?, report(100, 0));
    assert!(told(first.await).contains("Another import"));
    assert!(says(&w.db, &all[99].number).await?.is_some() && says(&w.db, &all[100].number).await?.is_none());
    Ok(())
}

#[tokio::test]
async fn members_write_on_while_a_list_comes_in() -> Result<()> {
    let (w, all) = (world().await?, doctors(5, 20_000));
    let path = put(&w, &file(&all))?;
    let thread = w.start(&w.wren, OPEN, "Meanwhile", "Is this slow?").await?.thread;
    let (mut longest, mut replies) = (Duration::ZERO, 0);
    let mut coming = pin!(import(&w.db, &path, Kind::Full, |_, _, _| ()));
    let write = async {
        loop {
            let begun = Instant::now();
            w.reply(&w.wren, thread, "Not at all.").await?;
            longest = longest.max(begun.elapsed());
            replies += 1;
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    let done: Result<Report> = tokio::select! {
        done = &mut coming => done,
        failed = write => failed,
    };
    assert_eq!(done?, report(20_000, 0));
    assert!(replies > 10 && longest < Duration::from_millis(500), "{replies} replies, the slowest took {longest:?}");
    Ok(())
}

#[tokio::test]
#[ignore = "a measurement: 350,000 rows and 45,000 doctors take a while"]
async fn a_list_of_full_size() -> Result<()> {
    let (w, all) = (world().await?, doctors(6, 350_000));
    let path = put(&w, &file(&all))?;
    let thread = w.start(&w.wren, OPEN, "Meanwhile", "Is this slow?").await?.thread;
    sqlx::query(
        "insert into accounts (id, email, terms_version, terms_agreed_at, created_at)
         with recursive n(i) as (select 1 union all select i + 1 from n where i < 45000)
         select 1000000000 + i, 'd' || i || '@many.example', 't', 1, 1 from n",
    )
    .execute(&mut hand(&w).await?)
    .await?;
    let good: Vec<&Doctor> = all.iter().filter(|doctor| doctor.status == "Registered with Licence").take(45_000).collect();
    let known: Vec<_> = good.iter().enumerate().map(|(at, doctor)| (1_000_000_001 + at as i64, doctor.number.as_str())).collect();
    for part in known.chunks(5_000) {
        all_known_by(&w.db, part).await?;
    }
    for text in [
        None,
        Some(file(&all)),
        Some(file(&good.iter().step_by(45).map(|doctor| (*doctor).clone().now(SUSPENDED)).collect::<Vec<_>>())),
    ] {
        let kind = if text.as_ref().is_some_and(|text| text.len() < 10_000_000) { Kind::Delta } else { Kind::Full };
        if let Some(text) = text {
            put(&w, &text)?;
        }
        let begun = Instant::now();
        let (mut read, mut longest) = (Duration::ZERO, Duration::ZERO);
        let coming = import(&w.db, &path, kind, |done, of, _| {
            if done * 2 <= of {
                read = begun.elapsed();
            }
        });
        let write = async {
            loop {
                let asked = Instant::now();
                w.reply(&w.wren, thread, "Not at all.").await?;
                longest = longest.max(asked.elapsed());
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        };
        let report: Result<Report> = tokio::select! {
            report = coming => report,
            failed = write => failed,
        };
        println!("{kind:?}: {:?} in {:?}, read after {read:?}, the slowest reply {longest:?}", report?, begun.elapsed());
    }
    Ok(())
}

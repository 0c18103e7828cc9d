//! Ways round a second factor, a changed password and a case that one has a part in, and what they lead to.

use crate::factors::{ceremonies, set_up};
use crate::verification::{LICENSED, PICTURE, case, claims, decides, list, register, round, sends};
use crate::{absent, deed, hand, refused, token_in, wrong};
use domain::cast::{CLOSED, OPEN, PASSWORD, address, text, world};
use domain::clock::{DAY, MINUTE};
use domain::db::Tx;
use domain::fault::Result;
use domain::forums::moderate::Deed;
use domain::forums::moving;
use domain::members::factors::again;
use domain::members::factors::second::{self, Shown, Step};
use domain::members::sign_in::{Entry, sign_in};
use domain::members::{recover, sessions};
use domain::verification::decide::Decision;
use domain::verification::mine;
use sqlx::Connection;
use types::fault::Refusal;
use types::text::NewPassword;

#[tokio::test]
async fn a_moderators_powers_wait_for_the_second_factor_too() -> Result<()> {
    let w = world().await?;
    let thread = w.start(&w.wren, OPEN, "Herons", "Words").await?.thread;
    let Entry::Session(token) = sign_in(&w.db, &w.key, &address("Mabel"), PASSWORD, "A test", false).await? else { panic!() };
    let weak = sessions::resume(&w.db, token.as_str()).await?.unwrap();
    assert!(weak.needs_factor());
    for tried in [Deed::Lock, Deed::Pin] {
        assert_eq!(refused(&deed(&w, &weak, thread, tried).await), Some(Refusal::ModeratorsOnly));
    }
    let targets = w.db.look(&weak, async |tx: &mut Tx<'_>| moving::targets(tx, thread).await).await;
    assert_eq!(refused(&targets), Some(Refusal::ModeratorsOnly));
    assert!(!w.page(&weak, thread).await?.may_moderate);
    assert!(deed(&w, &w.mabel, thread, Deed::Lock).await.is_ok());
    assert!(refused(&w.reply(&weak, thread, "Words").await) == Some(Refusal::Locked));
    Ok(())
}

#[tokio::test]
async fn hoarded_half_sign_ins_give_no_more_tries() -> Result<()> {
    let w = world().await?;
    let app = set_up(&w, "Wren").await?;
    let mut halves = Vec::new();
    for _ in 0..6 {
        let entry = sign_in(&w.db, &w.key, &address("Wren"), PASSWORD, "A test", false).await?;
        halves.push(entry.as_str().to_owned());
    }
    let mut looked_at = 0;
    for half in &halves {
        for _ in 0..4 {
            let step = second::finish(&w.db, &ceremonies(&w), half, Shown::Code("000000")).await?;
            looked_at += i32::from(matches!(step, Step::Wrong));
        }
    }
    assert_eq!(looked_at, 20);
    let right = second::finish(&w.db, &ceremonies(&w), &halves[5], Shown::Code(&app.shows(&w))).await?;
    assert!(matches!(right, Step::Over), "not even the right one");
    w.clock.advance(11 * MINUTE);
    assert!(sign_in(&w.db, &w.key, &address("Wren"), PASSWORD, "A test", false).await.is_ok());
    Ok(())
}

#[tokio::test]
async fn nobody_tries_codes_for_ever_by_confirming_that_it_is_them() -> Result<()> {
    let w = world().await?;
    let app = set_up(&w, "Wren").await?;
    let wren = sessions::resume(&w.db, &app.cookie).await?.unwrap();
    for _ in 0..20 {
        let guess = again::by_password(&w.db, &w.key, &wren, &app.cookie, PASSWORD, "000000").await;
        assert!(wrong(guess)[0].1.starts_with("This code does not fit."));
    }
    let right = again::by_password(&w.db, &w.key, &wren, &app.cookie, PASSWORD, &app.shows(&w)).await;
    assert!(wrong(right)[0].1.contains("ten minutes"));
    w.clock.advance(11 * MINUTE);
    assert!(again::by_password(&w.db, &w.key, &wren, &app.cookie, PASSWORD, &app.shows(&w)).await.is_ok());
    Ok(())
}

/// The hashing queue is filled, so that the old password is looked up before the new one is set, and judged after it.
#[tokio::test]
async fn a_sign_in_under_way_does_not_outlive_its_password() -> Result<()> {
    let w = world().await?;
    recover::ask(&w.db, "https://doc2doc.example", &address("Wren")).await?;
    let token = token_in(&w.letters().await?[0].text, "https://doc2doc.example/reset/")?;
    let new = text(NewPassword::try_from("plum bicycle harbour"))?;
    let spawn_hash = || {
        let key = w.key.clone();
        tokio::spawn(async move { key.hash("some other password").await.is_ok() })
    };
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let mut fillers: Vec<_> = (0..cores).map(|_| spawn_hash()).collect();
    tokio::task::yield_now().await;
    let reset = recover::set(&w.db, &w.key, &token, &new);
    let late = async {
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        fillers.extend((0..6).map(|_| spawn_hash()));
        tokio::task::yield_now().await;
        sign_in(&w.db, &w.key, &address("Wren"), PASSWORD, "A thief's", true).await
    };
    let (reset, late) = tokio::join!(reset, late);
    reset?;
    assert_eq!(wrong(late).len(), 1, "the old password opens nothing after the new one was set");
    let left: i64 =
        sqlx::query_scalar("select count(*) from sessions s join accounts a on a.id = s.account_id where a.email = $1")
            .bind(address("Wren"))
            .fetch_one(&mut hand(&w).await?)
            .await?;
    assert_eq!(left, 0);
    Ok(())
}

#[tokio::test]
async fn a_verifier_does_not_judge_who_claims_their_own_number() -> Result<()> {
    let w = world().await?;
    register(&w, &[["7012345", "of the Cast", "Vera", "", LICENSED]]).await?;
    claims(&w, &w.vera, "7012345").await?;
    claims(&w, &w.cora, "7012345").await?;
    claims(&w, &w.milo, "7099999").await?;
    let seen = list(&w, &w.vera).await?.live;
    assert_eq!(seen.len(), 1, "the rival's case is not hers");
    sqlx::query("insert into staff (account_id, role) select id, 'verifier' from accounts where email = 'edie@cast.example'")
        .execute(&mut hand(&w).await?)
        .await?;
    let edie = w.back("Edie").await?;
    let theirs = list(&w, &edie).await?.live;
    assert_eq!(theirs.len(), 2);
    let rival = theirs.iter().find(|one| one.id != seen[0].id).unwrap().id;
    assert!(absent(&case(&w, &w.vera, rival).await));
    assert!(absent(&decides(&w, &w.vera, rival, Decision::Refuse, "This is not you").await));
    assert!(case(&w, &edie, rival).await?.taken);
    Ok(())
}

#[tokio::test]
async fn what_is_erased_is_no_longer_in_the_file() -> Result<()> {
    let w = world().await?;
    claims(&w, &w.cora, "7099999").await?;
    let document: Vec<u8> = PICTURE.iter().copied().chain((0..200_000_u32).map(|at| (at % 251) as u8)).collect();
    sends(&w, &w.cora, &document).await?;
    let mut hand = hand(&w).await?;
    let sealed: Vec<u8> = sqlx::query_scalar("select sealed from evidence").fetch_one(&mut hand).await?;
    let piece = &sealed[100_000..100_064];
    sqlx::query("pragma wal_checkpoint(truncate)").execute(&mut hand).await?;
    hand.close().await?;
    let holds = || std::fs::read(w.db.path()).unwrap().windows(piece.len()).any(|window| window == piece);
    assert!(holds());
    w.db.act(&w.cora, async |tx: &mut Tx<'_>| mine::withdraw(tx).await).await?;
    w.clock.advance(31 * DAY);
    round(&w).await?;
    let mut hand = crate::hand(&w).await?;
    sqlx::query("pragma wal_checkpoint(truncate)").execute(&mut hand).await?;
    assert!(!holds(), "erased and still there for whoever has the disk and the key");
    Ok(())
}

#[tokio::test]
async fn nobody_fills_the_disk_with_documents_of_withdrawn_cases() -> Result<()> {
    let w = world().await?;
    for _ in 0..3 {
        claims(&w, &w.cora, "7099999").await?;
        for _ in 0..8 {
            sends(&w, &w.cora, PICTURE).await?;
        }
        w.db.act(&w.cora, async |tx: &mut Tx<'_>| mine::withdraw(tx).await).await?;
    }
    claims(&w, &w.cora, "7099999").await?;
    assert_eq!(wrong(sends(&w, &w.cora, PICTURE).await)[0].0, "document");
    w.clock.advance(31 * DAY);
    round(&w).await?;
    sends(&w, &w.cora, PICTURE).await?;
    assert!(absent(&w.start(&w.cora, CLOSED, "Herons", "Words").await));
    Ok(())
}

use crate::absent;
use domain::cast::{PASSWORD, address, world};
use domain::clock::{DAY, HOUR, MINUTE};
use domain::db::Tx;
use domain::fault::Result;
use domain::members::sessions;
use domain::members::sign_in::sign_in;

#[tokio::test]
async fn a_session_ends_when_it_is_not_used() -> Result<()> {
    let w = world().await?;
    let short = sign_in(&w.db, &w.key, &address("Wren"), PASSWORD, "A shared computer", false).await?;
    w.clock.advance(12 * HOUR);
    assert!(sessions::resume(&w.db, short.as_str()).await?.is_some(), "use renews it");
    w.clock.advance(12 * HOUR);
    assert!(sessions::resume(&w.db, short.as_str()).await?.is_some());
    w.clock.advance(12 * HOUR + 1);
    assert!(sessions::resume(&w.db, short.as_str()).await?.is_none());
    assert!(w.back("Wren").await.is_ok(), "one that is kept lasts a week");
    w.clock.advance(7 * DAY + 1);
    assert!(absent(&w.back("Wren").await));
    Ok(())
}

#[tokio::test]
async fn an_open_page_that_only_listens_keeps_no_session_alive() -> Result<()> {
    let w = world().await?;
    let short = sign_in(&w.db, &w.key, &address("Wren"), PASSWORD, "A shared computer", false).await?;
    for _ in 0..12 {
        w.clock.advance(HOUR);
        assert!(sessions::listening(&w.db, short.as_str()).await?.is_some());
    }
    w.clock.advance(1);
    assert!(sessions::listening(&w.db, short.as_str()).await?.is_none());
    assert!(sessions::resume(&w.db, short.as_str()).await?.is_none());
    Ok(())
}

#[tokio::test]
async fn a_session_ends_after_thirty_days_however_much_it_is_used() -> Result<()> {
    let w = world().await?;
    for _ in 0..30 {
        w.clock.advance(DAY);
        assert!(w.back("Wren").await.is_ok());
    }
    w.clock.advance(HOUR);
    assert!(absent(&w.back("Wren").await));
    Ok(())
}

#[tokio::test]
async fn staff_sessions_end_after_half_an_hour_without_use_and_twelve_hours_with_it() -> Result<()> {
    let w = world().await?;
    for name in ["Hedda", "Marlow"] {
        assert!(w.back(name).await.is_ok());
    }
    w.clock.advance(30 * MINUTE + 1);
    assert!(absent(&w.back("Marlow").await));
    assert!(absent(&w.back("Hedda").await));
    let cookie = sign_in(&w.db, &w.key, &address("Hedda"), PASSWORD, "The desk", true).await?;
    for _ in 0..36 {
        w.clock.advance(20 * MINUTE);
        assert!(sessions::resume(&w.db, cookie.as_str()).await?.is_some());
    }
    w.clock.advance(1);
    assert!(sessions::resume(&w.db, cookie.as_str()).await?.is_none());
    Ok(())
}

#[tokio::test]
async fn setting_the_clock_back_gives_nobody_more_time() -> Result<()> {
    let w = world().await?;
    w.clock.advance(-2 * HOUR);
    assert!(absent(&w.back("Wren").await));
    Ok(())
}

#[tokio::test]
async fn members_end_their_own_sessions_and_no_others() -> Result<()> {
    let w = world().await?;
    let other = sign_in(&w.db, &w.key, &address("Wren"), PASSWORD, "A telephone", true).await?;
    let list = w.db.look(&w.wren, async |tx: &mut Tx<'_>| sessions::list(tx, w.cookie("Wren")).await).await?;
    assert_eq!(list.len(), 2);
    let handle = list.iter().find(|session| !session.current).map(|session| session.handle.clone()).unwrap_or_default();
    let foreign = w.db.act(&w.stella, async |tx: &mut Tx<'_>| sessions::end_one(tx, &handle).await).await;
    assert!(absent(&foreign) && sessions::resume(&w.db, other.as_str()).await?.is_some());
    w.db.act(&w.wren, async |tx: &mut Tx<'_>| sessions::end_one(tx, &handle).await).await?;
    assert!(sessions::resume(&w.db, other.as_str()).await?.is_none());
    sessions::end(&w.db, &w.wren, w.cookie("Wren")).await?;
    assert!(absent(&w.back("Wren").await));
    assert!(w.back("Stella").await.is_ok());
    Ok(())
}

#[tokio::test]
async fn nothing_resembling_a_cookie_signs_in() -> Result<()> {
    let w = world().await?;
    let own = w.cookie("Wren").to_owned();
    for cookie in
        ["", "0", "null", " ", &own[..own.len() - 1], &format!("{own} "), &own.to_lowercase(), &"x".repeat(100_000), "é\u{0}"]
    {
        assert!(sessions::resume(&w.db, cookie).await?.is_none(), "{cookie:?} signed in");
    }
    Ok(())
}

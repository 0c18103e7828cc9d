use crate::factors::{ceremonies, set_up};
use crate::{refused, wrong};
use domain::cast::{NOON, PASSWORD, address, world};
use domain::clock::MINUTE;
use domain::db::Tx;
use domain::fault::Result;
use domain::members::factors::ceremonies::{Ceremonies, Given};
use domain::members::factors::{self, again, passkeys, rules, totp};
use domain::members::sessions;
use domain::members::sign_in::{self, Entry, sign_in};
use domain::viewer::Viewer;
use types::fault::Refusal;

#[tokio::test]
async fn factors_change_only_within_a_quarter_of_an_hour_of_a_proof() -> Result<()> {
    let w = world().await?;
    w.clock.advance(15 * MINUTE + 1);
    let late = w.back("Wren").await?;
    assert_eq!(refused(&rules::may_change(&late)), Some(Refusal::SignInAgain));
    assert_eq!(refused(&rules::may_change(&w.gus)), Some(Refusal::SignIn));
    let cookie = w.cookie("Wren");
    let guess = again::by_password(&w.db, &w.key, &late, cookie, "not her password", "").await;
    assert_eq!(wrong(guess)[0].0, "current_password");
    let renewed = again::by_password(&w.db, &w.key, &late, cookie, PASSWORD, "").await?;
    assert!(sessions::resume(&w.db, cookie).await?.is_none(), "the old token is dead");
    let fresh = sessions::resume(&w.db, renewed.token.as_str()).await?.unwrap();
    assert!(rules::may_change(&fresh).is_ok() && renewed.kept);
    Ok(())
}

#[tokio::test]
async fn with_a_factor_a_fresh_sign_in_takes_password_and_code() -> Result<()> {
    let w = world().await?;
    let app = set_up(&w, "Wren").await?;
    let wren = sessions::resume(&w.db, &app.cookie).await?.unwrap();
    for code in ["", "000000"] {
        let barred = again::by_password(&w.db, &w.key, &wren, &app.cookie, PASSWORD, code).await;
        assert_eq!(wrong(barred)[0].0, "code");
    }
    again::by_password(&w.db, &w.key, &wren, &app.cookie, PASSWORD, &app.shows(&w)).await?;
    Ok(())
}

#[tokio::test]
async fn the_secret_is_told_to_its_owner_while_it_is_set_up_and_never_again() -> Result<()> {
    let w = world().await?;
    let wren = w.back("Wren").await?;
    w.db.act(&wren, async |tx: &mut Tx<'_>| totp::begin(tx, rules::may_change(&wren)?).await).await?;
    let read = async |who: &Viewer| w.db.look(who, async |tx: &mut Tx<'_>| factors::read(tx).await).await;
    let setup = read(&wren).await?.setup.unwrap();
    assert_eq!(setup.secret.split(' ').map(str::len).collect::<Vec<_>>(), [4; 8]);
    assert!(setup.qr.size > 20 && setup.qr.path.starts_with("M0 0h7v1h-7z"));
    assert!(read(&w.stella).await?.setup.is_none());
    assert!(!read(&wren).await?.any(), "it counts for nothing yet");
    assert!(matches!(sign_in(&w.db, &w.key, &address("Wren"), PASSWORD, "A test", false).await?, Entry::Session(_)));
    w.clock.advance(16 * MINUTE);
    assert!(read(&w.back("Wren").await?).await?.setup.is_none(), "not to whoever comes to the screen later");
    w.clock.advance(-16 * MINUTE);
    assert_eq!(w.clock.now(), NOON);
    let app = set_up(&w, "Wren").await?;
    let after = read(&sessions::resume(&w.db, &app.cookie).await?.unwrap()).await?;
    assert!(after.setup.is_none() && after.any());
    Ok(())
}

#[tokio::test]
async fn nothing_that_resembles_a_passkey_signs_in() -> Result<()> {
    let w = world().await?;
    let site = ceremonies(&w);
    let asked = passkeys::ask(&site)?;
    let name = asked.split("\"ceremony\":\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
    for credential in
        ["", "{}", "null", "[]", "\u{0}", &"[".repeat(10_000), r#"{"id":"AA","rawId":"AA","type":"public-key","response":{}}"#]
    {
        for ceremony in [name, "", "nonsense"] {
            let given = Given { ceremony, credential };
            assert!(sign_in::by_passkey(&w.db, &site, given, "A test", false).await.is_err(), "{credential:.40}");
            let fresh = again::by_passkey(&w.db, &site, &w.wren, w.cookie("Wren"), given).await;
            assert_eq!(wrong(fresh).len(), 1);
        }
    }
    assert!(!Ceremonies::new("http://127.0.0.1:3000", w.clock.clone()).offered(), "an address of numbers has no passkeys");
    Ok(())
}

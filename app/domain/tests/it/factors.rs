use crate::{refused, token_in, wrong};
use domain::cast::{PASSWORD, World, address, text, world};
use domain::clock::MINUTE;
use domain::db::Tx;
use domain::desk::rules::may_enter;
use domain::fault::Result;
use domain::members::factors::ceremonies::Ceremonies;
use domain::members::factors::second::{self, Shown, Step};
use domain::members::factors::{self, recovery, rules, totp};
use domain::members::sign_in::{Entry, sign_in};
use domain::members::{recover, sessions};
use domain::viewer::Viewer;
use totp_rs::{Builder, Secret, Totp};
use types::fault::Refusal;
use types::text::NewPassword;

/// Wren's app, and her recovery codes.
pub struct App {
    totp: Totp,
    codes: Vec<String>,
    pub cookie: String,
}

impl App {
    pub fn shows(&self, w: &World) -> String {
        self.at(w.clock.now())
    }

    fn at(&self, now: i64) -> String {
        self.totp.generate(u64::try_from(now / 1000).unwrap_or(0)).to_string()
    }
}

pub fn ceremonies(w: &World) -> Ceremonies {
    Ceremonies::new("http://localhost:3000", w.clock.clone())
}

pub async fn set_up(w: &World, name: &str) -> Result<App> {
    let who = w.back(name).await?;
    w.db.act(&who, async |tx: &mut Tx<'_>| totp::begin(tx, rules::may_change(&who)?).await).await?;
    let setup = w.db.look(&who, async |tx: &mut Tx<'_>| factors::read(tx).await).await?.setup.unwrap();
    let secret = Secret::try_from_base32(setup.secret.replace(' ', "")).unwrap();
    let totp = Builder::new().with_secret(secret).build().unwrap();
    let mut app = App { totp, codes: Vec::new(), cookie: String::new() };
    let (code, cookie) = (app.shows(w), w.cookie(name));
    let (renewed, codes) =
        w.db.act(&who, async |tx: &mut Tx<'_>| totp::confirm(tx, rules::may_change(&who)?, cookie, &code).await).await?;
    (app.codes, app.cookie) = (codes, renewed.token.as_str().to_owned());
    w.clock.advance(MINUTE);
    Ok(app)
}

async fn half(w: &World, name: &str) -> Result<String> {
    let entry = sign_in(&w.db, &w.key, &address(name), PASSWORD, "A test", false).await?;
    assert!(matches!(entry, Entry::Second(_)), "the password alone opens nothing");
    assert!(sessions::resume(&w.db, entry.as_str()).await?.is_none(), "a half sign-in is no session");
    Ok(entry.as_str().to_owned())
}

async fn show(w: &World, half: &str, code: &str) -> Result<&'static str> {
    Ok(match second::finish(&w.db, &ceremonies(w), half, Shown::Code(code)).await? {
        Step::In(_) => "in",
        Step::Wrong => "wrong",
        Step::Over => "over",
    })
}

async fn enter(w: &World, half: &str, code: &str) -> Result<Viewer> {
    let Step::In(renewed) = second::finish(&w.db, &ceremonies(w), half, Shown::Code(code)).await? else {
        return Err(domain::fault::Fault::NotFound);
    };
    Ok(sessions::resume(&w.db, renewed.token.as_str()).await?.unwrap())
}

#[tokio::test]
async fn a_code_of_the_app_counts_once() -> Result<()> {
    let w = world().await?;
    let app = set_up(&w, "Wren").await?;
    let (one, other, code) = (half(&w, "Wren").await?, half(&w, "Wren").await?, app.shows(&w));
    assert_eq!(show(&w, &one, &code).await?, "in");
    assert_eq!(show(&w, &one, &code).await?, "over", "a half sign-in is good once");
    assert_eq!(show(&w, &other, &code).await?, "wrong", "the same step never twice");
    assert_eq!(show(&w, &other, &app.at(w.clock.now() - 30_000)).await?, "wrong", "nor an earlier one afterwards");
    w.clock.advance(30_000);
    let spaced = app.shows(&w);
    assert_eq!(show(&w, &other, &format!(" {} {} ", &spaced[..3], &spaced[3..])).await?, "in");
    Ok(())
}

#[tokio::test]
async fn a_phone_may_be_half_a_minute_off_and_no_more() -> Result<()> {
    let w = world().await?;
    let app = set_up(&w, "Wren").await?;
    w.clock.advance(10 * MINUTE);
    for (seconds, outcome) in [(-60, "wrong"), (60, "wrong"), (-30, "in"), (30, "in")] {
        let half = half(&w, "Wren").await?;
        assert_eq!(show(&w, &half, &app.at(w.clock.now() + 1000 * seconds)).await?, outcome, "{seconds} s off");
    }
    Ok(())
}

#[tokio::test]
async fn five_wrong_codes_end_a_half_sign_in_and_its_owner_is_told() -> Result<()> {
    let w = world().await?;
    let app = set_up(&w, "Wren").await?;
    w.letters().await?;
    let half_one = half(&w, "Wren").await?;
    for _ in 0..4 {
        assert_eq!(show(&w, &half_one, "000 000").await?, "wrong");
    }
    assert_eq!(show(&w, &half_one, "nonsense").await?, "over");
    assert_eq!(show(&w, &half_one, &app.shows(&w)).await?, "over", "not even the right one");
    let told = w.letters().await?;
    assert_eq!(told.iter().map(|letter| letter.subject.as_str()).collect::<Vec<_>>(), ["A sign-in was stopped"]);
    for _ in 0..3 {
        let more = half(&w, "Wren").await?;
        for _ in 0..5 {
            show(&w, &more, "000000").await?;
        }
    }
    let barred = wrong(sign_in(&w.db, &w.key, &address("Wren"), PASSWORD, "A test", false).await);
    assert!(barred[0].1.contains("ten minutes"), "{barred:?}");
    w.clock.advance(11 * MINUTE);
    assert!(enter(&w, &half(&w, "Wren").await?, &app.shows(&w)).await.is_ok());
    Ok(())
}

#[tokio::test]
async fn a_half_sign_in_ends_after_ten_minutes() -> Result<()> {
    let w = world().await?;
    let app = set_up(&w, "Wren").await?;
    let half = half(&w, "Wren").await?;
    w.clock.advance(10 * MINUTE + 1);
    assert_eq!(show(&w, &half, &app.shows(&w)).await?, "over");
    assert_eq!(show(&w, "nonsense", &app.shows(&w)).await?, "over");
    Ok(())
}

#[tokio::test]
async fn a_recovery_code_is_good_once_and_its_owner_is_told() -> Result<()> {
    let w = world().await?;
    let app = set_up(&w, "Wren").await?;
    assert_eq!(app.codes.len(), 10);
    w.letters().await?;
    let (one, other) = (half(&w, "Wren").await?, half(&w, "Wren").await?);
    let typed = app.codes[3].to_uppercase().replace('-', " ").replace('0', "O");
    let wren = enter(&w, &one, &typed).await?;
    assert_eq!(show(&w, &other, &app.codes[3]).await?, "wrong");
    let told = w.letters().await?;
    assert_eq!(told.len(), 1);
    assert!(told[0].text.contains("9 are left") && !told[0].text.contains("Wren"), "{}", told[0].text);
    let left = w.db.look(&wren, async |tx: &mut Tx<'_>| factors::read(tx).await).await?.codes_left;
    assert_eq!(left, 9);
    let stellas = half_of_stella_with(&w, &app.codes[0]).await?;
    assert_eq!(stellas, "wrong", "nobody else's code fits");
    let new = w.db.act(&wren, async |tx: &mut Tx<'_>| recovery::renew(tx, rules::may_change(&wren)?).await).await?;
    assert_eq!(show(&w, &other, &app.codes[4]).await?, "wrong", "earlier codes are void");
    assert_eq!(show(&w, &other, &new[4]).await?, "in");
    Ok(())
}

async fn half_of_stella_with(w: &World, code: &str) -> Result<&'static str> {
    set_up(w, "Stella").await?;
    show(w, &half(w, "Stella").await?, code).await
}

#[tokio::test]
async fn a_new_password_neither_switches_the_factor_off_nor_gets_past_it() -> Result<()> {
    let w = world().await?;
    let app = set_up(&w, "Wren").await?;
    let before = half(&w, "Wren").await?;
    w.letters().await?;
    recover::ask(&w.db, "https://doc2doc.example", &address("Wren")).await?;
    let letters = w.letters().await?;
    let token = token_in(&letters[0].text, "https://doc2doc.example/reset/")?;
    let new = text(NewPassword::try_from("plum bicycle harbour"))?;
    recover::set(&w.db, &w.key, &token, &new).await?;
    assert_eq!(show(&w, &before, &app.shows(&w)).await?, "over", "a half sign-in with the old password is void");
    let entry = sign_in(&w.db, &w.key, &address("Wren"), new.as_str(), "A test", false).await?;
    assert!(matches!(entry, Entry::Second(_)));
    assert_eq!(show(&w, entry.as_str(), "123456").await?, "wrong");
    assert_eq!(show(&w, entry.as_str(), &app.shows(&w)).await?, "in");
    Ok(())
}

#[tokio::test]
async fn staff_have_no_desk_until_they_sign_in_with_a_factor() -> Result<()> {
    let w = world().await?;
    let entry = sign_in(&w.db, &w.key, &address("Hedda"), PASSWORD, "The desk", false).await?;
    let weak = sessions::resume(&w.db, entry.as_str()).await?.unwrap();
    assert!(weak.needs_factor() && may_enter(&weak).is_err());
    assert_eq!(refused(&may_enter(&weak)), Some(Refusal::SecondFactor));
    assert!(may_enter(&weak.clone().spare_factor()).is_ok(), "on a machine of one's own it can be spared");
    let app = set_up(&w, "Hedda").await?;
    assert!(sessions::resume(&w.db, entry.as_str()).await?.is_none(), "every other session has ended");
    let here = sessions::resume(&w.db, &app.cookie).await?.unwrap();
    assert!(may_enter(&here).is_ok() && here.is_fresh(), "the one in which it was set up is strong now");
    let strong = enter(&w, &half(&w, "Hedda").await?, &app.shows(&w)).await?;
    assert!(may_enter(&strong).is_ok() && !strong.needs_factor());
    Ok(())
}

#[tokio::test]
async fn whoever_takes_the_last_factor_off_closes_their_own_desk() -> Result<()> {
    let w = world().await?;
    let app = set_up(&w, "Hedda").await?;
    let hedda = sessions::resume(&w.db, &app.cookie).await?.unwrap();
    let gone = w.db.act(&hedda, async |tx: &mut Tx<'_>| totp::remove(tx, rules::may_change(&hedda)?, &app.cookie).await).await?;
    let after = sessions::resume(&w.db, gone.token.as_str()).await?.unwrap();
    assert!(after.needs_factor() && may_enter(&after).is_err());
    let left = w.db.look(&after, async |tx: &mut Tx<'_>| factors::read(tx).await).await?;
    assert!(!left.any() && left.codes_left == 0);
    let subjects: Vec<_> = w.letters().await?.into_iter().map(|letter| letter.subject).collect();
    assert_eq!(subjects, ["Your second factor has been changed"; 2]);
    Ok(())
}

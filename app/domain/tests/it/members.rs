use crate::{absent, token_in, wrong};
use domain::cast::{PASSWORD, World, address, text, world};
use domain::clock::{DAY, MINUTE};
use domain::db::Tx;
use domain::fault::Result;
use domain::members::register::{Registration, register};
use domain::members::sign_in::sign_in;
use domain::members::{account, confirm, personas, recover, sessions};
use types::members::Visibility;
use types::text::{Email, NewPassword, RealName, ScreenName};

const NEW: &str = "plum bicycle harbour";
const ORIGIN: &str = "https://doc2doc.example";

fn newcomer(email: &str, name: &str) -> Result<Registration> {
    Ok(Registration {
        email: text(Email::try_from(email))?,
        screen_name: text(ScreenName::try_from(name))?,
        password: text(NewPassword::try_from(NEW))?,
        real_name: text(RealName::try_from("Ada Newcomer"))?,
        country: "GB".into(),
        profession: "Doctor".into(),
        specialty: String::new(),
        grade: String::new(),
        gmc_number: None,
    })
}

async fn knock(w: &World, email: &str, name: &str) -> Result<()> {
    register(&w.db, &w.key, ORIGIN, newcomer(email, name)?).await
}

async fn enters(w: &World, email: &str, password: &str) -> bool {
    sign_in(&w.db, &w.key, email, password, "A test", false).await.is_ok()
}

async fn link(w: &World, kind: &str) -> Result<String> {
    let letters = w.letters().await?;
    let last = letters.last().ok_or(domain::fault::Fault::NotFound)?;
    token_in(&last.text, &format!("{ORIGIN}/{kind}/"))
}

#[tokio::test]
async fn registration_answers_alike_for_known_and_unknown_addresses() -> Result<()> {
    let w = world().await?;
    knock(&w, "ada@cast.example", "Ada").await?;
    knock(&w, &address("Wren").to_uppercase(), "Second Wren").await?;
    let letters = w.letters().await?;
    let subjects: Vec<_> = letters.iter().map(|letter| letter.subject.as_str()).collect();
    assert_eq!(subjects, ["Please confirm your address", "You already have an account"], "only the letters differ");
    assert!(letters[0].text.contains("/verify/") && !letters[1].text.contains("/verify/"));
    for taken in ["Ada", "ADA", "Áda", "Second Wren"] {
        let again = wrong(knock(&w, "other@cast.example", taken).await);
        assert_eq!(again.len(), 1, "{taken} is held until its link is opened, whether or not the address was known");
        assert_eq!(again[0].0, "screen_name");
    }
    Ok(())
}

#[tokio::test]
async fn nothing_signs_in_before_the_link_is_opened() -> Result<()> {
    let w = world().await?;
    knock(&w, "ada@cast.example", "Ada").await?;
    assert!(!enters(&w, "ada@cast.example", NEW).await);
    let token = link(&w, "verify").await?;
    for _ in 0..2 {
        let seen = w.db.look(&w.gus, async |tx: &mut Tx<'_>| confirm::find(tx, &token).await).await;
        assert!(matches!(seen, Ok(confirm::Link::Registration)), "a mail scanner may look as often as it likes");
    }
    assert!(!enters(&w, "ada@cast.example", NEW).await);
    confirm::confirm(&w.db, &token).await?;
    assert!(enters(&w, "Ada@Cast.example", NEW).await);
    assert!(absent(&confirm::confirm(&w.db, &token).await), "a link is good once");
    Ok(())
}

#[tokio::test]
async fn a_registration_that_is_not_confirmed_in_a_day_is_void_and_frees_its_name() -> Result<()> {
    let w = world().await?;
    knock(&w, "ada@cast.example", "Ada").await?;
    let token = link(&w, "verify").await?;
    w.clock.advance(DAY + 1);
    assert!(absent(&confirm::confirm(&w.db, &token).await));
    knock(&w, "another@cast.example", "Ada").await?;
    Ok(())
}

#[tokio::test]
async fn of_two_registrations_for_one_address_the_first_opened_wins() -> Result<()> {
    let w = world().await?;
    knock(&w, "ada@cast.example", "Ada").await?;
    let first = link(&w, "verify").await?;
    knock(&w, "ada@cast.example", "Ada Two").await?;
    let second = link(&w, "verify").await?;
    confirm::confirm(&w.db, &second).await?;
    assert!(absent(&confirm::confirm(&w.db, &first).await));
    Ok(())
}

#[tokio::test]
async fn signing_in_answers_alike_for_a_wrong_password_and_an_unknown_address() -> Result<()> {
    let w = world().await?;
    let one = wrong(sign_in(&w.db, &w.key, &address("Wren"), "not her password", "A test", false).await);
    let other = wrong(sign_in(&w.db, &w.key, "nobody@cast.example", PASSWORD, "A test", false).await);
    assert_eq!(one, other);
    assert_eq!(one.len(), 1);
    assert!(enters(&w, &address("Wren"), PASSWORD).await);
    Ok(())
}

#[tokio::test]
async fn recovery_answers_alike_and_writes_to_known_addresses_only() -> Result<()> {
    let w = world().await?;
    recover::ask(&w.db, ORIGIN, "nobody@cast.example").await?;
    assert_eq!(w.letters().await?.len(), 0);
    recover::ask(&w.db, ORIGIN, " WREN@cast.example ").await?;
    let letters = w.letters().await?;
    assert_eq!(letters.iter().map(|letter| letter.to.as_str()).collect::<Vec<_>>(), [address("Wren")]);
    Ok(())
}

#[tokio::test]
async fn a_link_to_a_new_password_is_good_once_and_for_half_an_hour() -> Result<()> {
    let w = world().await?;
    let password = text(NewPassword::try_from(NEW))?;
    let ask = async || -> Result<String> {
        recover::ask(&w.db, ORIGIN, &address("Wren")).await?;
        link(&w, "reset").await
    };
    let late = ask().await?;
    w.clock.advance(30 * MINUTE + 1);
    assert!(absent(&recover::set(&w.db, &w.key, &late, &password).await), "it came too late");
    let (one, other) = (ask().await?, ask().await?);
    recover::set(&w.db, &w.key, &one, &password).await?;
    assert!(enters(&w, &address("Wren"), NEW).await && !enters(&w, &address("Wren"), PASSWORD).await);
    assert!(absent(&recover::set(&w.db, &w.key, &one, &password).await), "it was used");
    assert!(absent(&recover::set(&w.db, &w.key, &other, &password).await), "a change of password makes every link void");
    let told = w.letters().await?;
    assert_eq!(told.iter().map(|letter| letter.subject.as_str()).collect::<Vec<_>>(), ["Your password has been changed"]);
    Ok(())
}

#[tokio::test]
async fn a_change_of_password_ends_every_other_session() -> Result<()> {
    let w = world().await?;
    let other = sign_in(&w.db, &w.key, &address("Wren"), PASSWORD, "Another device", true).await?;
    assert!(sessions::resume(&w.db, other.as_str()).await?.is_some());
    let (cookie, new) = (w.cookie("Wren"), text(NewPassword::try_from(NEW))?);
    let barred = account::change_password(&w.db, &w.key, &w.wren, cookie, "not her password", &new).await;
    assert_eq!(wrong(barred)[0].0, "current_password");
    let renewed = account::change_password(&w.db, &w.key, &w.wren, cookie, PASSWORD, &new).await?;
    assert!(sessions::resume(&w.db, other.as_str()).await?.is_none());
    assert!(sessions::resume(&w.db, renewed.token.as_str()).await?.is_some(), "the one in which it was changed goes on");
    assert!(sessions::resume(&w.db, cookie).await?.is_none(), "under a new token");
    assert!(w.back("Stella").await.is_ok(), "other members' sessions stay");
    Ok(())
}

#[tokio::test]
async fn a_new_address_is_taken_only_when_its_link_is_opened() -> Result<()> {
    let w = world().await?;
    let new = text(Email::try_from("wren@elsewhere.example"))?;
    account::change_email(&w.db, &w.key, &w.wren, ORIGIN, PASSWORD, &new).await?;
    let token = link(&w, "verify").await?;
    assert!(!enters(&w, new.as_str(), PASSWORD).await);
    confirm::confirm(&w.db, &token).await?;
    assert!(enters(&w, new.as_str(), PASSWORD).await && !enters(&w, &address("Wren"), PASSWORD).await);
    let told = w.letters().await?;
    assert_eq!(told.iter().map(|letter| letter.to.as_str()).collect::<Vec<_>>(), [address("Wren")], "the old address is told");
    assert!(absent(&confirm::confirm(&w.db, &token).await));
    Ok(())
}

#[tokio::test]
async fn asking_for_somebody_elses_address_answers_alike_and_changes_nothing() -> Result<()> {
    let w = world().await?;
    let taken = text(Email::try_from(address("Stella").as_str()))?;
    account::change_email(&w.db, &w.key, &w.wren, ORIGIN, PASSWORD, &taken).await?;
    let token = link(&w, "verify").await?;
    assert!(absent(&confirm::confirm(&w.db, &token).await));
    assert!(enters(&w, &address("Wren"), PASSWORD).await && enters(&w, &address("Stella"), PASSWORD).await);
    Ok(())
}

#[tokio::test]
async fn passwords_that_are_guessed_soon_are_refused() -> Result<()> {
    let w = world().await?;
    for weak in ["passwordpassword", "aaaaaaaaaaaaaa", "ada.newcomer.1990", "doc2doc plum bicycle"] {
        let mut new = newcomer("ada@cast.example", "Ada.Newcomer")?;
        new.password = text(NewPassword::try_from(weak))?;
        assert_eq!(wrong(register(&w.db, &w.key, ORIGIN, new).await)[0].0, "password", "{weak} was taken");
    }
    Ok(())
}

#[tokio::test]
async fn a_choice_that_is_not_on_its_list_is_refused() -> Result<()> {
    let w = world().await?;
    let mut new = newcomer("ada@cast.example", "Ada")?;
    (new.country, new.profession, new.specialty, new.grade) = ("ZZ".into(), "Wizard".into(), "Alchemy".into(), "Archmage".into());
    let fields: Vec<_> = wrong(register(&w.db, &w.key, ORIGIN, new).await).into_iter().map(|(field, _)| field).collect();
    assert_eq!(fields, ["country", "profession", "specialty", "grade"]);
    Ok(())
}

#[tokio::test]
async fn a_page_shown_to_nobody_is_absent_for_all_but_its_owner() -> Result<()> {
    let w = world().await?;
    let look = async |viewer| {
        w.db.look(viewer, async |tx: &mut Tx<'_>| personas::find(tx, "Wren").await.map(|(view, _)| view.own)).await
    };
    assert!(!look(&w.gus).await?);
    for choice in [Visibility::Nobody, Visibility::Friends] {
        w.db.act(&w.wren, async |tx: &mut Tx<'_>| account::show_to(tx, choice).await).await?;
        for other in [&w.gus, &w.stella, &w.marlow, &w.hedda] {
            assert!(absent(&look(other).await));
        }
        assert!(look(&w.wren).await?);
    }
    Ok(())
}

#[tokio::test]
async fn only_the_owner_sees_both_faces() -> Result<()> {
    let w = world().await?;
    let own = w.db.look(&w.wren, async |tx: &mut Tx<'_>| account::read(tx).await).await?;
    assert_eq!((own.screen_name.as_str(), own.real_name.as_str()), ("Wren", "Wren of the Cast"));
    assert!(w.db.look(&w.gus, async |tx: &mut Tx<'_>| account::read(tx).await).await.is_err());
    Ok(())
}

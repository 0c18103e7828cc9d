//! Every way into a community: by name, by code, through the door.

use crate::communities::{fellows, page, reason};
use crate::{absent, refused};
use domain::cast::{CLOSED, World, text, world};
use domain::check::check;
use domain::clock::DAY;
use domain::communities::{codes, invitations, joining, members, owning};
use domain::db::Tx;
use domain::fault::Result;
use domain::members::account;
use domain::viewer::Viewer;
use types::communities::{InvitationView, Role};
use types::fault::Refusal;
use types::ids::InvitationId;
use types::members::Visibility;
use types::text::JoinWords;

async fn invite(w: &World, who: &Viewer, slug: &str, name: &str) -> Result<()> {
    w.db.act(who, async |tx: &mut Tx<'_>| invitations::invite(tx, slug, name).await).await
}

async fn code(w: &World, who: &Viewer, slug: &str) -> Result<String> {
    w.db.act(who, async |tx: &mut Tx<'_>| Ok(codes::make(tx, slug).await?.as_str().to_owned())).await
}

async fn invited(w: &World, who: &Viewer) -> Result<Vec<InvitationView>> {
    w.db.look(who, async |tx: &mut Tx<'_>| invitations::mine(tx).await).await
}

async fn accept(w: &World, who: &Viewer, id: InvitationId) -> Result<String> {
    w.db.act(who, async |tx: &mut Tx<'_>| invitations::accept(tx, id).await).await
}

async fn bring(w: &World, who: &Viewer, code: &str) -> Result<String> {
    w.db.act(who, async |tx: &mut Tx<'_>| codes::redeem(tx, code).await).await
}

async fn ask(w: &World, who: &Viewer, slug: &str) -> Result<()> {
    let words = text(JoinWords::try_from("I row too"))?;
    w.db.act(who, async |tx: &mut Tx<'_>| joining::ask(tx, slug, &words).await).await
}

async fn admit(w: &World, who: &Viewer, name: &str, yes: bool) -> Result<()> {
    w.db.act(who, async |tx: &mut Tx<'_>| joining::admit(tx, &w.listed, name, yes).await).await
}

/// To whom letters have gone.
async fn told(w: &World) -> Result<Vec<String>> {
    let mut to: Vec<_> = w.letters().await?.into_iter().map(|letter| letter.to).collect();
    to.sort();
    Ok(to)
}

#[tokio::test]
async fn an_invitation_always_answers_sent() -> Result<()> {
    let w = world().await?;
    w.db.act(&w.wren, async |tx: &mut Tx<'_>| account::show_to(tx, Visibility::Nobody).await).await?;
    assert_eq!(refused(&invite(&w, &w.cora, &w.unlisted, "Stella").await), Some(Refusal::ModeratorsOnly));
    for outsider in [&w.gus, &w.xena, &w.hedda, &w.mabel] {
        assert!(absent(&invite(&w, outsider, &w.unlisted, "Stella").await));
    }
    for name in ["Stella", "stella", "Cora", "Milo", "Wren"] {
        invite(&w, &w.milo, &w.unlisted, name).await?;
    }
    let letters = w.letters().await?;
    assert_eq!(letters.len(), 2, "one each for Stella and Wren; members already get none");
    for letter in &letters {
        assert!(!letter.text.contains("Cellar") && !letter.text.contains("Milo") && !letter.text.contains("of the Cast"));
    }
    let id = invited(&w, &w.stella).await?[0].id;
    assert!(absent(&accept(&w, &w.wren, id).await), "it is hers alone");
    w.db.act(&w.stella, async |tx: &mut Tx<'_>| invitations::decline(tx, id).await).await?;
    assert!(invited(&w, &w.stella).await?.is_empty() && absent(&accept(&w, &w.stella, id).await));
    invite(&w, &w.olga, &w.unlisted, "Stella").await?;
    assert!(told(&w).await?.is_empty(), "whoever has declined is left in peace");
    let names: Vec<_> = page(&w, &w.olga, &w.unlisted).await?.waiting.into_iter().filter_map(|one| one.name).collect();
    assert_eq!(names, ["Stella", "Wren"], "and the inviter does not learn of it");
    assert!(page(&w, &w.cora, &w.unlisted).await?.waiting.is_empty());
    Ok(())
}

#[tokio::test]
async fn accepting_twice_at_once_makes_one_seat() -> Result<()> {
    let w = world().await?;
    invite(&w, &w.olga, &w.unlisted, "Stella").await?;
    let id = invited(&w, &w.stella).await?[0].id;
    let (one, other) = tokio::join!(accept(&w, &w.stella, id), accept(&w, &w.stella, id));
    assert_eq!([one.is_ok(), other.is_ok()].iter().filter(|done| **done).count(), 1);
    let seats = fellows(&w, &w.cora, &w.unlisted).await?;
    assert_eq!(seats.iter().filter(|(name, role)| name == "Stella" && *role == Role::Member).count(), 1);
    assert!(page(&w, &w.olga, &w.unlisted).await?.waiting.is_empty());
    assert_eq!(check(w.data(), false).await?, Vec::<String>::new());
    Ok(())
}

#[tokio::test]
async fn an_invitation_is_good_for_two_weeks_and_while_its_giver_keeps_the_door() -> Result<()> {
    let w = world().await?;
    invite(&w, &w.milo, &w.unlisted, "Stella").await?;
    let given = code(&w, &w.milo, &w.unlisted).await?;
    w.db.act(&w.olga, async |tx: &mut Tx<'_>| members::name_moderator(tx, &w.unlisted, "Milo", false).await).await?;
    assert!(invited(&w, &w.stella).await?.is_empty() && absent(&bring(&w, &w.wren, &given).await));
    invite(&w, &w.olga, &w.unlisted, "Stella").await?;
    let (id, given) = (invited(&w, &w.stella).await?[0].id, code(&w, &w.olga, &w.unlisted).await?);
    w.clock.advance(14 * DAY);
    assert!(absent(&accept(&w, &w.stella, id).await) && absent(&bring(&w, &w.wren, &given).await));
    invite(&w, &w.olga, &w.unlisted, "Stella").await?;
    let id = invited(&w, &w.stella).await?[0].id;
    w.db.act(&w.olga, async |tx: &mut Tx<'_>| invitations::withdraw(tx, &w.unlisted, id).await).await?;
    assert!(absent(&accept(&w, &w.stella, id).await), "taken back");
    let again = w.db.act(&w.olga, async |tx: &mut Tx<'_>| invitations::withdraw(tx, &w.listed, id).await).await;
    assert!(absent(&again));
    for _ in 0..50 {
        code(&w, &w.olga, &w.unlisted).await?;
    }
    assert_eq!(refused(&code(&w, &w.olga, &w.unlisted).await), Some(Refusal::TooManyWaiting));
    assert_eq!(refused(&invite(&w, &w.olga, &w.unlisted, "Stella").await), Some(Refusal::TooManyWaiting));
    Ok(())
}

#[tokio::test]
async fn a_code_gives_one_seat_to_whoever_brings_it_first() -> Result<()> {
    let w = world().await?;
    let given = code(&w, &w.milo, &w.unlisted).await?;
    let look = async |who: &Viewer, code: &str| w.db.look(who, async |tx: &mut Tx<'_>| codes::look(tx, code).await).await;
    assert_eq!(refused(&look(&w.gus, &given).await), Some(Refusal::SignIn));
    assert_eq!(refused(&look(&w.gus, "no such code").await), Some(Refusal::SignIn), "a guest learns nothing of a code");
    assert_eq!(look(&w.stella, &given).await?, ("Cellar".to_owned(), "For the cast".to_owned()));
    assert_eq!(bring(&w, &w.cora, &given).await?, w.unlisted, "whoever is inside does not use it up");
    let (one, other) = tokio::join!(bring(&w, &w.stella, &given), bring(&w, &w.wren, &given));
    assert_eq!([one.is_ok(), other.is_ok()].iter().filter(|done| **done).count(), 1);
    assert!(absent(&one) || absent(&other));
    assert_eq!(fellows(&w, &w.cora, &w.unlisted).await?.len(), 4);
    for strange in [given.as_str(), "", "no such code"] {
        assert!(absent(&look(&w.pavel, strange).await) && absent(&bring(&w, &w.pavel, strange).await));
    }
    let given = code(&w, &w.olga, &w.unlisted).await?;
    w.db.act(&w.olga, async |tx: &mut Tx<'_>| owning::archive(tx, &w.unlisted).await).await?;
    assert!(absent(&bring(&w, &w.pavel, &given).await));
    assert!(told(&w).await?.is_empty(), "nobody is told who used it");
    Ok(())
}

#[tokio::test]
async fn a_stranger_asks_at_a_listed_door_and_is_let_in_once() -> Result<()> {
    let w = world().await?;
    assert_eq!(refused(&ask(&w, &w.gus, &w.listed).await), Some(Refusal::SignIn));
    for nowhere in [w.unlisted.as_str(), CLOSED, "no-such-place"] {
        assert!(absent(&ask(&w, &w.stella, nowhere).await), "{nowhere}");
    }
    ask(&w, &w.cora, &w.listed).await?;
    assert!(told(&w).await?.is_empty(), "whoever is inside needs not ask");
    ask(&w, &w.stella, &w.listed).await?;
    ask(&w, &w.stella, &w.listed).await?;
    let letters = w.letters().await?;
    assert_eq!(letters.len(), 2, "one for the owner, one for the moderator");
    assert!(letters.iter().all(|letter| !letter.text.contains("Stella") && !letter.text.contains("Harbour")));
    assert!(page(&w, &w.cora, &w.listed).await?.asking.is_empty(), "members do not see who asks");
    assert_eq!(page(&w, &w.milo, &w.listed).await?.asking[0].words, "I row too");
    assert_eq!(refused(&admit(&w, &w.cora, "Stella", true).await), Some(Refusal::ModeratorsOnly));
    for outsider in [&w.gus, &w.stella, &w.hedda] {
        assert!(absent(&admit(&w, outsider, "Stella", true).await));
    }
    let (one, other) = tokio::join!(admit(&w, &w.milo, "Stella", true), admit(&w, &w.olga, "Stella", true));
    assert_eq!([&one, &other].map(refused).iter().flatten().collect::<Vec<_>>(), [&Refusal::CaseDecided]);
    assert_eq!(told(&w).await?, ["stella@cast.example"]);
    assert_eq!(fellows(&w, &w.stella, &w.listed).await?.len(), 4);
    Ok(())
}

#[tokio::test]
async fn whoever_is_turned_away_asks_again_after_thirty_days() -> Result<()> {
    let w = world().await?;
    ask(&w, &w.stella, &w.listed).await?;
    admit(&w, &w.milo, "Stella", false).await?;
    assert_eq!(refused(&ask(&w, &w.stella, &w.listed).await), Some(Refusal::AskedLately));
    assert_eq!(refused(&admit(&w, &w.milo, "Stella", true).await), Some(Refusal::CaseDecided));
    w.clock.advance(30 * DAY);
    ask(&w, &w.stella, &w.listed).await?;
    admit(&w, &w.olga, "Stella", true).await?;
    let why = reason()?;
    w.db.act(&w.milo, async |tx: &mut Tx<'_>| members::remove(tx, &w.listed, "Stella", &why).await).await?;
    ask(&w, &w.stella, &w.listed).await?;
    Ok(())
}

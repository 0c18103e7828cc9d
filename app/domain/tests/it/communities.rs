//! How a community is asked for, opened, and led by its owner.

use crate::{absent, hand, refused, wrong};
use domain::cast::{CLOSED, World, text, world};
use domain::check::check;
use domain::communities::requests::{self, NewRequest};
use domain::communities::{invitations, members, owning, rules};
use domain::db::Tx;
use domain::fault::Result;
use domain::forums::forum_list;
use domain::viewer::Viewer;
use types::communities::{CommunityPage, CommunityStep, RequestState, RequestView, Role};
use types::fault::Refusal;
use types::forums::Step;
use types::ids::RequestId;
use types::text::{ForumName, Purpose, Reason};

pub(crate) async fn page(w: &World, who: &Viewer, slug: &str) -> Result<CommunityPage> {
    w.db.look(who, async |tx: &mut Tx<'_>| members::page(tx, slug).await).await
}

/// Screen names with what they are, as the member sees them.
pub(crate) async fn fellows(w: &World, who: &Viewer, slug: &str) -> Result<Vec<(String, Role)>> {
    Ok(page(w, who, slug).await?.fellows.into_iter().map(|fellow| (fellow.name, fellow.role)).collect())
}

pub(crate) fn reason() -> Result<Reason> {
    text(Reason::try_from("For the peace of the house"))
}

async fn ask(w: &World, who: &Viewer, name: &str, listed: bool) -> Result<()> {
    let new = NewRequest {
        name: text(ForumName::try_from(name))?,
        purpose: text(Purpose::try_from("To talk shop"))?,
        for_whom: text(Purpose::try_from("Night owls"))?,
        listed,
    };
    w.db.act(who, async |tx: &mut Tx<'_>| requests::request(tx, &new).await).await
}

async fn own(w: &World, who: &Viewer) -> Result<Vec<RequestView>> {
    w.db.look(who, async |tx: &mut Tx<'_>| requests::mine(tx).await).await
}

async fn decide(w: &World, who: &Viewer, id: RequestId, grant: bool) -> Result<()> {
    let why = reason()?;
    w.db.act(who, async |tx: &mut Tx<'_>| requests::decide(tx, id, grant, &why).await).await
}

#[tokio::test]
async fn a_member_asks_and_staff_open_the_community_once() -> Result<()> {
    let w = world().await?;
    assert_eq!(refused(&ask(&w, &w.gus, "Owls", true).await), Some(Refusal::SignIn));
    ask(&w, &w.wren, "Cellar", true).await?;
    let id = own(&w, &w.wren).await?[0].id;
    for (name, who) in w.everyone() {
        let list = w.db.look(who, async |tx: &mut Tx<'_>| requests::list(tx).await).await;
        let (sees, decides) = (list.is_ok(), decide(&w, who, id, true).await);
        assert_eq!((sees, absent(&decides)), if name == "Hedda, admin" { (true, false) } else { (false, true) }, "{name}");
    }
    assert_eq!(refused(&decide(&w, &w.hedda, id, false).await), Some(Refusal::CaseDecided));
    let told = &own(&w, &w.wren).await?[0];
    assert_eq!((told.state, told.reason.as_str()), (RequestState::Granted, "For the peace of the house"));
    // The name of an unlisted one is free, and so is the address it would have had.
    assert_eq!(fellows(&w, &w.wren, "cellar").await?, [("Wren".to_owned(), Role::Owner)]);
    let letters = w.letters().await?;
    assert_eq!(letters.iter().map(|letter| letter.to.as_str()).collect::<Vec<_>>(), ["wren@cast.example"]);
    assert!(letters[0].text.starts_with("Dear member,") && !letters[0].text.contains("Wren"));
    assert_eq!(check(w.data(), false).await?, Vec::<String>::new());
    Ok(())
}

#[tokio::test]
async fn three_requests_wait_and_no_more_and_nobody_grants_their_own() -> Result<()> {
    let w = world().await?;
    for name in ["One owl", "Two owls", "Three owls"] {
        ask(&w, &w.hedda, name, false).await?;
    }
    assert_eq!(refused(&ask(&w, &w.hedda, "Four owls", false).await), Some(Refusal::TooManyWaiting));
    let id = own(&w, &w.hedda).await?[0].id;
    assert_eq!(refused(&decide(&w, &w.hedda, id, true).await), Some(Refusal::Yourself));
    ask(&w, &w.stella, "Owls", false).await?;
    let id = own(&w, &w.stella).await?[0].id;
    decide(&w, &w.hedda, id, false).await?;
    assert!(w.db.look(&w.stella, async |tx: &mut Tx<'_>| members::mine(tx).await).await?.is_empty(), "refused is not opened");
    Ok(())
}

#[tokio::test]
async fn two_admins_decide_at_once_and_one_community_is_opened() -> Result<()> {
    let w = world().await?;
    ask(&w, &w.wren, "Owls", true).await?;
    let id = own(&w, &w.wren).await?[0].id;
    let (one, other) = tokio::join!(decide(&w, &w.hedda, id, true), decide(&w, &w.hedda, id, true));
    assert_eq!([one.is_ok(), other.is_ok()].iter().filter(|done| **done).count(), 1);
    assert_eq!(w.db.look(&w.wren, async |tx: &mut Tx<'_>| members::mine(tx).await).await?.len(), 1);
    Ok(())
}

#[test]
fn what_a_seat_allows_is_a_table() {
    use Role::{Member, Moderator, Owner};
    let of = |role| {
        let keeper = [rules::may_invite(role).is_ok(), rules::may_admit(role).is_ok()];
        let owner = [
            rules::may_name_moderators(role).is_ok(),
            rules::may_hand_over(role).is_ok(),
            rules::may_archive(role).is_ok(),
            rules::may_describe(role).is_ok(),
        ];
        let removes = [Member, Moderator, Owner].map(|target| rules::may_remove(role, target).is_ok());
        (keeper, owner, removes, rules::may_leave(role).is_ok())
    };
    assert_eq!(of(Member), ([false; 2], [false; 4], [false; 3], true));
    assert_eq!(of(Moderator), ([true; 2], [false; 4], [true, false, false], true));
    assert_eq!(of(Owner), ([true; 2], [true; 4], [true, true, false], false));
}

#[tokio::test]
async fn the_owner_names_moderators_and_hands_over() -> Result<()> {
    let w = world().await?;
    let slug = w.unlisted.as_str();
    let name = async |who: &Viewer, whom: &str, yes| {
        w.db.act(who, async |tx: &mut Tx<'_>| members::name_moderator(tx, slug, whom, yes).await).await
    };
    let hand =
        async |who: &Viewer, whom: &str| w.db.act(who, async |tx: &mut Tx<'_>| members::hand_over(tx, slug, whom).await).await;
    for (who, why) in [(&w.milo, Refusal::OwnersOnly), (&w.cora, Refusal::OwnersOnly)] {
        assert_eq!(refused(&name(who, "Cora", true).await), Some(why));
        assert_eq!(refused(&hand(who, "Cora").await), Some(why));
    }
    for outsider in [&w.gus, &w.stella, &w.xena, &w.mabel, &w.hedda] {
        assert!(absent(&name(outsider, "Cora", true).await) && absent(&hand(outsider, "Cora").await));
    }
    assert!(absent(&hand(&w.olga, "Stella").await), "only to somebody inside");
    name(&w.olga, "Cora", true).await?;
    name(&w.olga, "Milo", false).await?;
    hand(&w.olga, "Cora").await?;
    let seats = [("Cora", Role::Owner), ("Olga", Role::Moderator), ("Milo", Role::Member)].map(|(n, r)| (n.to_owned(), r));
    assert_eq!(fellows(&w, &w.milo, slug).await?, seats);
    assert_eq!(refused(&hand(&w.olga, "Olga").await), Some(Refusal::OwnersOnly));
    assert_eq!(check(w.data(), false).await?, Vec::<String>::new());
    Ok(())
}

#[tokio::test]
async fn a_new_kind_of_door_means_a_new_address() -> Result<()> {
    let w = world().await?;
    let (about, whom) = (text(Purpose::try_from("For rowers"))?, text(Purpose::try_from("Rowers"))?);
    let describe = async |who: &Viewer, slug: &str, listed| {
        w.db.act(who, async |tx: &mut Tx<'_>| owning::describe(tx, slug, &about, &whom, listed).await).await
    };
    assert_eq!(refused(&describe(&w.milo, &w.listed, false).await), Some(Refusal::OwnersOnly));
    assert!(absent(&describe(&w.stella, &w.listed, false).await));
    let before = w.db.open_version();
    assert_eq!(describe(&w.olga, &w.listed, true).await?, "harbour", "the same kind keeps the address");
    let hidden = describe(&w.olga, "harbour", false).await?;
    assert!(w.db.open_version() >= before + 2, "guests' pages are made anew");
    let door = async |who: &Viewer, slug: &str| {
        w.db.look(who, async |tx: &mut Tx<'_>| forum_list::page(tx, slug, 1).await.map(drop)).await
    };
    for slug in ["harbour", hidden.as_str()] {
        assert!(absent(&door(&w.stella, slug).await), "{slug} tells a stranger something");
    }
    assert!(absent(&door(&w.olga, "harbour").await) && door(&w.cora, &hidden).await.is_ok());
    assert_eq!(describe(&w.olga, &hidden, true).await?, "harbour");
    assert!(door(&w.stella, "harbour").await.is_ok());
    Ok(())
}

#[tokio::test]
async fn an_archived_community_is_read_and_not_written_and_yields_its_address() -> Result<()> {
    let w = world().await?;
    let landing = w.start(&w.cora, &w.listed, "Ropes", "Which knot?").await?;
    let archive = async |who: &Viewer| w.db.act(who, async |tx: &mut Tx<'_>| owning::archive(tx, &w.listed).await).await;
    assert_eq!(refused(&archive(&w.milo).await), Some(Refusal::OwnersOnly));
    assert!(absent(&archive(&w.xena).await));
    archive(&w.olga).await?;
    assert_eq!(refused(&w.reply(&w.cora, landing.thread, "A bowline").await), Some(Refusal::Archived));
    assert_eq!(w.page(&w.cora, landing.thread).await?.posts.len(), 1);
    let look = async |who: &Viewer| w.db.look(who, async |tx: &mut Tx<'_>| forum_list::page(tx, "harbour", 1).await).await;
    assert!(absent(&look(&w.stella).await.map(drop)), "its door is gone");
    let invited = w.db.act(&w.olga, async |tx: &mut Tx<'_>| invitations::invite(tx, "harbour", "Stella").await).await;
    assert_eq!(refused(&invited), Some(Refusal::Archived));

    ask(&w, &w.wren, "Harbour", true).await?;
    let id = own(&w, &w.wren).await?[0].id;
    decide(&w, &w.hedda, id, true).await?;
    assert_eq!(page(&w, &w.wren, "harbour").await?.name, "Harbour", "nothing tells that there has been another");
    let moved = w.db.look(&w.olga, async |tx: &mut Tx<'_>| members::mine(tx).await).await?;
    let moved = moved.iter().find(|one| one.name == "Harbour").map(|one| one.slug.clone()).unwrap_or_default();
    let reopened = w.db.act(&w.olga, async |tx: &mut Tx<'_>| owning::reopen(tx, &moved).await).await?;
    assert_eq!(reopened, "harbour-2");
    w.reply(&w.cora, landing.thread, "A bowline").await?;
    assert_eq!(check(w.data(), false).await?, Vec::<String>::new());
    Ok(())
}

#[tokio::test]
async fn a_listed_door_says_what_it_is_for_and_no_counts() -> Result<()> {
    let w = world().await?;
    w.start(&w.cora, &w.listed, "Ropes", "Which knot?").await?;
    for (who, step) in [(&w.gus, CommunityStep::Guest), (&w.stella, CommunityStep::MayAsk), (&w.hedda, CommunityStep::MayAsk)] {
        let forum_list::Behind::Door(door) =
            w.db.look(who, async |tx: &mut Tx<'_>| forum_list::page(tx, &w.listed, 1).await).await?
        else {
            return Err(domain::fault::Fault::NotFound);
        };
        assert_eq!((door.forum.name.as_str(), door.for_whom.as_str()), ("Harbour", "People of the cast"));
        assert!(door.forum.inside.is_none() && door.step == Step::Community(step));
        assert!(absent(&page(&w, who, &w.listed).await));
    }
    let unknown = w.db.act(&w.olga, async |tx: &mut Tx<'_>| invitations::invite(tx, &w.listed, "Nobody").await).await;
    assert_eq!(wrong(unknown).len(), 1);
    Ok(())
}

#[tokio::test]
async fn a_community_without_its_owner_or_with_an_open_door_is_found() -> Result<()> {
    let w = world().await?;
    let mut hand = hand(&w).await?;
    sqlx::query("update seats set role = 'member' where role = 'owner' and audience_id = (select audience_id from forums where slug = $1)")
        .bind(&w.listed)
        .execute(&mut hand)
        .await?;
    sqlx::query("update forums set door = 'open' where slug in ($1, $2)")
        .bind(&w.unlisted)
        .bind(CLOSED)
        .execute(&mut hand)
        .await?;
    let owner = "A closed community has not exactly one owner.";
    let found = ["2 forums have the wrong kind of door.", owner].map(str::to_owned);
    let sorted = |mut list: Vec<String>| {
        list.sort();
        list
    };
    assert_eq!(sorted(check(w.data(), false).await?), found);
    check(w.data(), true).await?;
    assert_eq!(check(w.data(), false).await?, [owner], "who owns it cannot be derived");
    Ok(())
}

//! The poll of the site: one question a week, made by editors, answered by members.

use crate::polls::{mine, shown, sound};
use crate::{absent, hand, refused, wrong};
use domain::cast::{OPEN, World, text, world};
use domain::clock::DAY;
use domain::db::Tx;
use domain::fault::Result;
use domain::polls::desk::{self, Opens, Planned};
use domain::polls::vote::{self, Vote};
use domain::polls::{past, site};
use domain::viewer::Viewer;
use types::fault::Refusal;
use types::ids::PollId;
use types::polls::{PollView, Tally};
use types::text::{PollOptions, Question};

async fn plan(w: &World, who: &Viewer, question: &str, opens: Opens) -> Result<()> {
    let (question, options) = (text(Question::try_from(question))?, text(PollOptions::try_from("Yes\nNo"))?);
    w.db.act(who, async |tx: &mut Tx<'_>| desk::plan(tx, question, options, opens).await).await
}

async fn planned(w: &World, who: &Viewer) -> Result<Vec<Planned>> {
    w.db.look(who, async |tx: &mut Tx<'_>| desk::planned(tx).await).await
}

async fn asked_now(w: &World, who: &Viewer) -> Result<Option<PollView>> {
    site::now(&w.db, who).await
}

async fn votes_on_site(w: &World, who: &Viewer, id: PollId, choice: Vote) -> Result<()> {
    w.db.act(who, async |tx: &mut Tx<'_>| vote::on_site(tx, id, &choice).await).await
}

#[tokio::test]
async fn editors_ask_the_site_one_question_a_week() -> Result<()> {
    let w = world().await?;
    let (edie, hedda) = (w.edie.clone().spare_factor(), w.hedda.clone().spare_factor());
    for who in [&w.gus, &w.stella, &w.mabel, &w.vera, &w.tessa, &w.olga] {
        assert!(absent(&plan(&w, &who.clone().spare_factor(), "May I ask?", Opens::Now).await));
        assert!(absent(&planned(&w, &who.clone().spare_factor()).await));
    }
    assert!(asked_now(&w, &w.gus).await?.is_none());
    let version = w.db.open_version();
    plan(&w, &edie, "Tea or coffee?", Opens::Now).await?;
    assert!(w.db.open_version() > version, "guests see it at once");
    assert_eq!(wrong(plan(&w, &edie, "Or water?", Opens::Now).await)[0].0, "opens");
    plan(&w, &hedda, "Milk first?", Opens::Next).await?;
    let rows = planned(&w, &edie).await?;
    assert_eq!(
        rows.iter().map(|row| (row.question.as_str(), row.open)).collect::<Vec<_>>(),
        [("Tea or coffee?", true), ("Milk first?", false)]
    );
    assert_eq!(rows[1].opens_at, rows[0].closes_at);
    for who in [&w.gus, &w.stella, &w.edie] {
        let poll = asked_now(&w, who).await?.unwrap();
        assert_eq!((poll.question.as_str(), poll.may_vote), ("Tea or coffee?", who.name().is_some()));
        let waits = w.db.look(who, async |tx: &mut Tx<'_>| site::find(tx, rows[1].id).await).await;
        assert!(absent(&waits), "what waits is not there yet");
        assert!(absent(&votes_on_site(&w, who, rows[1].id, Vote::For(vec![1])).await));
    }
    w.clock.advance(7 * DAY - 1);
    assert_eq!(asked_now(&w, &w.gus).await?.unwrap().question, "Tea or coffee?");
    w.clock.advance(1);
    assert_eq!(asked_now(&w, &w.gus).await?.unwrap().question, "Milk first?", "the next one opens by itself");
    let (_, earlier) = w.db.look(&w.gus, async |tx: &mut Tx<'_>| past::page(tx, 1).await).await?.unwrap();
    assert_eq!(earlier.iter().map(|poll| poll.question.as_str()).collect::<Vec<_>>(), ["Tea or coffee?"]);
    assert_eq!(earlier[0].tally, Tally::TooFew);
    let acts: Vec<String> =
        sqlx::query_scalar("select act from audit where act like '%poll' order by no").fetch_all(&mut hand(&w).await?).await?;
    assert_eq!(acts, ["plan-poll", "plan-poll"]);
    sound(&w).await
}

#[tokio::test]
async fn members_vote_on_the_site_and_guests_see_nothing_of_it() -> Result<()> {
    let w = world().await?;
    plan(&w, &w.edie.clone().spare_factor(), "Tea or coffee?", Opens::Now).await?;
    let before = asked_now(&w, &w.gus).await?.unwrap();
    let (id, version) = (before.id, w.db.open_version());
    assert_eq!(refused(&votes_on_site(&w, &w.gus, id, Vote::For(vec![1])).await), Some(Refusal::SignIn));
    for who in [&w.stella, &w.pavel, &w.mabel, &w.wren] {
        votes_on_site(&w, who, id, Vote::For(vec![1])).await?;
        assert_eq!(asked_now(&w, who).await?.unwrap().tally, Tally::TooFew);
    }
    votes_on_site(&w, &w.olga, id, Vote::For(vec![2])).await?;
    let poll = asked_now(&w, &w.stella).await?.unwrap();
    assert_eq!((mine(&poll), poll.tally), (vec![1], shown(5, &[4, 1])), "known again at once, with the votes of others");
    assert_eq!(asked_now(&w, &w.cora).await?.unwrap().tally, Tally::AfterVoting);
    assert_eq!(asked_now(&w, &w.gus).await?.unwrap(), before);
    assert_eq!(w.db.open_version(), version, "kept pages stay as they are");
    votes_on_site(&w, &w.olga, id, Vote::TakeBack).await?;
    assert!(!asked_now(&w, &w.olga).await?.unwrap().voted);
    let hedda = w.hedda.clone().spare_factor();
    w.db.act(&hedda, async |tx: &mut Tx<'_>| desk::end(tx, id).await).await?;
    assert!(asked_now(&w, &w.gus).await?.is_none() && asked_now(&w, &w.stella).await?.is_none());
    assert_eq!(refused(&votes_on_site(&w, &w.olga, id, Vote::For(vec![1])).await), Some(Refusal::PollClosed));
    assert!(w.db.look(&w.gus, async |tx: &mut Tx<'_>| site::find(tx, id).await).await?.closed, "it stays among the earlier ones");
    sound(&w).await
}

#[tokio::test]
async fn the_sites_poll_is_asked_for_only_when_a_poll_has_changed() -> Result<()> {
    let w = world().await?;
    plan(&w, &w.edie.clone().spare_factor(), "Tea or coffee?", Opens::Now).await?;
    let id = asked_now(&w, &w.stella).await?.unwrap().id;
    asked_now(&w, &w.pavel).await?;
    let statements = async |who: &Viewer| -> Result<u64> {
        let before = w.db.statements();
        asked_now(&w, who).await?;
        Ok(w.db.statements() - before)
    };
    w.start(&w.wren, OPEN, "Something else", "Altogether").await?;
    assert_eq!((statements(&w.stella).await?, statements(&w.pavel).await?), (0, 0), "other acts do not matter");
    votes_on_site(&w, &w.pavel, id, Vote::For(vec![2])).await?;
    assert_eq!((statements(&w.stella).await?, statements(&w.stella).await?), (1, 0));
    Ok(())
}

#[tokio::test]
async fn a_poll_that_waits_can_be_taken_back_without_a_trace_for_readers() -> Result<()> {
    let w = world().await?;
    let edie = w.edie.clone().spare_factor();
    plan(&w, &edie, "Tea or coffee?", Opens::Now).await?;
    plan(&w, &edie, "Milk first?", Opens::Next).await?;
    let id = planned(&w, &edie).await?[1].id;
    assert!(absent(&w.db.act(&w.stella, async |tx: &mut Tx<'_>| desk::end(tx, id).await).await));
    w.db.act(&edie, async |tx: &mut Tx<'_>| desk::end(tx, id).await).await?;
    assert_eq!(planned(&w, &edie).await?.len(), 1);
    w.clock.advance(7 * DAY);
    assert!(asked_now(&w, &w.gus).await?.is_none());
    for no in 0..9 {
        plan(&w, &edie, &format!("Question {no}?"), if no == 0 { Opens::Now } else { Opens::Next }).await?;
    }
    assert_eq!(refused(&plan(&w, &edie, "And then?", Opens::Next).await), Some(Refusal::TooManyWaiting));
    sound(&w).await
}

//! Polls of threads and of the site: secret ballots, one for each member, and results only for whom they are meant.

use crate::{absent, hand, refused, wrong};
use domain::cast::{OPEN, World, text, world};
use domain::check::check;
use domain::clock::DAY;
use domain::db::Tx;
use domain::fault::Result;
use domain::forums::keys::PostingKey;
use domain::forums::start;
use domain::polls::closing;
use domain::polls::vote::{self, Vote};
use domain::viewer::Viewer;
use types::fault::Refusal;
use types::forums::{Kind, Landing};
use types::ids::ThreadId;
use types::polls::{Lasts, NewPoll, PollView, Results, Tally};
use types::text::{PollOptions, Question, Title};

/// A poll of three options that runs for a week.
pub(crate) fn asked(several: bool, results: Results, hide_few: bool) -> Result<NewPoll> {
    let question = text(Question::try_from("Which knot?"))?;
    let options = text(PollOptions::try_from("Bowline\nSheet bend\nReef knot"))?;
    Ok(NewPoll { question, options, several, results, hide_few, lasts: Lasts::WEEK })
}

pub(crate) async fn open(w: &World, who: &Viewer, forum: &str, poll: &NewPoll) -> Result<Landing> {
    let (title, words, key) = (text(Title::try_from("Knots"))?, w.written("Please vote")?, PostingKey::new()?);
    w.db.act(who, async |tx: &mut Tx<'_>| start::start(tx, forum, poll, &title, &words, &key).await).await
}

pub(crate) async fn votes(w: &World, who: &Viewer, thread: ThreadId, choice: &[i64]) -> Result<()> {
    let choice = Vote::For(choice.to_vec());
    w.db.act(who, async |tx: &mut Tx<'_>| vote::in_thread(tx, thread, &choice).await).await
}

pub(crate) async fn takes_back(w: &World, who: &Viewer, thread: ThreadId) -> Result<()> {
    w.db.act(who, async |tx: &mut Tx<'_>| vote::in_thread(tx, thread, &Vote::TakeBack).await).await
}

/// The poll of a thread as somebody sees it.
pub(crate) async fn seen(w: &World, who: &Viewer, thread: ThreadId) -> Result<PollView> {
    Ok(w.page(who, thread).await?.poll.unwrap())
}

pub fn shown(voters: i64, votes: &[i64]) -> Tally {
    Tally::Shown { voters, votes: votes.to_vec() }
}

pub fn mine(poll: &PollView) -> Vec<i64> {
    poll.options.iter().filter(|option| option.mine).map(|option| option.no).collect()
}

pub async fn sound(w: &World) -> Result<()> {
    assert_eq!(check(w.data(), false).await?, Vec::<String>::new());
    Ok(())
}

#[tokio::test]
async fn a_member_votes_votes_otherwise_and_takes_the_vote_back() -> Result<()> {
    let w = world().await?;
    let thread = open(&w, &w.wren, OPEN, &asked(false, Results::Voted, false)?).await?.thread;
    let page = w.page(&w.stella, thread).await?;
    assert_eq!(page.kind, Kind::Poll);
    let poll = page.poll.unwrap();
    assert_eq!((poll.question.as_str(), poll.may_vote, poll.voted, poll.tally), ("Which knot?", true, false, Tally::AfterVoting));
    votes(&w, &w.stella, thread, &[2]).await?;
    votes(&w, &w.pavel, thread, &[2]).await?;
    let poll = seen(&w, &w.stella, thread).await?;
    assert_eq!((mine(&poll), poll.tally), (vec![2], shown(2, &[0, 2, 0])));
    assert_eq!(seen(&w, &w.wren, thread).await?.tally, Tally::AfterVoting, "not even to whoever asked");
    votes(&w, &w.stella, thread, &[3]).await?;
    votes(&w, &w.stella, thread, &[3]).await?;
    assert_eq!(seen(&w, &w.stella, thread).await?.tally, shown(2, &[0, 1, 1]));
    takes_back(&w, &w.stella, thread).await?;
    takes_back(&w, &w.stella, thread).await?;
    let poll = seen(&w, &w.stella, thread).await?;
    assert_eq!((poll.voted, poll.tally), (false, Tally::AfterVoting));
    assert_eq!(seen(&w, &w.pavel, thread).await?.tally, shown(1, &[0, 1, 0]));
    sound(&w).await
}

#[tokio::test]
async fn where_several_may_be_chosen_each_voter_counts_once() -> Result<()> {
    let w = world().await?;
    let thread = open(&w, &w.wren, OPEN, &asked(true, Results::Voted, false)?).await?.thread;
    votes(&w, &w.stella, thread, &[1, 3, 3]).await?;
    votes(&w, &w.pavel, thread, &[3]).await?;
    assert_eq!(seen(&w, &w.pavel, thread).await?.tally, shown(2, &[1, 0, 2]));
    votes(&w, &w.stella, thread, &[2, 3]).await?;
    assert_eq!(seen(&w, &w.stella, thread).await?.tally, shown(2, &[0, 1, 2]));
    sound(&w).await
}

#[tokio::test]
async fn a_choice_that_cannot_be_is_told_beside_the_options() -> Result<()> {
    let w = world().await?;
    let one = open(&w, &w.wren, OPEN, &asked(false, Results::Voted, false)?).await?.thread;
    let several = open(&w, &w.wren, OPEN, &asked(true, Results::Voted, false)?).await?.thread;
    for (thread, choice, sentence) in [
        (one, vec![], "Please choose one of the options."),
        (one, vec![1, 2], "Please choose only one option here."),
        (one, vec![4], "Please choose one of the options."),
        (several, vec![], "Please choose at least one option."),
        (several, vec![1, 4], "That option is not in this poll. Please choose again."),
        (several, vec![i64::MIN, 0, -1], "Please choose at least one option."),
    ] {
        let told = wrong(votes(&w, &w.stella, thread, &choice).await);
        assert_eq!(told, [("choice".to_owned(), sentence.to_owned())], "{choice:?}");
    }
    let plain = w.start(&w.wren, OPEN, "No poll", "Here").await?.thread;
    assert!(absent(&votes(&w, &w.stella, plain, &[1]).await), "a thread without a poll");
    assert!(w.page(&w.stella, plain).await?.poll.is_none());
    sound(&w).await
}

#[tokio::test]
async fn a_poll_closes_to_the_millisecond() -> Result<()> {
    let w = world().await?;
    let thread = open(&w, &w.wren, OPEN, &asked(false, Results::Closed, false)?).await?.thread;
    votes(&w, &w.stella, thread, &[1]).await?;
    w.clock.advance(7 * DAY - 1);
    assert_eq!(seen(&w, &w.stella, thread).await?.tally, Tally::AfterClosing);
    votes(&w, &w.pavel, thread, &[2]).await?;
    w.clock.advance(1);
    for (who, choice) in [(&w.mabel, 3), (&w.pavel, 3), (&w.hedda, 1)] {
        assert_eq!(refused(&votes(&w, who, thread, &[choice]).await), Some(Refusal::PollClosed));
    }
    assert_eq!(refused(&takes_back(&w, &w.pavel, thread).await), Some(Refusal::PollClosed));
    for who in [&w.gus, &w.stella, &w.mabel] {
        let poll = seen(&w, who, thread).await?;
        assert_eq!((poll.closed, poll.may_vote, poll.tally), (true, false, shown(2, &[1, 1, 0])), "all see it now");
    }
    Ok(())
}

#[tokio::test]
async fn results_of_four_stay_hidden_and_those_of_five_are_shown() -> Result<()> {
    let w = world().await?;
    let thread = open(&w, &w.wren, OPEN, &asked(false, Results::Voted, true)?).await?.thread;
    for who in [&w.stella, &w.pavel, &w.mabel, &w.prue] {
        votes(&w, who, thread, &[1]).await?;
        assert_eq!(seen(&w, who, thread).await?.tally, Tally::TooFew);
    }
    votes(&w, &w.edie, thread, &[2]).await?;
    assert_eq!(seen(&w, &w.stella, thread).await?.tally, shown(5, &[4, 1, 0]));
    takes_back(&w, &w.edie, thread).await?;
    assert_eq!(seen(&w, &w.stella, thread).await?.tally, Tally::TooFew);
    w.clock.advance(7 * DAY);
    assert_eq!(seen(&w, &w.gus, thread).await?.tally, Tally::TooFew, "also after closing");
    Ok(())
}

#[tokio::test]
async fn the_same_form_sent_twice_opens_one_poll_and_another_poll_is_another() -> Result<()> {
    let w = world().await?;
    let (title, words, key) = (text(Title::try_from("Knots"))?, w.written("Please vote")?, PostingKey::new()?);
    let send = async |poll: &NewPoll| {
        w.db.act(&w.wren, async |tx: &mut Tx<'_>| start::start(tx, OPEN, poll, &title, &words, &key).await).await
    };
    let first = send(&asked(false, Results::Voted, false)?).await?;
    assert_eq!(send(&asked(false, Results::Voted, false)?).await?, first);
    assert_ne!(send(&asked(true, Results::Voted, false)?).await?, first);
    let none = w.db.act(&w.wren, async |tx: &mut Tx<'_>| start::start(tx, OPEN, Kind::Poll, &title, &words, &key).await).await;
    assert_eq!(wrong(none)[0].0, "question", "a poll asks something");
    sound(&w).await
}

#[test]
fn options_are_two_to_twenty_short_and_all_different() {
    let lines = |many: usize| (0..many).map(|no| format!("Option {no}")).collect::<Vec<_>>().join("\r\n");
    let count = |text: &str| PollOptions::try_from(text).map(|options| options.lines().count());
    for many in [2, 19, 20] {
        assert_eq!(count(&lines(many)), Ok(many));
    }
    for many in [0, 1, 21, 500] {
        assert!(count(&lines(many)).unwrap_err().0.contains(&format!("these are {many}.")), "{many}");
    }
    assert_eq!(count("\n  Yes \n\n\tNo\n\n"), Ok(2), "empty lines are no options");
    for twins in ["Yes\nyes", "Very  well\n very WELL ", "Ä\nä"] {
        assert!(count(twins).unwrap_err().0.starts_with("No two options may be alike"), "{twins}");
    }
    assert_eq!(count(&format!("{}\nB", "é".repeat(100))), Ok(2));
    assert!(count(&format!("{}\nB", "é".repeat(101))).unwrap_err().0.contains("has 101."));
    assert!(count("Yes\nN\u{202e}o").is_err());
    assert!(Question::try_from("ab").is_err() && Question::try_from("a".repeat(200)).is_ok());
    assert!(Question::try_from("a".repeat(201)).is_err());
}

#[tokio::test]
async fn what_has_closed_is_told_of_once() -> Result<()> {
    let w = world().await?;
    let thread = open(&w, &w.wren, OPEN, &asked(false, Results::Closed, false)?).await?.thread;
    closing::round(&w.db).await?;
    let told = async || -> Result<Option<i64>> {
        Ok(sqlx::query_scalar("select told_at from polls where id = $1")
            .bind(thread.number())
            .fetch_one(&mut hand(&w).await?)
            .await?)
    };
    assert_eq!(told().await?, None);
    w.clock.advance(7 * DAY);
    let version = w.db.open_version();
    closing::round(&w.db).await?;
    assert_eq!(told().await?, Some(w.clock.now()));
    assert!(w.db.open_version() > version, "guests' pages are made anew");
    let (at, writes) = (w.clock.now(), w.db.open_version());
    w.clock.advance(DAY);
    closing::round(&w.db).await?;
    assert_eq!((told().await?, w.db.open_version()), (Some(at), writes));
    Ok(())
}

//! Whatever people do, what is unread is the same on the bell, in the list, beside the forum and beside each post, and the same
//! as counted anew from posts and marks.

use crate::communities::reason;
use crate::hand;
use crate::unread_game::{FORUMS, Game, Move, moves};
use domain::cast::{text, world};
use domain::db::Tx;
use domain::fault::{Fault, Result};
use domain::forums::markers::marking;
use domain::forums::splitting::{self, Chosen};
use domain::forums::{merging, moving};
use proptest::test_runner::{Config, TestCaseError, TestRunner};
use std::collections::{BTreeSet, HashMap};
use types::forums::Kind;
use types::ids::PostId;
use types::text::Title;

impl Game {
    async fn play(&mut self, step: &Move, number: usize) -> Result<()> {
        match *step {
            Move::Start(at, place) => {
                let started = self.w.start(self.who(at), FORUMS[place], &format!("Thread {number}"), "Hello").await?;
                self.posts.push(started);
                Ok(())
            }
            Move::Reply(at, which) => self.reply(at, which, number).await,
            Move::Edit(which) => {
                let (at, id) = self.own(which).await?;
                self.w.edit(self.who(at), id, &format!("Edit {number}")).await.map(drop)
            }
            Move::Withdraw(which) => {
                let (at, id) = self.own(which).await?;
                self.w.withdraw(self.who(at), id).await.map(drop)
            }
            Move::Read(at, which, no) => self.read(at, which, no).await,
            Move::Mark(at, which, what) => self.mark_all(at, which, what).await,
            Move::MarkInVain(at, which, what) => self.mark_in_vain(at, which, what, number).await,
            Move::Undo(at) => {
                let Some(mark) = self.marks.get(&at).cloned() else { return Ok(()) };
                self.take_back(at, &mark).await.map(drop)
            }
            Move::UnreadFrom(at, which, no) => self.unread_from(at, which, no).await,
            Move::Elsewhere(which, place) => {
                let (thread, to, why) = (self.pick(which)?.thread, FORUMS[place], reason()?);
                self.w.db.act(&self.w.marlow, async |tx: &mut Tx<'_>| moving::move_thread(tx, thread, to, &why).await).await
            }
            Move::Merge(which, other) => self.merge(which, other).await,
            Move::Split(which, other) => self.split(which, other, number).await,
            Move::Seat(true) => self.w.give_seat("Pavel").await,
            Move::Seat(false) => self.w.take_seat("Pavel").await,
            Move::Settle(at) => {
                let before = self.shown(at).await?;
                self.settle(at).await?;
                assert_eq!(self.shown(at).await?, before, "the account's mark follows without reading anything");
                Ok(())
            }
        }
    }

    /// A post, and who of the three has written it.
    async fn own(&self, which: usize) -> Result<(usize, PostId)> {
        let post = self.pick(which)?;
        let at = self.author(&post).await?;
        Ok((at, self.w.post(self.who(at), &post).await?))
    }

    /// Who replies has read nothing by that.
    async fn reply(&mut self, at: usize, which: usize, number: usize) -> Result<()> {
        let before = self.shown(at).await?;
        let thread = self.pick(which)?.thread;
        let written = self.w.reply(self.who(at), thread, &format!("Reply {number}")).await?;
        self.posts.push(written);
        assert_eq!(self.shown(at).await?, before, "who replies has read nothing by that");
        Ok(())
    }

    /// What is read is read, and nothing else.
    async fn read(&self, at: usize, which: usize, no: i64) -> Result<()> {
        let (mut before, thread) = (self.shown(at).await?, self.pick(which)?.thread);
        self.w.read(self.who(at), thread, no).await?;
        self.settle(at).await?;
        before.retain(|post| post.0 != thread || post.1 > no);
        assert_eq!(self.shown(at).await?, before, "what was read, and nothing else");
        Ok(())
    }

    /// A thread, a forum or everything is marked as read, and can be taken back later.
    async fn mark_all(&mut self, at: usize, which: usize, what: usize) -> Result<()> {
        let before = self.shown(at).await?;
        let mark = self.mark_read(at, which, what).await?;
        let after = self.shown(at).await?;
        assert!(after.is_subset(&before), "marking as read makes nothing new");
        let thread = self.pick(which)?.thread;
        assert!(if what == 0 { after.iter().all(|post| post.0 != thread) } else { what == 1 || after.is_empty() });
        self.marks.insert(at, mark);
        Ok(())
    }

    /// A mark that is taken back after somebody has written: all is as before, and the new post is new.
    async fn mark_in_vain(&mut self, at: usize, which: usize, what: usize, number: usize) -> Result<()> {
        let mut before = self.shown(at).await?;
        let mark = self.mark_read(at, which, what).await?;
        let (place, marked) = (self.pick(which)?.thread, self.shown(at).await? != before);
        if let Ok(new) = self.w.reply(self.who((at + 1) % 3), place, &format!("Meanwhile {number}")).await {
            if self.w.page(self.who(at), place).await.is_ok() {
                before.insert((new.thread, new.no));
            }
            self.posts.push(new);
        }
        let taken = self.take_back(at, &mark).await?;
        assert!(taken || !marked, "what has just been marked can be taken back");
        if marked {
            assert_eq!(self.shown(at).await?, before, "taken back, all is as before");
        }
        Ok(())
    }

    /// Two threads become one: what was unread stays unread.
    async fn merge(&mut self, which: usize, other: usize) -> Result<()> {
        let (thread, into, why) = (self.pick(which)?.thread, self.pick(other)?.thread, reason()?);
        let before = self.unread_of_all().await?;
        self.w.db.act(&self.w.marlow, async |tx: &mut Tx<'_>| merging::merge(tx, thread, into, &why).await).await?;
        self.look_round().await?;
        for (at, (before, after)) in before.into_iter().zip(self.unread_of_all().await?).enumerate() {
            assert!(before.is_subset(&after), "merging reads nothing, for number {at}: {before:?} {after:?}");
        }
        Ok(())
    }

    /// A thread becomes two: the same posts are unread.
    async fn split(&mut self, which: usize, other: usize, number: usize) -> Result<()> {
        let (thread, why) = (self.pick(which)?.thread, reason()?);
        let page = self.w.page(&self.w.marlow, thread).await?;
        let posts = page.posts.iter().filter(|post| other >> (post.no % 8) & 1 == 1).map(|post| post.id).collect();
        let chosen = Chosen::of(posts, None).ok_or(Fault::wrong("posts", "Nothing was chosen."))?;
        let title = text(Title::try_from(format!("Split {number}").as_str()))?;
        let before = self.unread_of_all().await?;
        let split = async |tx: &mut Tx<'_>| splitting::split(tx, thread, &chosen, Kind::Discussion, &title, &why).await;
        self.w.db.act(&self.w.marlow, split).await?;
        self.look_round().await?;
        assert_eq!(self.unread_of_all().await?, before, "splitting changes nothing");
        Ok(())
    }

    /// What is unread to each of the three, wherever it stands.
    async fn unread_of_all(&mut self) -> Result<Vec<BTreeSet<i64>>> {
        let mut all = Vec::new();
        for at in 0..3 {
            let shown = self.shown(at).await?;
            all.push(self.ids(&shown).await?);
        }
        Ok(all)
    }

    /// A thread is unread from a post on; other threads are as they were.
    async fn unread_from(&self, at: usize, which: usize, no: i64) -> Result<()> {
        let (mut before, thread) = (self.shown(at).await?, self.pick(which)?.thread);
        self.w.db.act(self.who(at), async |tx: &mut Tx<'_>| marking::unread_from(tx, thread, no).await).await?;
        self.settle(at).await?;
        let mut after = self.shown(at).await?;
        assert!(after.iter().all(|post| post.0 != thread || post.1 >= no));
        before.retain(|post| post.0 != thread);
        after.retain(|post| post.0 != thread);
        assert_eq!(after, before, "other threads are as they were");
        Ok(())
    }
}

/// Plays the moves; those that are refused or lead nowhere are part of the game. The clock stands still now and then.
async fn play(moves: &[Move]) -> Result<()> {
    let w = world().await?;
    let hand = hand(&w).await?;
    let mut game = Game { w, hand, posts: Vec::new(), marks: HashMap::new() };
    for (number, step) in moves.iter().enumerate() {
        if number % 3 == 0 {
            game.w.clock.advance(1000);
        }
        match game.play(step, number).await {
            Ok(()) | Err(Fault::NotFound | Fault::Refused(_) | Fault::Wrong(_)) => {}
            Err(other) => return Err(other),
        }
        for at in 0..3 {
            game.agrees(at).await?;
        }
    }
    Ok(())
}

#[test]
fn bell_list_forums_and_posts_agree_with_the_rows_whatever_people_do() -> Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    let cases = std::env::var("UNREAD_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(16);
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    let played = TestRunner::new(config)
        .run(&moves(), |moves| runtime.block_on(play(&moves)).map_err(|fault| TestCaseError::fail(fault.to_string())));
    played.map_err(|failure| Fault::Told(failure.to_string()))
}

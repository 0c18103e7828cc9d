//! The game of `unread_property.rs`: what people can do, and what is unread as shown and as counted from the rows.

use domain::cast::{CLOSED, OPEN, World};
use domain::db::Tx;
use domain::fault::{Fault, Result};
use domain::forums::markers::undo::{Undo, undo};
use domain::forums::markers::{marking, settle};
use domain::forums::{forum_list, thread_lists, threads};
use domain::viewer::Viewer;
use proptest::prelude::{Strategy, any, prop_oneof};
use sqlx::{Row, SqliteConnection};
use std::collections::{BTreeSet, HashMap};
use types::forums::Landing;
use types::ids::ThreadId;

/// The forums of the game.
pub(crate) const FORUMS: [&str; 3] = [OPEN, CLOSED, "cycling"];

/// Posts by thread and number.
pub(crate) type Posts = BTreeSet<(ThreadId, i64)>;

/// Something that somebody does; numbers choose who, and which of what is there.
#[derive(Debug, Clone)]
pub(crate) enum Move {
    Start(usize, usize),
    Reply(usize, usize),
    Edit(usize),
    Withdraw(usize),
    Read(usize, usize, i64),
    Mark(usize, usize, usize),
    /// Marked as read, somebody writes, and it is taken back.
    MarkInVain(usize, usize, usize),
    Undo(usize),
    UnreadFrom(usize, usize, i64),
    Elsewhere(usize, usize),
    Merge(usize, usize),
    Split(usize, usize),
    Seat(bool),
    Settle(usize),
}

/// Any moves of the game.
pub(crate) fn moves() -> impl Strategy<Value = Vec<Move>> {
    let (who, which, place) = (0..3_usize, any::<usize>(), 0..3_usize);
    let pair = || (0..3_usize, any::<usize>());
    let one = prop_oneof![
        3 => (who.clone(), place.clone()).prop_map(|(who, place)| Move::Start(who, place)),
        6 => pair().prop_map(|(who, which)| Move::Reply(who, which)),
        1 => which.prop_map(Move::Edit),
        2 => which.prop_map(Move::Withdraw),
        4 => (pair(), 0..6_i64).prop_map(|((who, which), no)| Move::Read(who, which, no)),
        3 => (pair(), place.clone()).prop_map(|((who, which), what)| Move::Mark(who, which, what)),
        2 => (pair(), place.clone()).prop_map(|((who, which), what)| Move::MarkInVain(who, which, what)),
        1 => who.clone().prop_map(Move::Undo),
        2 => (pair(), 1..5_i64).prop_map(|((who, which), no)| Move::UnreadFrom(who, which, no)),
        1 => (which, place).prop_map(|(which, place)| Move::Elsewhere(which, place)),
        2 => (any::<usize>(), any::<usize>()).prop_map(|(which, other)| Move::Merge(which, other)),
        2 => (any::<usize>(), any::<usize>()).prop_map(|(which, other)| Move::Split(which, other)),
        1 => any::<bool>().prop_map(Move::Seat),
        1 => who.prop_map(Move::Settle),
    ];
    proptest::collection::vec(one, 1..45)
}

/// The game as it stands.
pub(crate) struct Game {
    pub(crate) w: World,
    pub(crate) hand: SqliteConnection,
    pub(crate) posts: Vec<Landing>,
    pub(crate) marks: HashMap<usize, Undo>,
}

impl Game {
    /// A doctor who may lose the seat, a nurse, and a moderator who is a doctor.
    pub(crate) fn who(&self, at: usize) -> &Viewer {
        [&self.w.pavel, &self.w.wren, &self.w.marlow][at]
    }

    pub(crate) fn pick(&self, at: usize) -> Result<Landing> {
        self.posts.get(at.checked_rem(self.posts.len()).unwrap_or(0)).cloned().ok_or(Fault::NotFound)
    }

    pub(crate) async fn settle(&self, at: usize) -> Result<()> {
        settle::settle_beyond(&self.w.db, self.who(at), 1).await
    }

    /// What each post on each page says to this person.
    pub(crate) async fn shown(&self, at: usize) -> Result<Posts> {
        let mut shown = Posts::new();
        for thread in self.posts.iter().map(|post| post.thread).collect::<BTreeSet<_>>() {
            let who = self.who(at);
            for number in 1.. {
                let Ok(page) = self.w.db.look(who, async |tx: &mut Tx<'_>| threads::page(tx, thread, number).await).await else {
                    break;
                };
                shown.extend(page.posts.iter().filter(|post| post.new).map(|post| (thread, post.no)));
                let first = page.posts.iter().find(|post| post.new).map(|post| post.no);
                assert_eq!(page.first_new, first);
            }
        }
        Ok(shown)
    }

    /// Posts by their own numbers, which stay wherever they go.
    pub(crate) async fn ids(&mut self, posts: &Posts) -> Result<BTreeSet<i64>> {
        let rows: Vec<(i64, i64, i64)> = sqlx::query_as("select thread_id, no, id from posts").fetch_all(&mut self.hand).await?;
        let known = |thread: &i64, no: &i64| ThreadId::try_from(*thread).is_ok_and(|thread| posts.contains(&(thread, *no)));
        Ok(rows.into_iter().filter(|(thread, no, _)| known(thread, no)).map(|(_, _, id)| id).collect())
    }

    /// Finds out anew where all posts stand.
    pub(crate) async fn look_round(&mut self) -> Result<()> {
        let rows: Vec<(i64, i64, String)> =
            sqlx::query_as("select p.thread_id, p.no, t.slug from posts p join threads t on t.id = p.thread_id order by p.seq")
                .fetch_all(&mut self.hand)
                .await?;
        let landing =
            |(thread, no, slug)| Ok(Landing { thread: ThreadId::try_from(thread).map_err(|_| Fault::NotFound)?, slug, no });
        self.posts = rows.into_iter().map(landing).collect::<Result<_>>()?;
        Ok(())
    }

    /// The same, counted from the rows by the definition, without any view.
    async fn counted(&mut self, at: usize) -> Result<Posts> {
        let name = self.who(at).name().unwrap_or_default().to_owned();
        let (account, persona): (i64, i64) = sqlx::query_as("select account_id, id from personas where screen_name = $1")
            .bind(name)
            .fetch_one(&mut self.hand)
            .await?;
        let (all_seq, all_at) = self.mark("select read_seq, at from account_marks where account_id = $1", account, 0).await?;
        let rows = sqlx::query(
            "select p.thread_id, p.no, p.seq, t.forum_id from posts p join threads t on t.id = p.thread_id
             where p.withdrawn_at is null and p.persona_id <> $1 and t.removed_at is null
               and t.audience_id in (select audience_id from seats where account_id = $2)",
        )
        .bind(persona)
        .bind(account)
        .fetch_all(&mut self.hand)
        .await?;
        let mut unread = Posts::new();
        for row in rows {
            let (thread, no, seq, forum): (i64, i64, i64, i64) = (row.get(0), row.get(1), row.get(2), row.get(3));
            let by_forum = "select read_seq, at from forum_marks where account_id = $1 and forum_id = $2";
            let (forum_seq, forum_at) = self.mark(by_forum, account, forum).await?;
            let by_thread = "select read_no, unread_at from thread_marks where account_id = $1 and thread_id = $2";
            let (read_no, unread_at) = self.mark(by_thread, account, thread).await?;
            let alone = unread_at > 0 && unread_at > all_at && unread_at > forum_at;
            if no > read_no && (alone || seq > all_seq.max(forum_seq)) {
                unread.insert((ThreadId::try_from(thread).map_err(|_| Fault::NotFound)?, no));
            }
        }
        Ok(unread)
    }

    async fn mark(&mut self, sql: &'static str, account: i64, of: i64) -> Result<(i64, i64)> {
        let query = sqlx::query_as(sql).bind(account);
        let query = if sql.contains("$2") { query.bind(of) } else { query };
        Ok(query.fetch_optional(&mut self.hand).await?.unwrap_or((0, 0)))
    }

    /// Bell, list, forums and posts against the rows.
    pub(crate) async fn agrees(&mut self, at: usize) -> Result<Posts> {
        let (shown, counted) = (self.shown(at).await?, self.counted(at).await?);
        assert_eq!(shown, counted, "posts and rows, for number {at}");
        let (count, list, forums) = self
            .w
            .db
            .look(self.who(at), async |tx: &mut Tx<'_>| {
                Ok((thread_lists::count_unread(tx).await?, thread_lists::unread(tx, 100).await?, forum_list::all(tx).await?))
            })
            .await?;
        let threads: BTreeSet<_> = counted.iter().map(|(thread, _)| *thread).collect();
        assert_eq!(list.iter().map(|row| row.id).collect::<BTreeSet<_>>(), threads, "the list, for number {at}");
        assert_eq!((count, list.len()), (i64::try_from(threads.len()).unwrap(), threads.len()), "the bell, for number {at}");
        let icons: BTreeSet<_> =
            forums.iter().filter(|row| row.inside.as_ref().is_some_and(|inside| inside.unread)).map(|row| &row.slug).collect();
        assert_eq!(icons, list.iter().map(|row| &row.forum_slug).collect(), "the forums' marks, for number {at}");
        for row in &list {
            let next = self.w.db.look(self.who(at), async |tx: &mut Tx<'_>| threads::first_unread(tx, row.id).await).await?;
            assert!(counted.range(..(row.id, next.no)).all(|(thread, _)| *thread != row.id), "nothing new before the first");
            assert!(row.unread && counted.contains(&(row.id, next.no)));
        }
        Ok(counted)
    }

    /// Marks a thread, a forum or everything as read.
    pub(crate) async fn mark_read(&mut self, at: usize, which: usize, what: usize) -> Result<Undo> {
        let (thread, forum) = (self.pick(which)?.thread, FORUMS[which % 3]);
        let undo = self
            .w
            .db
            .act(self.who(at), async |tx: &mut Tx<'_>| match what {
                0 => marking::thread(tx, thread).await,
                1 => marking::forum(tx, forum).await,
                _ => marking::everything(tx).await,
            })
            .await?;
        self.settle(at).await?;
        Ok(undo)
    }

    pub(crate) async fn take_back(&self, at: usize, mark: &Undo) -> Result<bool> {
        let taken = self.w.db.act(self.who(at), async |tx: &mut Tx<'_>| undo(tx, mark).await).await?;
        self.settle(at).await?;
        Ok(taken)
    }

    /// The author of a post takes part, if it is one of the three.
    pub(crate) async fn author(&self, post: &Landing) -> Result<usize> {
        let page = self.w.page(&self.w.marlow, post.thread).await?;
        let author = page.posts.iter().find(|shown| shown.no == post.no).map(|shown| shown.author.clone());
        (0..3).find(|at| self.who(*at).name() == author.as_deref()).ok_or(Fault::NotFound)
    }
}

use crate::db::Tx;
use crate::fault::{Fault, Result};
use crate::following::wishes;
use crate::forums::post_lists;
use crate::forums::rules::{MayStart, Seat, may_lock, may_moderate, may_reply};
use crate::polls::poll;
use crate::viewer::{DOCTORS, EVERYONE};
use crate::writing::slug::thread_slug;
use types::drafts::{Draft, Words};
use types::following::Following;
use types::forums::{Circle, Kind, Landing, ThreadPage};
use types::ids::{NotAnId, ThreadId};
use types::page::{POSTS, Page};
use types::text::Title;

/// A thread that the viewer sees, with the seat from which they see it.
pub struct Thread {
    pub(crate) id: i64,
    pub(crate) forum_id: i64,
    pub(crate) audience: i64,
    pub(crate) seat: Seat,
    pub(crate) locked: bool,
    pub(crate) archived: bool,
    /// The viewer is a trusted user, and everybody reads here.
    pub(crate) trusted: bool,
    pub(crate) following: Following,
    pub(crate) last_no: i64,
    /// Goes up when its posts are numbered anew.
    pub(crate) numbering: i64,
    /// The viewer's mark here, and what is read by the marks of account and forum.
    pub(crate) read_no: i64,
    pub(crate) known_seq: i64,
    /// The number of the first post that is new to the viewer.
    pub(crate) first_unread: Option<i64>,
    /// The viewer's unsent reply.
    draft: Option<Draft>,
    pinned: bool,
    kind: String,
    title: String,
    slug: String,
    forum: String,
    forum_slug: String,
}

impl Thread {
    /// Its title.
    pub(crate) fn title(&self) -> &str {
        &self.title
    }

    /// The readable part of its address.
    pub(crate) fn slug(&self) -> &str {
        &self.slug
    }

    /// Whether it is a poll.
    pub(crate) fn is_poll(&self) -> bool {
        kind(&self.kind) == Kind::Poll
    }

    /// The address of its forum.
    pub(crate) fn forum_slug(&self) -> &str {
        &self.forum_slug
    }

    /// The name of its forum.
    pub(crate) fn forum(&self) -> &str {
        &self.forum
    }
}

/// Who a forum with this audience is for.
pub(crate) fn circle(audience: i64) -> Circle {
    match audience {
        EVERYONE => Circle::Everyone,
        DOCTORS => Circle::Doctors,
        _ => Circle::Closed,
    }
}

/// A stored number as a public one.
pub(crate) fn number<T: TryFrom<i64, Error = NotAnId>>(stored: i64) -> Result<T> {
    T::try_from(stored).map_err(|_| Fault::NotFound)
}

/// The thread with this number, or the one into which it was put, or NotFound.
pub(crate) async fn find(tx: &mut Tx<'_>, id: ThreadId) -> Result<Thread> {
    match standing(tx, id.number()).await? {
        Some(thread) => Ok(thread),
        None => {
            let into = merged_into(tx, id.number()).await?;
            standing(tx, into).await?.ok_or(Fault::NotFound)
        }
    }
}

/// Where a thread went that was put into another one.
async fn merged_into(tx: &mut Tx<'_>, id: i64) -> Result<i64> {
    let me = tx.me();
    let into = sqlx::query_scalar!("select into_thread from seen_merged where viewer = $1 and id = $2", me, id)
        .fetch_optional(tx.conn())
        .await?;
    into.ok_or(Fault::NotFound)
}

/// The thread with this very number, where post numbers are given along: those of a thread that was put into another are others now.
pub(crate) async fn find_itself(tx: &mut Tx<'_>, id: ThreadId) -> Result<Thread> {
    standing(tx, id.number()).await?.ok_or(Fault::NotFound)
}

/// The thread that stands under this number.
async fn standing(tx: &mut Tx<'_>, id: i64) -> Result<Option<Thread>> {
    let me = tx.me();
    let row = sqlx::query!(
        r#"select t.id, t.forum_id, t.audience_id, t.seat, t.locked, t.archived as "archived!: bool", t.pinned, t.last_no, t.numbering, t.kind, t.title, t.slug,
          t.forum, t.forum_slug, t.read_no as "read_no!: i64", t.known_seq as "known_seq!: i64", t.first_unread as "first_unread?: i64",
          exists (select 1 from seen_moderation m where m.viewer = $1 and m.forum_id = t.forum_id) as "moderates!: bool",
          (select n.mode from seen_subscriptions n where n.viewer = $1 and n.thread_id = t.id) as "own_mode?: String",
          (select o.mode from seen_forum_subscriptions o where o.viewer = $1 and o.forum_id = t.forum_id) as "forum_mode?: String",
          (select w.mode from seen_wishes w where w.viewer = $1) as "usual_mode?: String",
          coalesce((select not w.posts from seen_wishes w where w.viewer = $1), false) as "silent!: bool",
          d.body as "draft?: String", d.version as "version?: i64", d.posting_key as "posting_key?: String", d.device as "device?: String", d.saved_at as "saved_at?: i64"
        from seen_threads t left join seen_drafts d on d.viewer = $1 and d.place = 'thread:' || t.id
        where t.viewer = $1 and t.id = $2"#,
        me,
        id
    )
    .fetch_optional(tx.conn())
    .await?;
    let Some(row) = row else { return Ok(None) };
    let seat = Seat::of(&tx.viewer, &row.seat, row.moderates, row.audience_id);
    Ok(Some(Thread {
        id: row.id,
        forum_id: row.forum_id,
        audience: row.audience_id,
        seat,
        locked: row.locked,
        archived: row.archived,
        trusted: tx.viewer.staff.trusted && row.audience_id == EVERYONE,
        following: wishes::following(row.own_mode, row.forum_mode, row.usual_mode, row.silent),
        last_no: row.last_no,
        numbering: row.numbering,
        read_no: row.read_no,
        known_seq: row.known_seq,
        first_unread: row.first_unread,
        draft: row.draft.map(|body| Draft {
            words: Words { body, key: row.posting_key.unwrap_or_default(), ..Words::default() },
            version: row.version.unwrap_or_default(),
            saved_at: row.saved_at.unwrap_or_default(),
            device: row.device.unwrap_or_default(),
        }),
        pinned: row.pinned,
        kind: row.kind,
        title: row.title,
        slug: row.slug,
        forum: row.forum,
        forum_slug: row.forum_slug,
    }))
}

/// The address of the thread's first page.
pub async fn address(tx: &mut Tx<'_>, id: ThreadId) -> Result<String> {
    let thread = find(tx, id).await?;
    Ok(format!("/threads/{}/{}", thread.id, thread.slug))
}

/// Where the viewer goes on reading: the first unread post, or the last one.
pub async fn first_unread(tx: &mut Tx<'_>, id: ThreadId) -> Result<Landing> {
    let thread = find(tx, id).await?;
    Ok(Landing { thread: number(thread.id)?, no: thread.first_unread.unwrap_or(thread.last_no), slug: thread.slug })
}

/// A page of the thread as the viewer sees it.
pub async fn page(tx: &mut Tx<'_>, id: ThreadId, asked: i64) -> Result<ThreadPage> {
    let thread = find(tx, id).await?;
    let page = Page::of(asked, thread.last_no, POSTS).ok_or(Fault::NotFound)?;
    let posts = post_lists::of_thread(tx, &thread, page).await?;
    let first_new = posts.iter().find(|post| post.new).map(|post| post.no);
    // The poll stands above the first post.
    let with_poll = page.number == 1 && kind(&thread.kind) == Kind::Poll;
    let poll = if with_poll { poll::view_of_thread(tx, &thread).await? } else { None };
    Ok(ThreadPage {
        id: number(thread.id)?,
        may_reply: may_reply(&thread).is_ok(),
        draft: thread.draft.clone().filter(|_| may_reply(&thread).is_ok()),
        may_moderate: may_moderate(&thread).is_ok(),
        may_lock: may_lock(&thread).is_ok(),
        following: (!tx.viewer.is_guest()).then_some(thread.following),
        kind: kind(&thread.kind),
        circle: circle(thread.audience),
        slug: thread.slug,
        title: thread.title,
        forum: thread.forum,
        forum_slug: thread.forum_slug,
        pinned: thread.pinned,
        locked: thread.locked,
        archived: thread.archived,
        page,
        last_no: thread.last_no,
        numbering: thread.numbering,
        posts,
        first_new,
        poll,
        first_unread: thread.first_unread,
    })
}

/// The kind behind a stored word.
pub(crate) fn kind(stored: &str) -> Kind {
    Kind::read(stored).unwrap_or(Kind::Discussion)
}

/// Writes an empty thread; its first post follows in the same transaction.
pub(crate) async fn insert(tx: &mut Tx<'_>, permit: MayStart<'_>, kind: Kind, title: &Title) -> Result<Thread> {
    let MayStart(forum) = permit;
    let (id, now, persona) = (tx.clock.id()?, tx.now(), tx.viewer.persona()?.id);
    let (title, slug, kind) = (title.as_str(), thread_slug(title.as_str()), kind.key());
    sqlx::query!(
        "insert into threads (id, seq, forum_id, audience_id, kind, title, slug, persona_id, created_at, last_no, last_seq, last_at, last_post, last_persona)
         values ($1, coalesce((/* as the site: the order of writing */ select max(seq) from threads), 0) + 1, $2, $3, $4, $5, $6, $7, $8, 0, 0, $8, 0, $7)",
        id, forum.id, forum.audience, kind, title, slug, persona, now
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!("update forums set threads = threads + 1 where id = $1", forum.id).execute(tx.conn()).await?;
    find(tx, number(id)?).await
}

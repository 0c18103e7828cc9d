//! What the people of the cast do in many stories, in one line each.

use super::{World, text};
use crate::db::Tx;
use crate::desk::seats::seat_doctor;
use crate::fault::{Fault, Result};
use crate::following::subscriptions;
use crate::forums::keys::PostingKey;
use crate::forums::written::Written;
use crate::forums::{edit, markers, reply, start, threads};
use crate::viewer::Viewer;
use types::forums::{Kind, Landing, ThreadPage};
use types::ids::{PostId, ThreadId};
use types::page::{POSTS, Page};
use types::text::{Body, Reason, Title};

impl World {
    /// Starts a question.
    pub async fn start(&self, who: &Viewer, forum: &str, title: &str, body: &str) -> Result<Landing> {
        let (title, written, key) = (text(Title::try_from(title))?, self.written(body)?, PostingKey::new()?);
        self.db.act(who, async |tx: &mut Tx<'_>| start::start(tx, forum, Kind::Question, &title, &written, &key).await).await
    }

    /// Replies in a thread.
    pub async fn reply(&self, who: &Viewer, thread: ThreadId, body: &str) -> Result<Landing> {
        let (written, key) = (self.written(body)?, PostingKey::new()?);
        self.db.act(who, async |tx: &mut Tx<'_>| reply::reply(tx, thread, &written, &key).await).await
    }

    /// Changes a post.
    pub async fn edit(&self, who: &Viewer, post: PostId, body: &str) -> Result<Landing> {
        let written = self.written(body)?;
        self.db.act(who, async |tx: &mut Tx<'_>| edit::edit(tx, post, &written).await).await
    }

    /// Takes a post back.
    pub async fn withdraw(&self, who: &Viewer, post: PostId) -> Result<Landing> {
        self.db.act(who, async |tx: &mut Tx<'_>| edit::withdraw(tx, post).await).await
    }

    /// Reads a thread up to a post.
    pub async fn read(&self, who: &Viewer, thread: ThreadId, no: i64) -> Result<()> {
        let numbering = self.page(who, thread).await.map_or(0, |page| page.numbering);
        self.db.act(who, async |tx: &mut Tx<'_>| markers::read(tx, thread, no, numbering).await).await
    }

    /// Looks at the first page of a thread.
    pub async fn page(&self, who: &Viewer, thread: ThreadId) -> Result<ThreadPage> {
        self.db.look(who, async |tx: &mut Tx<'_>| threads::page(tx, thread, 1).await).await
    }

    /// The public number of a post, for somebody who sees it.
    pub async fn post(&self, who: &Viewer, landing: &Landing) -> Result<PostId> {
        let number = Page::holding(landing.no, POSTS);
        let page = self.db.look(who, async |tx: &mut Tx<'_>| threads::page(tx, landing.thread, number).await).await?;
        page.posts.iter().find(|post| post.no == landing.no).map(|post| post.id).ok_or(Fault::NotFound)
    }

    /// A text as it is written into a post.
    pub fn written(&self, body: &str) -> Result<Written> {
        Ok(Written::new(text(Body::try_from(body))?))
    }

    /// Wants letters about a thread, in the usual way.
    pub async fn subscribe(&self, who: &Viewer, thread: ThreadId) -> Result<()> {
        self.db.act(who, async |tx: &mut Tx<'_>| subscriptions::subscribe(tx, thread).await).await
    }

    /// The desk gives somebody a doctor's seat.
    pub async fn give_seat(&self, name: &str) -> Result<()> {
        self.set_seat(name, true, "Seen at the desk").await
    }

    /// The desk takes somebody's doctor's seat.
    pub async fn take_seat(&self, name: &str) -> Result<()> {
        self.set_seat(name, false, "No longer on the register").await
    }

    async fn set_seat(&self, name: &str, seated: bool, why: &str) -> Result<()> {
        let reason = text(Reason::try_from(why))?;
        self.db.act(&self.hedda, async |tx: &mut Tx<'_>| seat_doctor(tx, name, seated, &reason).await).await
    }
}

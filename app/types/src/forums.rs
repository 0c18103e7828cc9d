//! Forums, threads and posts as one viewer sees them.

use crate::communities::CommunityStep;
use crate::drafts::Draft;
use crate::following::Following;
use crate::ids::{MediaId, PostId, ThreadId};
use crate::page::Page;
use crate::polls::PollView;
use crate::verification::{DoctorStep, Label};
use serde::{Deserialize, Serialize};

/// What the first post of a thread is (seed: question, discussion starter, poll).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Kind {
    Question,
    Discussion,
    Poll,
}

impl Kind {
    /// All kinds, in the order in which the form offers them.
    pub const ALL: [Self; 3] = [Self::Question, Self::Discussion, Self::Poll];

    /// The word as it is stored and sent by forms.
    pub fn key(self) -> &'static str {
        match self {
            Self::Question => "question",
            Self::Discussion => "discussion",
            Self::Poll => "poll",
        }
    }

    /// The word on screen.
    pub fn words(self) -> &'static str {
        match self {
            Self::Question => "Question",
            Self::Discussion => "Discussion",
            Self::Poll => "Poll",
        }
    }

    /// The kind behind a stored or sent word.
    pub fn read(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.key() == key)
    }
}

/// Who a forum is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Circle {
    Everyone,
    Doctors,
    /// The members of one closed community.
    Closed,
}

/// The last post of a forum or thread.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LastPost {
    pub by: String,
    pub at: i64,
    pub thread: ThreadId,
    pub slug: String,
    pub title: String,
    pub post: PostId,
}

/// A forum in the list; a door when the viewer has no seat in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ForumRow {
    pub slug: String,
    pub name: String,
    pub about: String,
    pub section: String,
    pub circle: Circle,
    /// None for those outside: a door tells no counts.
    pub inside: Option<ForumCounts>,
}

/// The door of a listed closed forum, as it looks to somebody outside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Door {
    pub forum: ForumRow,
    /// For whom a community is, in its owner's words.
    pub for_whom: String,
    pub step: Step,
}

/// What stands between the viewer and what is behind the door.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    Doctors(DoctorStep),
    Community(CommunityStep),
}

/// What only those inside a forum are told of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ForumCounts {
    pub threads: i64,
    pub posts: i64,
    pub last: Option<LastPost>,
    pub unread: bool,
}

/// A forum's page for those inside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ForumPage {
    pub slug: String,
    pub name: String,
    pub about: String,
    pub section: String,
    pub circle: Circle,
    pub page: Page,
    pub threads: Vec<ThreadRow>,
    pub may_start: bool,
    /// The forum is read only.
    pub archived: bool,
    /// How this viewer follows it; None for guests.
    pub following: Option<Following>,
}

/// A thread in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ThreadRow {
    pub id: ThreadId,
    pub slug: String,
    pub title: String,
    pub kind: Kind,
    pub author: String,
    pub replies: i64,
    pub last_by: String,
    pub last_at: i64,
    pub last_post: PostId,
    pub pinned: bool,
    pub locked: bool,
    pub circle: Circle,
    pub unread: bool,
    pub forum: String,
    pub forum_slug: String,
}

/// A thread's page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ThreadPage {
    pub id: ThreadId,
    pub slug: String,
    pub title: String,
    pub kind: Kind,
    pub forum: String,
    pub forum_slug: String,
    pub circle: Circle,
    pub pinned: bool,
    pub locked: bool,
    pub page: Page,
    pub last_no: i64,
    /// Goes up when its posts are numbered anew.
    pub numbering: i64,
    pub posts: Vec<PostView>,
    /// Its forum is read only.
    pub archived: bool,
    pub may_reply: bool,
    /// The viewer's unsent reply.
    pub draft: Option<Draft>,
    pub may_moderate: bool,
    pub may_lock: bool,
    /// How this viewer follows it; None for guests.
    pub following: Option<Following>,
    /// The number of the first post on this page that is new to this viewer, if any is.
    pub first_new: Option<i64>,
    /// The same of all pages.
    pub first_unread: Option<i64>,
    /// The poll that stands above the first post.
    pub poll: Option<PollView>,
}

/// A post as one viewer sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PostView {
    pub id: PostId,
    pub no: i64,
    pub author: String,
    /// Whether the author's page is open to this viewer.
    pub author_page: bool,
    /// The author's own picture, if there is one.
    pub avatar: Option<MediaId>,
    /// How the author was checked; only in doctors' forums.
    pub label: Option<Label>,
    pub at: i64,
    /// The time was not in the import and has been set by its place in the file.
    pub at_is_guess: bool,
    pub imported: bool,
    pub edited_at: Option<i64>,
    pub withdrawn: bool,
    pub html: String,
    pub own: bool,
    pub new: bool,
    pub can: PostCan,
}

/// What this viewer may do with a post: the very rules that guard the acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PostCan {
    pub edit: bool,
    pub quote: bool,
}

/// One state in a post's history, with what changed against the one before; the first state is one piece.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    pub number: i64,
    pub at: i64,
    pub html: String,
    pub changes: Vec<Piece>,
}

/// A piece of two texts that are compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    Same(String),
    Removed(String),
    Added(String),
}

/// Where a permalink lands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Landing {
    pub thread: ThreadId,
    pub slug: String,
    pub no: i64,
}

impl Landing {
    /// The address: the right page and the post's anchor.
    pub fn address(&self) -> String {
        let page = Page::holding(self.no, crate::page::POSTS);
        let query = if page > 1 { format!("?page={page}") } else { String::new() };
        format!("/threads/{}/{}{query}#p{}", self.thread, self.slug, self.no)
    }
}

//! What a letter about a new post says: found at the moment of sending, as its recipient.

use crate::db::Tx;
use crate::fault::{Fault, Result};
use crate::following::scope::Scope;
use crate::following::wishes::{self, mode};
use crate::following::words::{Part, Words};
use crate::viewer::EVERYONE;
use types::following::Mode;

/// A post that somebody is told of.
struct Told {
    thread: i64,
    forum_id: i64,
    no: i64,
    title: String,
    forum: String,
    html: String,
    email: String,
    own: Option<Mode>,
    followed: Option<Mode>,
    mentioned: bool,
    open: bool,
}

/// Why somebody is told.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Why {
    Thread,
    Forum,
    Mention,
}

/// The words for this viewer, or NotFound when they do not see the post, wrote it themselves, or do not want to hear of it any more.
pub(crate) async fn words(tx: &mut Tx<'_>, post: i64) -> Result<Words> {
    let told = find(tx, post).await?;
    let wishes = wishes::mine(tx).await?;
    let why = told.why(wishes.mentions).filter(|_| wishes.posts).ok_or(Fault::NotFound)?;
    let scope = match why {
        Why::Thread => Scope::Thread(told.thread),
        Why::Forum => Scope::Forum(told.forum_id),
        Why::Mention => Scope::Mentions,
    };
    let stop = Some(scope.seal(tx.key, tx.me())?);
    let (subject, said, why) = if told.open || wishes.closed_words { told.in_words(why) } else { told.in_silence(why) };
    let mut parts = vec![Part::Text("Dear member,".to_owned())];
    parts.extend(said);
    parts.push(Part::Link { words: "To read it in its place, or to answer".to_owned(), path: format!("/posts/{post}") });
    Ok(Words { to: told.email, subject, parts, why, stop, thread: Some(told.thread), post: Some(post) })
}

async fn find(tx: &mut Tx<'_>, post: i64) -> Result<Told> {
    let me = tx.me();
    let row = sqlx::query!(
        r#"select t.id as thread, t.forum_id, t.audience_id, t.title, t.forum, p.no, p.html as "html!: String", i.email,
          (select n.mode from seen_subscriptions n where n.viewer = $1 and n.thread_id = t.id) as "own?: String",
          (select o.mode from seen_forum_subscriptions o where o.viewer = $1 and o.forum_id = t.forum_id) as "followed?: String",
          exists (select 1 from seen_own_mentions m where m.viewer = $1 and m.post_id = p.id) as "mentioned!: bool"
        from seen_posts p
        join seen_threads t on t.viewer = $1 and t.id = p.thread_id
        join seen_self i on i.viewer = $1
        where p.viewer = $1 and p.id = $2 and not p.withdrawn and not p.own"#,
        me,
        post
    )
    .fetch_optional(tx.conn())
    .await?
    .ok_or(Fault::NotFound)?;
    Ok(Told {
        thread: row.thread,
        forum_id: row.forum_id,
        no: row.no,
        title: row.title,
        forum: row.forum,
        html: row.html,
        email: row.email,
        own: row.own.map(|own| mode(&own)),
        followed: row.followed.map(|followed| mode(&followed)),
        mentioned: row.mentioned,
        open: row.audience_id == EVERYONE,
    })
}

impl Told {
    /// A muted thread stays muted, also for whoever is mentioned in it.
    fn why(&self, mentions: bool) -> Option<Why> {
        let follows = if self.own.is_some() { Why::Thread } else { Why::Forum };
        let mentioned = self.mentioned && mentions;
        match self.own.or(self.followed) {
            Some(Mode::None) if self.own.is_some() => None,
            Some(Mode::Every | Mode::First) => Some(follows),
            _ if mentioned => Some(Why::Mention),
            // It was queued before its reader chose the digest, which begins with what is written after that.
            Some(Mode::Daily) => Some(follows),
            Some(Mode::None) | None => None,
        }
    }

    fn in_words(&self, why: Why) -> (String, Vec<Part>, String) {
        let (title, forum, begins) = (&self.title, &self.forum, self.no == 1);
        let (subject, says) = match why {
            Why::Mention => (format!("You are mentioned in “{title}”"), format!("a post in “{title}” mentions you:")),
            _ if begins => (title.clone(), format!("there is a new thread in {forum}, “{title}”:")),
            _ => (format!("Re: {title}"), format!("there is a new reply in “{title}”:")),
        };
        let why = match why {
            Why::Thread => format!("You get this letter because you subscribe to the discussion “{title}”."),
            Why::Forum => format!("You get this letter because you follow the forum {forum}."),
            Why::Mention => "You get this letter because a post mentions you.".to_owned(),
        };
        (subject, vec![Part::Text(says), Part::Quote { by: None, html: self.html.clone() }], why)
    }

    /// Letters lie in mailboxes that others may read, so a closed place is not even named in them.
    fn in_silence(&self, why: Why) -> (String, Vec<Part>, String) {
        let (subject, says, why) = match why {
            Why::Mention => (
                "You are mentioned in a closed forum",
                "a post in a closed forum mentions you. It can be read only on the site.",
                "You get this letter because a post mentions you.",
            ),
            _ if self.no == 1 => (
                "New thread in a closed forum",
                "there is a new thread in a closed forum that you follow. It can be read only on the site.",
                "You get this letter because you follow the forum.",
            ),
            Why::Thread => (
                "New reply in a closed forum",
                "there is a new reply in a discussion to which you subscribe. It is in a closed forum, so it can be read only on the site.",
                "You get this letter because you subscribe to the discussion.",
            ),
            Why::Forum => (
                "New reply in a closed forum",
                "there is a new reply in a closed forum that you follow. It can be read only on the site.",
                "You get this letter because you follow the forum.",
            ),
        };
        (subject.to_owned(), vec![Part::Text(says.to_owned())], why.to_owned())
    }
}

//! What a letter about new posts of a thread says: found at the moment of sending, as its recipient.

use crate::db::Tx;
use crate::fault::{Fault, Result};
use crate::following::saying::{Said, Why};
use crate::following::scope::Scope;
use crate::following::wishes::{self, mode};
use crate::following::words::{Part, Words};
use crate::viewer::EVERYONE;
use types::following::Mode;

/// Posts that one letter shows; it counts the others, and leads to them.
const SHOWN: usize = 20;
/// Characters of HTML after which it shows no further post.
const ENOUGH: usize = 60_000;

/// A post that somebody is told of.
struct Told {
    id: i64,
    no: i64,
    html: String,
    mentioned: bool,
}

/// The thread that they stand in, and how its reader follows it.
struct Place {
    thread: i64,
    forum_id: i64,
    title: String,
    forum: String,
    email: String,
    own: Option<Mode>,
    followed: Option<Mode>,
    open: bool,
}

/// The words about those of these posts that this viewer sees, did not write and wants to hear of, in their order; NotFound when
/// there are none.
pub(crate) async fn words(tx: &mut Tx<'_>, posts: &[i64]) -> Result<Words> {
    let (place, mut told) = find(tx, posts).await?;
    let wishes = wishes::mine(tx).await?;
    let mentioned = wishes.mentions && told.iter().any(|post| post.mentioned);
    let why = place.why(mentioned).filter(|_| wishes.posts).ok_or(Fault::NotFound)?;
    told.retain(|post| why != Why::Mention || post.mentioned);
    let scope = match why {
        Why::Thread => Scope::Thread(place.thread),
        Why::Forum => Scope::Forum(place.forum_id),
        Why::Mention => Scope::Mentions,
    };
    let stop = Some(scope.seal(tx.key, tx.me())?);
    let said = Said { why, many: told.len(), begins: told.iter().any(|post| post.no == 1) };
    let mut parts = vec![Part::Text("Dear member,".to_owned())];
    let (subject, why) = if place.open || wishes.closed_words {
        parts.push(Part::Text(said.in_words(&place.title, &place.forum)));
        parts.extend(shown(&told));
        (said.subject(&place.title), said.reason(&place.title, &place.forum))
    } else {
        parts.push(Part::Text(said.in_silence()));
        parts.extend(told.first().map(|post| link(said.link(), post)));
        (said.silent_subject(), said.silent_reason())
    };
    Ok(Words { to: place.email, subject, parts, why, stop, thread: Some(place.thread) })
}

/// The posts one after the other, each with the way to its place.
fn shown(told: &[Told]) -> Vec<Part> {
    let (mut parts, mut length) = (Vec::new(), 0);
    for (at, post) in told.iter().enumerate() {
        if at == SHOWN || length > ENOUGH {
            parts.push(link(format!("And {} more", told.len() - at), post));
            break;
        }
        length += post.html.len();
        parts.push(Part::Quote { by: None, html: post.html.clone() });
        let which = if told.len() == 1 { "it".to_owned() } else { format!("#{}", post.no) };
        parts.push(link(format!("To read {which} in its place, or to answer"), post));
    }
    parts
}

fn link(words: String, post: &Told) -> Part {
    Part::Link { words, path: format!("/posts/{}", post.id) }
}

async fn find(tx: &mut Tx<'_>, posts: &[i64]) -> Result<(Place, Vec<Told>)> {
    let (me, posts) = (tx.me(), serde_json::json!(posts).to_string());
    let rows = sqlx::query!(
        r#"select t.id as thread, t.forum_id, t.audience_id, t.title, t.forum, p.id, p.no, p.html as "html!: String", i.email,
          (select n.mode from seen_subscriptions n where n.viewer = $1 and n.thread_id = t.id) as "own?: String",
          (select o.mode from seen_forum_subscriptions o where o.viewer = $1 and o.forum_id = t.forum_id) as "followed?: String",
          exists (select 1 from seen_own_mentions m where m.viewer = $1 and m.post_id = p.id) as "mentioned!: bool"
        from seen_posts p
        join seen_threads t on t.viewer = $1 and t.id = p.thread_id
        join seen_self i on i.viewer = $1
        where p.viewer = $1 and p.id in (select value from json_each($2)) and not p.withdrawn and not p.own
        order by p.no"#,
        me,
        posts
    )
    .fetch_all(tx.conn())
    .await?;
    let mut place = None;
    let mut told = Vec::with_capacity(rows.len());
    for row in rows {
        told.push(Told { id: row.id, no: row.no, html: row.html, mentioned: row.mentioned });
        place = Some(Place {
            thread: row.thread,
            forum_id: row.forum_id,
            title: row.title,
            forum: row.forum,
            email: row.email,
            own: row.own.map(|own| mode(&own)),
            followed: row.followed.map(|followed| mode(&followed)),
            open: row.audience_id == EVERYONE,
        });
    }
    Ok((place.ok_or(Fault::NotFound)?, told))
}

impl Place {
    /// A muted thread stays muted, also for whoever is mentioned in it.
    fn why(&self, mentioned: bool) -> Option<Why> {
        let follows = if self.own.is_some() { Why::Thread } else { Why::Forum };
        match self.own.or(self.followed) {
            Some(Mode::None) if self.own.is_some() => None,
            Some(Mode::Every | Mode::First) => Some(follows),
            _ if mentioned => Some(Why::Mention),
            // It was queued before its reader chose the digest, which begins with what is written after that.
            Some(Mode::Daily) => Some(follows),
            Some(Mode::None) | None => None,
        }
    }
}

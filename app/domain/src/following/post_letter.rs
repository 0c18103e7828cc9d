//! What a letter about a new reply says: found at the moment of sending, as its recipient.

use crate::db::Tx;
use crate::fault::{Fault, Result};
use crate::letters::Words;
use crate::viewer::EVERYONE;
use crate::writing::plain::plain;

/// The words for this viewer, or NotFound when they do not see the post, it has been withdrawn, or they do not subscribe.
pub(crate) async fn words(tx: &mut Tx<'_>, origin: &str, post: i64) -> Result<Words> {
    let me = tx.me();
    let row = sqlx::query!(
        r#"select t.id as thread, t.audience_id, t.title, p.html as "html!: String", i.email
        from seen_posts p
        join seen_subscriptions n on n.viewer = $1 and n.thread_id = p.thread_id
        join seen_threads t on t.viewer = $1 and t.id = p.thread_id
        join seen_self i on i.viewer = $1
        where p.viewer = $1 and p.id = $2 and not p.withdrawn"#,
        me,
        post
    )
    .fetch_optional(tx.conn())
    .await?
    .ok_or(Fault::NotFound)?;
    let link = format!("{origin}/posts/{post}");
    let (subject, text) = if row.audience_id == EVERYONE {
        open(&row.title, &row.html, &link, &format!("{origin}/threads/{}", row.thread))
    } else {
        closed(&link)
    };
    Ok(Words { to: row.email, subject, text })
}

fn open(title: &str, html: &str, link: &str, thread: &str) -> (String, String) {
    let words = plain(html, usize::MAX);
    let text = format!(
        "Dear member,\n\nthere is a new reply in “{title}”:\n\n{words}\n\nTo read it in its place, or to answer:\n\n{link}\n\nYou get this letter because you subscribe to the discussion. If you would rather not, choose “Stop letters” on its page:\n\n{thread}\n\ndoc2doc\n"
    );
    (format!("Re: {title}"), text)
}

/// Letters lie in mailboxes that others may read, so a closed place is not even named in them.
fn closed(link: &str) -> (String, String) {
    let text = format!(
        "Dear member,\n\nthere is a new reply in a discussion to which you subscribe. It is in a closed forum, so it can be read only on the site:\n\n{link}\n\nIf you would rather not get these letters, choose “Stop letters” on that page.\n\ndoc2doc\n"
    );
    ("New reply in a closed forum".to_owned(), text)
}

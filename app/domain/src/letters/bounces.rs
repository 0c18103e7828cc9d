//! Letters that come back.

use super::paused::{forget_pause, owner, pause};
use super::refusal::{Means, Refusal};
use crate::db::{Db, Tx};
use crate::fault::Result;
use crate::viewer::Viewer;

/// Since when letters to the viewer's address come back, and why.
pub struct Paused {
    pub at: i64,
    /// A sentence for its owner.
    pub why: &'static str,
}

/// A letter of ours that a mail server has sent back, as it says itself.
pub struct Returned {
    pub letter: i64,
    /// To whom it was, if the returned letter says so.
    pub to: Option<String>,
    /// RFC 3463, such as 5.1.1.
    pub status: String,
    /// The answer in which the other mail server gave its reasons, if the report repeats it.
    pub said: String,
}

/// What a returned letter has changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bounced {
    /// Letters to this member rest until they say otherwise.
    Paused,
    /// Written down beside the letter; nothing else follows.
    Noted,
    /// No letter with this number has been sent to this address: nothing.
    Unknown,
}

/// Whether letters to the viewer's address come back; for its owner alone.
pub async fn paused(tx: &mut Tx<'_>) -> Result<Option<Paused>> {
    let me = tx.me();
    let row = sqlx::query!("select at, reason from seen_paused where viewer = $1", me).fetch_optional(tx.conn()).await?;
    Ok(row.map(|row| Paused { at: row.at, why: sentence(&row.reason) }))
}

/// The owner says that the address takes letters again.
pub async fn try_again(tx: &mut Tx<'_>) -> Result<()> {
    let me = tx.me();
    forget_pause(tx, me).await
}

/// Takes note of a returned letter. Only a letter that was sent, and to this address, counts: whoever makes a bounce up would
/// have to know its number.
pub async fn take(db: &Db, returned: &Returned) -> Result<Bounced> {
    db.act(&Viewer::guest(), async |tx: &mut Tx<'_>| {
        let Some(account) = recipient(tx, returned).await? else { return Ok(Bounced::Unknown) };
        let refusal = Refusal::returned(&returned.status, &returned.said);
        let (id, class) = (returned.letter, refusal.class.as_str());
        sqlx::query!("update letters set last_error = $2 where id = $1", id, class).execute(tx.conn()).await?;
        match account {
            Some(account) if refusal.means == Means::Nobody => {
                pause(tx, account, refusal.reason()).await?;
                Ok(Bounced::Paused)
            }
            _ => Ok(Bounced::Noted),
        }
    })
    .await
}

/// Whose address the letter was for, if it is anybody's now; the outer None when there was no such letter to such an address.
async fn recipient(tx: &mut Tx<'_>, returned: &Returned) -> Result<Option<Option<i64>>> {
    let letter = returned.letter;
    let row = sqlx::query!(
        "/* as the site: a letter has come back */ select l.to_address, l.account_id, a.email from letters l
         left join accounts a on a.id = l.account_id where l.id = $1 and l.sent_at is not null",
        letter
    )
    .fetch_optional(tx.conn())
    .await?;
    let Some(row) = row else { return Ok(None) };
    let address = if row.to_address.is_empty() { row.email.unwrap_or_default() } else { row.to_address };
    if returned.to.as_ref().is_some_and(|to| !to.eq_ignore_ascii_case(&address)) {
        return Ok(None);
    }
    match row.account_id {
        Some(account) => Ok(Some(Some(account))),
        None => Ok(Some(owner(tx, &address).await?)),
    }
}

fn sentence(reason: &str) -> &'static str {
    match reason {
        "unknown" => "The mail server there does not know the address.",
        "closed" => "The mailbox is closed.",
        "full" => "The mailbox is full.",
        _ => "The mail server there refuses them.",
    }
}

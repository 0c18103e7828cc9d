//! Quotations in texts that have not been sent yet; they are found by reading, since few are kept.

use crate::db::Tx;
use crate::fault::Result;
use crate::forums::again;
use crate::writing::quoted;

/// Drafts read in one go.
const AT_ONCE: i64 = 100;

/// A post has been withdrawn: its words go from what anybody has not sent yet.
pub(crate) async fn gone(tx: &mut Tx<'_>, post: i64) -> Result<()> {
    let address = format!("](/posts/{post})");
    let mut after = 0;
    loop {
        let drafts = sqlx::query!(
            "/* as the site: a quotation goes with its source */
            select id, body from drafts where id > $1 and instr(body, $2) > 0 order by id limit $3 + 0",
            after,
            address,
            AT_ONCE
        )
        .fetch_all(tx.conn())
        .await?;
        let Some(last) = drafts.last() else { return Ok(()) };
        after = last.id;
        for draft in drafts {
            again::strip_draft(tx, draft.id, &draft.body, &[post]).await?;
        }
    }
}

/// Takes out of what has not been sent yet the words that its writer sees no longer; of one account, or of all.
pub(crate) async fn unseen(tx: &mut Tx<'_>, account: Option<i64>) -> Result<()> {
    let mut after = 0;
    loop {
        let drafts = sqlx::query!(
            "/* as the site: a quotation goes with the sight of its source */
            select id, account_id, body from drafts
            where id > $1 and ($2 is null or account_id = $2) and instr(body, '](/posts/') > 0 order by id limit $3 + 0",
            after,
            account,
            AT_ONCE
        )
        .fetch_all(tx.conn())
        .await?;
        let Some(last) = drafts.last() else { return Ok(()) };
        after = last.id;
        for draft in drafts {
            let mut unseen = Vec::new();
            for source in quoted::sources(&draft.body) {
                if !sees(tx, draft.account_id, source).await? {
                    unseen.push(source);
                }
            }
            again::strip_draft(tx, draft.id, &draft.body, &unseen).await?;
        }
    }
}

/// Whether an account sees a post, or the post has never been; asked as that account.
async fn sees(tx: &mut Tx<'_>, account: i64, post: i64) -> Result<bool> {
    let seen = sqlx::query_scalar!(
        r#"/* as the site: what somebody may keep of others' words */
        select exists (select 1 from seen_posts p where p.viewer = $1 and p.id = $2 and not p.withdrawn)
          or not exists (select 1 from posts where id = $2) as "seen!: bool""#,
        account,
        post
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(seen)
}

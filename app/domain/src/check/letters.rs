use super::found;
use crate::fault::Result;
use sqlx::SqliteConnection;

/// A letter that waits has somebody to go to and something to tell of; one that has been sent has no words any more.
pub(super) async fn examine(conn: &mut SqliteConnection, repair: bool) -> Result<Vec<String>> {
    let wrong = sqlx::query!(
        r#"/* as the site: check */
        select (select count(*) from letters l where l.sent_at is null
            and ((l.account_id is not null and l.account_id not in (select id from accounts))
              or (l.post_id is not null and l.post_id not in (select id from posts))
              or (l.account_id is null and l.to_address = ''))) as "nowhere!: i64",
          (select count(*) from letters l where l.sent_at is not null and l.text <> '') as "wordy!: i64""#
    )
    .fetch_one(&mut *conn)
    .await?;
    if repair && wrong.nowhere > 0 {
        drop_stray(conn).await?;
    }
    if repair && wrong.wordy > 0 {
        sqlx::query!("update letters set text = '', subject = '' where sent_at is not null").execute(&mut *conn).await?;
    }
    let sentences = [
        found(wrong.nowhere, "A letter that waits points to nothing.", "letters that wait point to nothing.", repair),
        found(wrong.wordy, "A sent letter still has its words.", "sent letters still have their words.", repair),
    ];
    Ok(sentences.into_iter().flatten().collect())
}

async fn drop_stray(conn: &mut SqliteConnection) -> Result<()> {
    sqlx::query!(
        "delete from letters where sent_at is null and (
           (account_id is not null and account_id not in (/* as the site: check */ select id from accounts))
           or (post_id is not null and post_id not in (/* as the site: check */ select id from posts))
           or (account_id is null and to_address = ''))"
    )
    .execute(conn)
    .await?;
    Ok(())
}

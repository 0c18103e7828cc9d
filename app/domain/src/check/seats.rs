use super::found;
use crate::fault::Result;
use sqlx::SqliteConnection;

/// Whoever sits in the doctors' audience has an active standing, and the other way round; in doubt the door stays shut.
pub(super) async fn examine(conn: &mut SqliteConnection, repair: bool) -> Result<Vec<String>> {
    let wrong = sqlx::query!(
        r#"/* as the site: check */
        select (select count(*) from seats s where s.audience_id = 3
            and not exists (select 1 from standings d where d.account_id = s.account_id and d.state = 'active')) as "seats!: i64",
          (select count(*) from standings d where d.state = 'active'
            and not exists (select 1 from seats s where s.audience_id = 3 and s.account_id = d.account_id)) as "standings!: i64""#
    )
    .fetch_one(&mut *conn)
    .await?;
    if repair && wrong.seats > 0 {
        sqlx::query!(
            "delete from seats where audience_id = 3 and account_id not in
               (/* as the site: check */ select account_id from standings where state = 'active')"
        )
        .execute(&mut *conn)
        .await?;
    }
    let sentences = [
        found(wrong.seats, "A doctor's seat rests on no standing.", "doctors' seats rest on no standing.", repair),
        found(
            wrong.standings,
            "A doctor in good standing has no seat; a verifier can grant it again.",
            "doctors in good standing have no seat; a verifier can grant them again.",
            false,
        ),
    ];
    Ok(sentences.into_iter().flatten().collect())
}

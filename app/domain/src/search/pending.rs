//! Forums that have moved and whose posts still stand in the index under a former audience.

use crate::db::Tx;
use crate::fault::Result;
use sqlx::SqliteConnection;

/// What the names of such forums begin with among the site's own values; the value is their former audiences.
pub(crate) const MARK: &str = "moved-forum:";

/// Notes the forum's audience of this moment as one under which its posts may stand.
pub(crate) async fn note(tx: &mut Tx<'_>, forum: i64) -> Result<()> {
    let name = format!("{MARK}{forum}");
    sqlx::query!(
        "insert into site (name, value)
         /* as the site: the index follows the forum */ select $1, cast(audience_id as text) from forums where id = $2
         on conflict (name) do update set value = site.value || ' ' || excluded.value",
        name,
        forum
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Former audiences under which posts of this forum may still stand.
pub(crate) async fn audiences(tx: &mut Tx<'_>, forum: i64) -> Result<Vec<i64>> {
    let name = format!("{MARK}{forum}");
    let value =
        sqlx::query_scalar!("/* as the site: the index follows the forum */ select value from site where name = $1", name)
            .fetch_optional(tx.conn())
            .await?;
    Ok(value.iter().flat_map(|list| list.split(' ')).filter_map(|id| id.parse().ok()).collect())
}

/// The forums that wait, with the audiences they had.
pub(crate) async fn all(conn: &mut SqliteConnection) -> Result<Vec<(i64, Vec<i64>)>> {
    let rows = sqlx::query!(
        "/* as the site: the index follows the forum */ select name, value from site where name > 'moved-forum:' and name < 'moved-forum;'"
    )
    .fetch_all(conn)
    .await?;
    let forum = |name: &str| name.strip_prefix(MARK).and_then(|id| id.parse().ok());
    let audiences = |value: &str| value.split(' ').filter_map(|id| id.parse().ok()).collect();
    Ok(rows.into_iter().filter_map(|row| Some((forum(&row.name)?, audiences(&row.value)))).collect())
}

/// All posts of the forum stand under its present audience.
pub(crate) async fn done(tx: &mut Tx<'_>, forum: i64) -> Result<()> {
    let name = format!("{MARK}{forum}");
    sqlx::query!("delete from site where name = $1", name).execute(tx.conn()).await?;
    Ok(())
}

//! Who looks after the site, for all to know.

use crate::db::Tx;
use crate::fault::Result;
use types::desk::StaffRole;

/// Somebody who looks after the site.
pub struct Helper {
    pub name: String,
    pub role: StaffRole,
    /// Whether everyone may open their page.
    pub page: bool,
}

/// Everybody with a role that is public; verifiers work behind the scenes.
pub async fn helpers(tx: &mut Tx<'_>) -> Result<Vec<Helper>> {
    let me = tx.me();
    // The plus: from the index of names SQLite would look whether each of all members is one of them.
    let rows = sqlx::query!(
        r#"select role, screen_name, page as "page!: bool" from seen_helpers where viewer = $1 order by +name_key"#,
        me
    )
    .fetch_all(tx.conn())
    .await?;
    let helper = |role: &str, name, page| StaffRole::read(role).map(|role| Helper { name, role, page });
    Ok(rows.into_iter().filter_map(|row| helper(&row.role, row.screen_name, row.page)).collect())
}

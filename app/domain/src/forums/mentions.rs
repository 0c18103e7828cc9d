//! Whom a post mentions. Links lead to members whose page is open to everyone; who hides it is told all the same, if they sit
//! where they are mentioned, and nothing of that shows.

use crate::db::Tx;
use crate::fault::Result;
use crate::forums::again;
use crate::forums::written::Written;
use crate::writing::mentioned::{self, Names};

/// Posts shown anew in one go when somebody hides or opens their page.
const AT_ONCE: i64 = 100;

/// The members who may be meant and whose page is open to everyone.
pub(crate) async fn open_names(tx: &mut Tx<'_>, mentions: &[Vec<String>]) -> Result<Names> {
    if mentions.is_empty() {
        return Ok(Names::default());
    }
    let (me, keys) = (tx.me(), keys(mentions));
    let rows = sqlx::query_scalar!(
        "select screen_name from seen_names where viewer = $1 and name_key in (select value from json_each($2))",
        me,
        keys
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(Names::of(rows).meant_in(mentions))
}

/// The names that are links in a post.
pub(crate) async fn names_in(tx: &mut Tx<'_>, post: i64) -> Result<Names> {
    let rows = sqlx::query_scalar!(
        "/* as the site: whom a post links to */ select p.screen_name from mentions m join personas p on p.id = m.persona_id
         where m.post_id = $1 and p.visibility = 'everyone'",
        post
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(Names::of(rows))
}

/// Notes whom a post mentions; the personas that it did not mention before.
pub(crate) async fn record(tx: &mut Tx<'_>, post: i64, written: &Written) -> Result<Vec<i64>> {
    if written.mentions.is_empty() {
        return Ok(Vec::new());
    }
    let keys = keys(&written.mentions);
    let rows = sqlx::query!(
        r#"/* as the site: whom a text names; only those with an open page are linked */
        select id, screen_name, visibility = 'everyone' as "open!: bool" from personas
        where account_id is not null and name_key in (select value from json_each($1))"#,
        keys
    )
    .fetch_all(tx.conn())
    .await?;
    let all = Names::of(rows.iter().map(|row| row.screen_name.clone())).meant_in(&written.mentions);
    let open = rows.iter().filter(|row| row.open).map(|row| row.screen_name.clone());
    let open = Names::of(open).meant_in(&written.mentions);
    let mut new = Vec::new();
    for row in rows.iter().filter(|row| all.holds(&row.screen_name) || open.holds(&row.screen_name)) {
        let added =
            sqlx::query!("insert into mentions (post_id, persona_id) values ($1, $2) on conflict do nothing", post, row.id)
                .execute(tx.conn())
                .await?;
        if added.rows_affected() > 0 {
            new.push(row.id);
        }
    }
    if open != written.names {
        again::show(tx, post, &open).await?;
    }
    Ok(new)
}

/// The accounts that a new post mentions and that sit where it is seen, its author never.
pub(crate) async fn told(tx: &mut Tx<'_>, post: i64, written: &Written) -> Result<Vec<i64>> {
    if written.mentions.is_empty() {
        return Ok(Vec::new());
    }
    let accounts = sqlx::query_scalar!(
        r#"/* as the site: what each may read is asked when they are told */
        select a.account_id as "account!: i64" from mentions m
        join posts p on p.id = m.post_id
        join personas a on a.id = m.persona_id and a.id <> p.persona_id
        join seats s on s.account_id = a.account_id and s.audience_id = p.audience_id
        where m.post_id = $1"#,
        post
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(accounts)
}

/// Somebody has hidden or opened their page: posts that mention them are shown without or with a link.
pub(crate) async fn page_changed(tx: &mut Tx<'_>, persona: i64) -> Result<()> {
    let mut after = 0;
    loop {
        let posts = sqlx::query_scalar!(
            "/* as the site: links to a page that is open or hidden now */
            select post_id from mentions where persona_id = $1 and post_id > $2 order by post_id limit $3 + 0",
            persona,
            after,
            AT_ONCE
        )
        .fetch_all(tx.conn())
        .await?;
        let Some(last) = posts.last() else { return Ok(()) };
        after = *last;
        for post in posts {
            again::show_all(tx, post).await?;
        }
    }
}

fn keys(mentions: &[Vec<String>]) -> String {
    let keys = mentioned::folded(mentions);
    // Folded names are plain letters and digits.
    format!("[\"{}\"]", keys.join("\",\""))
}

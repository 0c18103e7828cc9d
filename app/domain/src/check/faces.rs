use super::found;
use crate::fault::Result;
use crate::viewer::{EVERYONE, MEMBERS};
use sqlx::SqliteConnection;

/// Accounts have both faces, their seats, and nothing is left of accounts that have gone.
pub(super) async fn examine(conn: &mut SqliteConnection, repair: bool) -> Result<Vec<String>> {
    let mut findings = Vec::new();
    findings.extend(both_faces(conn).await?);
    findings.extend(seats(conn, repair).await?);
    findings.extend(remains(conn, repair).await?);
    Ok(findings)
}

async fn both_faces(conn: &mut SqliteConnection) -> Result<Option<String>> {
    let faceless = sqlx::query_scalar!(
        r#"/* as the site: check */
        select count(*) from accounts a
        where not exists (select 1 from personas p where p.account_id = a.id)
           or not exists (select 1 from register_entries r where r.account_id = a.id)"#
    )
    .fetch_one(conn)
    .await?;
    Ok(found(
        faceless,
        "An account lacks its persona or its register entry.",
        "accounts lack their persona or their register entry.",
        false,
    ))
}

/// Every account sits among everyone and among the members; the guest sits in the open and nowhere else.
async fn seats(conn: &mut SqliteConnection, repair: bool) -> Result<Vec<String>> {
    let wrong = sqlx::query!(
        r#"/* as the site: check */
        select (select count(*) from accounts a where (select count(*) from seats s
            where s.account_id = a.id and s.audience_id in ($1, $2) and s.role <> 'reader') < 2) as "standing!: i64",
          (select count(*) from seats where account_id = 0 and (audience_id <> $1 or role <> 'reader')) as "intruding!: i64",
          not exists (select 1 from seats where account_id = 0 and audience_id = $1) as "shut!: bool""#,
        EVERYONE,
        MEMBERS
    )
    .fetch_one(&mut *conn)
    .await?;
    if repair && (wrong.standing + wrong.intruding > 0 || wrong.shut) {
        give_seats(conn).await?;
    }
    let sentences = [
        found(wrong.standing, "A confirmed account lacks a member's seat.", "confirmed accounts lack a member's seat.", repair),
        found(wrong.intruding, "Guests have a seat that is not theirs.", "seats have been given to guests.", repair),
        found(i64::from(wrong.shut), "Guests have no seat and see nothing.", "", repair),
    ];
    Ok(sentences.into_iter().flatten().collect())
}

async fn give_seats(conn: &mut SqliteConnection) -> Result<()> {
    sqlx::query!("delete from seats where account_id = 0").execute(&mut *conn).await?;
    sqlx::query!("insert into seats (account_id, audience_id, role) values (0, $1, 'reader')", EVERYONE)
        .execute(&mut *conn)
        .await?;
    for audience in [EVERYONE, MEMBERS] {
        sqlx::query!(
            "insert into seats (account_id, audience_id, role) /* as the site: check */ select id, $1, 'member' from accounts where true
             on conflict (account_id, audience_id) do update set role = 'member' where role = 'reader'",
            audience
        )
        .execute(&mut *conn)
        .await?;
    }
    Ok(())
}

/// Sessions, seats, links and marks of accounts that are not there.
async fn remains(conn: &mut SqliteConnection, repair: bool) -> Result<Vec<String>> {
    let left = sqlx::query!(
        r#"/* as the site: check */
        select (select count(*) from sessions where account_id not in (select id from accounts)) as "sessions!: i64",
          (select count(*) from seats where account_id <> 0 and account_id not in (select id from accounts)) as "seats!: i64",
          (select count(*) from staff where account_id not in (select id from accounts)) as "staff!: i64""#
    )
    .fetch_one(&mut *conn)
    .await?;
    if repair && left.sessions + left.seats + left.staff > 0 {
        sqlx::query!("delete from sessions where account_id not in (/* as the site: check */ select id from accounts)")
            .execute(&mut *conn)
            .await?;
        sqlx::query!("delete from staff where account_id not in (/* as the site: check */ select id from accounts)")
            .execute(&mut *conn)
            .await?;
        sqlx::query!(
            "delete from seats where account_id <> 0 and account_id not in (/* as the site: check */ select id from accounts)"
        )
        .execute(conn)
        .await?;
    }
    let sentences = [
        found(left.sessions, "A session belongs to no account.", "sessions belong to no account.", repair),
        found(left.seats, "A seat belongs to no account.", "seats belong to no account.", repair),
        found(left.staff, "A staff role belongs to no account.", "staff roles belong to no account.", repair),
    ];
    Ok(sentences.into_iter().flatten().collect())
}

use crate::db::Tx;
use crate::fault::Result;
use crate::members::names::name_key;
use crate::viewer::{EVERYONE, MEMBERS};

/// What an account begins with, both faces together.
pub(crate) struct NewAccount<'a> {
    pub(crate) email: &'a str,
    pub(crate) password_hash: Option<&'a str>,
    pub(crate) terms_version: &'a str,
    pub(crate) agreed_at: i64,
    pub(crate) screen_name: &'a str,
    pub(crate) real_name: &'a str,
    pub(crate) country: &'a str,
    pub(crate) profession: &'a str,
    pub(crate) specialty: &'a str,
    pub(crate) grade: &'a str,
}

/// The numbers of a new account and its persona.
pub(crate) struct Opened {
    pub(crate) account: i64,
    pub(crate) persona: i64,
}

/// Opens an account with its persona, register entry and seats; None when the address has one already.
pub(crate) async fn open(tx: &mut Tx<'_>, new: &NewAccount<'_>) -> Result<Option<Opened>> {
    let (account, now) = (tx.clock.id()?, tx.now());
    let opened = sqlx::query!(
        "insert into accounts (id, email, password_hash, terms_version, terms_agreed_at, created_at) values ($1, $2, $3, $4, $5, $6)
         on conflict do nothing",
        account, new.email, new.password_hash, new.terms_version, new.agreed_at, now
    )
    .execute(tx.conn())
    .await?;
    if opened.rows_affected() == 0 {
        return Ok(None);
    }
    sqlx::query!(
        "insert into register_entries (account_id, real_name, country, profession, specialty, grade) values ($1, $2, $3, $4, $5, $6)",
        account, new.real_name, new.country, new.profession, new.specialty, new.grade
    )
    .execute(tx.conn())
    .await?;
    let persona = settle(tx, account, new.screen_name, &name_key(new.screen_name)).await?;
    Ok(Some(Opened { account, persona }))
}

/// A new account's persona, seats and marks: everything written before is read.
async fn settle(tx: &mut Tx<'_>, account: i64, screen_name: &str, name_key: &str) -> Result<i64> {
    let (persona, now) = (tx.clock.id()?, tx.now());
    sqlx::query!(
        "insert into personas (id, account_id, screen_name, name_key, created_at) values ($1, $2, $3, $4, $5)",
        persona,
        account,
        screen_name,
        name_key,
        now
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!(
        "insert into seats (account_id, audience_id, role) values ($1, $2, 'member'), ($1, $3, 'member')",
        account,
        EVERYONE,
        MEMBERS
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!(
        "insert into account_marks (account_id, read_seq) values ($1, coalesce((/* as the site: the order of writing */ select max(last_seq) from forums), 0))",
        account
    )
    .execute(tx.conn())
    .await?;
    tx.touch(EVERYONE);
    Ok(persona)
}

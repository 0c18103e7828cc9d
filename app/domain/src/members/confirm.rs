use crate::db::{Db, Tx};
use crate::fault::{Fault, Result};
use crate::letters;
use crate::members::open::{self, NewAccount};
use crate::secrets::token_hash;
use crate::verification::claim::{address_confirmed, claim_for};
use crate::verification::settle::unseal_number;
use crate::viewer::Viewer;

/// What a link of a letter leads to.
pub enum Link {
    /// A registration that waits for its confirmation.
    Registration,
    /// A new address for an account.
    NewAddress,
}

/// What the link would confirm, without doing it: mail scanners open links too, so only a button confirms.
pub async fn find(tx: &mut Tx<'_>, token: &str) -> Result<Link> {
    let (hash, now) = (token_hash(token), tx.now());
    let found = sqlx::query!(
        r#"/* as the site: the link is the permission */
        select exists (select 1 from registrations where token_hash = $1 and expires_at >= $2) as "registration!: bool",
          exists (select 1 from tokens where hash = $1 and purpose = 'email' and expires_at >= $2) as "address!: bool""#,
        hash,
        now
    )
    .fetch_one(tx.conn())
    .await?;
    match (found.registration, found.address) {
        (true, _) => Ok(Link::Registration),
        (_, true) => Ok(Link::NewAddress),
        _ => Err(Fault::NotFound),
    }
}

/// Opens the account behind the link, or changes the address of one.
pub async fn confirm(db: &Db, token: &str) -> Result<()> {
    db.act(&Viewer::guest(), async |tx: &mut Tx<'_>| match find(tx, token).await? {
        Link::Registration => open_account(tx, token).await,
        Link::NewAddress => change_address(tx, token).await,
    })
    .await
}

async fn open_account(tx: &mut Tx<'_>, token: &str) -> Result<()> {
    let hash = token_hash(token);
    let new = sqlx::query!("delete from registrations where token_hash = $1 returning *", hash)
        .fetch_optional(tx.conn())
        .await?
        .ok_or(Fault::NotFound)?;
    // Another link for the same address may have been opened first.
    sqlx::query!("delete from registrations where lower(email) = lower($1)", new.email).execute(tx.conn()).await?;
    let opened = open::open(
        tx,
        &NewAccount {
            email: &new.email,
            password_hash: Some(&new.password_hash),
            terms_version: &new.terms_version,
            agreed_at: new.created_at,
            screen_name: &new.screen_name,
            real_name: &new.real_name,
            country: &new.country,
            profession: &new.profession,
            specialty: &new.specialty,
            grade: &new.grade,
        },
    )
    .await?
    .ok_or(Fault::NotFound)?;
    if let Some(number) = unseal_number(tx, &new.gmc_number)? {
        claim_for(tx, opened.account, &number).await?;
    }
    Ok(())
}

async fn change_address(tx: &mut Tx<'_>, token: &str) -> Result<()> {
    let hash = token_hash(token);
    let asked = sqlx::query!(
        r#"delete from tokens where hash = $1 and purpose = 'email' returning account_id as "account_id!", generation as "generation!", new_email"#,
        hash
    )
    .fetch_optional(tx.conn())
    .await?
    .ok_or(Fault::NotFound)?;
    let new_email = asked.new_email.ok_or(Fault::NotFound)?;
    let old = sqlx::query!(
        r#"/* as the site: the link is the permission */
        select email from accounts where id = $1 and generation = $2
          and not exists (select 1 from accounts where lower(email) = lower($3))"#,
        asked.account_id,
        asked.generation,
        new_email
    )
    .fetch_optional(tx.conn())
    .await?
    .ok_or(Fault::NotFound)?;
    sqlx::query!("update accounts set email = $2, generation = generation + 1 where id = $1", asked.account_id, new_email)
        .execute(tx.conn())
        .await?;
    sqlx::query!("delete from tokens where account_id = $1", asked.account_id).execute(tx.conn()).await?;
    letters::forget_pause(tx, asked.account_id).await?;
    let text = "Dear member,\n\nthe e-mail address of your doc2doc account has been changed. Letters no longer come to this address.\n\nIf it was not you, please write to community@doc2doc.example at once.\n\ndoc2doc\n";
    letters::queue(tx, "address-changed", &old.email, "Your address has been changed", text).await?;
    address_confirmed(tx, asked.account_id, &new_email).await
}

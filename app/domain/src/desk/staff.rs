//! Who is trusted with what: appointing and dismissing staff, each time with a reason, on record, and with a letter.

use crate::db::Tx;
use crate::desk::audit::{self, Deed};
use crate::desk::members;
use crate::desk::rules::{MayAppoint, may_appoint, may_see_staff};
use crate::fault::{Fault, Result};
use crate::letters::to_member;
use crate::viewer::EVERYONE;
use types::desk::StaffRole;
use types::text::Reason;

/// Somebody with a role, by screen name.
pub struct Holder {
    pub name: String,
    pub role: StaffRole,
    pub since: i64,
    /// Whether they have a second factor, without which a guarded role stays shut.
    pub strong: bool,
    /// Nobody changes their own roles.
    pub own: bool,
}

/// Everybody with a role, the administrators first.
pub async fn holders(tx: &mut Tx<'_>) -> Result<Vec<Holder>> {
    may_see_staff(&tx.viewer)?;
    let me = tx.me();
    let rows = sqlx::query!(
        r#"select screen_name, role, granted_at, strong as "strong!: bool", member = $1 as "own!: bool"
        from seen_staff where viewer = $1 order by name_key"#,
        me
    )
    .fetch_all(tx.conn())
    .await?;
    let holder =
        |role: &str, name, since, strong, own| StaffRole::read(role).map(|role| Holder { name, role, since, strong, own });
    let mut found: Vec<_> =
        rows.into_iter().filter_map(|row| holder(&row.role, row.screen_name, row.granted_at, row.strong, row.own)).collect();
    found.sort_by_key(|holder| StaffRole::ALL.iter().position(|role| *role == holder.role));
    Ok(found)
}

/// Gives a member a role; open to them from the next request on that comes with a second factor.
pub async fn appoint(tx: &mut Tx<'_>, screen_name: &str, role: StaffRole, reason: &Reason) -> Result<()> {
    let permit = may_appoint(&tx.viewer)?;
    let member = members::find(tx, screen_name).await?.ok_or_else(members::nobody)?.account;
    let held = roles_of(tx, member).await?;
    if held.contains(&role) {
        return Err(Fault::wrong("role", "They have this role already."));
    }
    if role.excludes().is_some_and(|other| held.contains(&other)) {
        return Err(Fault::wrong(
            "role",
            "Verifiers know real names and moderators judge screen names, so nobody is both. Please take the other role back first.",
        ));
    }
    give(tx, permit, member, role).await?;
    if role == StaffRole::Verifier {
        stop_moderating(tx, member).await?;
    }
    settle(tx, "appoint", member, role, reason).await?;
    let subject = format!("Your role on doc2doc: {}", role.words().to_lowercase());
    to_member(tx, member, "appointed", &subject, &welcome(role)).await
}

/// Takes a role back; it is shut from the holder's next request on. At least one administrator is always left: the one who asks.
pub async fn dismiss(tx: &mut Tx<'_>, screen_name: &str, role: StaffRole, reason: &Reason) -> Result<()> {
    let permit = may_appoint(&tx.viewer)?;
    let member = members::find(tx, screen_name).await?.ok_or_else(members::nobody)?.account;
    if !take(tx, permit, member, role).await? {
        // It has been taken meanwhile, which is what was wished for.
        return Ok(());
    }
    if role == StaffRole::Moderator {
        stop_moderating(tx, member).await?;
    }
    settle(tx, "dismiss", member, role, reason).await?;
    let subject = format!("Your role on doc2doc: {}", role.words().to_lowercase());
    to_member(tx, member, "dismissed", &subject, &farewell(role)).await
}

async fn roles_of(tx: &mut Tx<'_>, member: i64) -> Result<Vec<StaffRole>> {
    let me = tx.me();
    let words = sqlx::query_scalar!("select role from seen_staff where viewer = $1 and member = $2", me, member)
        .fetch_all(tx.conn())
        .await?;
    Ok(words.iter().filter_map(|word| StaffRole::read(word)).collect())
}

async fn give(tx: &mut Tx<'_>, _permit: MayAppoint, member: i64, role: StaffRole) -> Result<()> {
    let (key, now) = (role.key(), tx.now());
    sqlx::query!("insert into staff (account_id, role, granted_at) values ($1, $2, $3)", member, key, now)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Whether there was something to take.
async fn take(tx: &mut Tx<'_>, _permit: MayAppoint, member: i64, role: StaffRole) -> Result<bool> {
    let key = role.key();
    let taken = sqlx::query!("delete from staff where account_id = $1 and role = $2", member, key).execute(tx.conn()).await?;
    Ok(taken.rows_affected() > 0)
}

/// Nothing is left of what an operator's appointment gave forum by forum.
async fn stop_moderating(tx: &mut Tx<'_>, member: i64) -> Result<()> {
    sqlx::query!("delete from forum_moderators where account_id = $1", member).execute(tx.conn()).await?;
    Ok(())
}

/// Puts the change on record, and renews the page on which everybody reads who looks after the site.
async fn settle(tx: &mut Tx<'_>, act: &str, member: i64, role: StaffRole, reason: &Reason) -> Result<()> {
    tx.touch(EVERYONE);
    let words = format!("{}: {}", role.words(), reason.as_str());
    audit::record(tx, Deed { act, account: Some(member), words: &words, ..Deed::default() }).await
}

fn welcome(role: StaffRole) -> String {
    let needs = if role.guarded() {
        "It opens once you sign in with a second factor: open \"My doc2doc\", then \"Security\", and set up a passkey or an authenticator app there."
    } else {
        "It is open to you from now on."
    };
    let listed = match role {
        StaffRole::Verifier => "Verifiers work behind the scenes: nobody outside the team learns of this.",
        _ => "Your screen name is listed with this role on the page about doc2doc.",
    };
    format!(
        "Dear member,\n\nyou have been given a role on doc2doc.\n\n{}: {}\n\n{needs}\n\n{listed}\n\nWould you rather not take it on? Please write to community@doc2doc.example.\n\nThank you,\ndoc2doc\n",
        role.words(),
        role.meaning()
    )
}

fn farewell(role: StaffRole) -> String {
    format!(
        "Dear member,\n\nyour role on doc2doc as {} has ended. Your account and everything you wrote stay as they are.\n\nIf this comes as a surprise, please write to community@doc2doc.example.\n\nThank you for what you have done,\ndoc2doc\n",
        role.words().to_lowercase()
    )
}

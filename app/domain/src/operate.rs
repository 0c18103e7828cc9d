//! What operators do by command: no viewer asks for it, the one who has the machine does.

use crate::clock::DAY;
use crate::db::{Db, Tx};
use crate::desk::audit::{self, Deed};
use crate::fault::{Fault, Result};
use crate::members::names::name_key;
use crate::members::open::{NewAccount, open};
use crate::members::recover::offer;
use crate::members::register::{TERMS_VERSION, name_taken};
use crate::secrets::Token;
use crate::viewer::Viewer;
use types::text::{Email, ScreenName};

/// How long the link to a new administrator's first password is good.
const SETUP_LASTS: i64 = DAY;

/// Opens an administrator's account without a password, and gives the one-time link under which its owner chooses one.
pub async fn admin_create(db: &Db, origin: &str, email: &Email, screen_name: &ScreenName) -> Result<String> {
    db.act(&Viewer::guest(), async |tx: &mut Tx<'_>| {
        let (email, name) = (email.as_str(), screen_name.as_str());
        if name_taken(tx, &name_key(name)).await? {
            return Err(Fault::Told(format!(
                "The screen name {name} is taken, or too much like one that is. Please choose another."
            )));
        }
        let new = NewAccount {
            email,
            password_hash: None,
            terms_version: TERMS_VERSION,
            agreed_at: tx.now(),
            screen_name: name,
            real_name: "",
            country: "",
            profession: "",
            specialty: "",
            grade: "",
        };
        let Some(opened) = open(tx, &new).await? else {
            return Err(Fault::Told(format!(
                "There is an account with this address already. Its owner chooses a new password at {origin}/forgot."
            )));
        };
        appoint(tx, opened.account, "admin").await?;
        let deed = Deed { act: "appoint", account: Some(opened.account), words: "Administrator: by command", ..Deed::default() };
        audit::record(tx, deed).await?;
        let (token, expires) = (Token::new()?, tx.now() + SETUP_LASTS);
        offer(tx, &token, "setup", opened.account, 0, expires).await?;
        Ok(format!("{origin}/reset/{}", token.as_str()))
    })
    .await
}

/// Gives an account a staff role, by the word of the table.
pub(crate) async fn appoint(tx: &mut Tx<'_>, account: i64, role: &str) -> Result<()> {
    let now = tx.now();
    sqlx::query!(
        "insert into staff (account_id, role, granted_at) values ($1, $2, $3) on conflict do nothing",
        account,
        role,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Makes an account moderator of every forum of the site; it still sees only those that it has a seat in.
pub(crate) async fn moderate_all(tx: &mut Tx<'_>, account: i64) -> Result<()> {
    sqlx::query!(
        "insert into forum_moderators (forum_id, account_id)
         /* as the site: the operator appoints */ select f.id, $1 from forums f
         join audiences a on a.id = f.audience_id and a.kind <> 'community' where true on conflict do nothing",
        account
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

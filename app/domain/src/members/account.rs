//! What members see and change of their own account.

use crate::clock::DAY;
use crate::db::{Db, Tx};
use crate::fault::{Fault, Result};
use crate::forums::mentions;
use crate::letters;
use crate::lists;
use crate::members::recover::replace;
use crate::members::register::strong_enough;
use crate::members::sessions::{self, Renewed};
use crate::secrets::{Key, Token};
use crate::viewer::{EVERYONE, Viewer};
use crate::writing::render::render;
use types::members::Visibility;
use types::text::{About, Email, NewPassword};

/// The member's own account: the only place where the two faces meet.
pub struct Own {
    pub email: String,
    pub screen_name: String,
    pub about: String,
    pub visibility: Visibility,
    pub real_name: String,
    pub country: String,
    pub profession: String,
    pub specialty: String,
    pub grade: String,
    pub joined: i64,
    password_hash: Option<String>,
    generation: i64,
}

/// Reads the member's own account.
pub async fn read(tx: &mut Tx<'_>) -> Result<Own> {
    tx.viewer.persona()?;
    let me = tx.me();
    let row =
        sqlx::query!("select * from seen_self where viewer = $1", me).fetch_optional(tx.conn()).await?.ok_or(Fault::NotFound)?;
    let country =
        lists::countries().iter().find(|(code, _)| *code == row.country).map_or(row.country, |(_, name)| (*name).to_owned());
    Ok(Own {
        email: row.email,
        screen_name: row.screen_name,
        about: row.about,
        visibility: Visibility::read(&row.visibility).unwrap_or(Visibility::Nobody),
        real_name: row.real_name,
        country,
        profession: row.profession,
        specialty: row.specialty,
        grade: row.grade,
        joined: row.created_at,
        password_hash: row.password_hash,
        generation: row.generation,
    })
}

/// Changes what the persona tells about itself.
pub async fn describe(tx: &mut Tx<'_>, about: &About) -> Result<()> {
    let persona = tx.viewer.persona()?.id;
    let (text, html) = (about.as_str(), render(about.as_str()));
    sqlx::query!("update personas set about = $2, about_html = $3 where id = $1", persona, text, html).execute(tx.conn()).await?;
    tx.touch(EVERYONE);
    Ok(())
}

/// Changes who sees the persona's page; true from the next request on.
pub async fn show_to(tx: &mut Tx<'_>, visibility: Visibility) -> Result<()> {
    let (persona, key) = (tx.viewer.persona()?.id, visibility.key());
    sqlx::query!("update personas set visibility = $2 where id = $1", persona, key).execute(tx.conn()).await?;
    mentions::page_changed(tx, persona).await?;
    tx.touch(EVERYONE);
    Ok(())
}

/// Changes the password after proof of the old one; this session goes on under a new token, the others end.
pub async fn change_password(
    db: &Db,
    key: &Key,
    viewer: &Viewer,
    cookie: &str,
    current: &str,
    new: &NewPassword,
) -> Result<Renewed> {
    let own = prove(db, key, viewer, current).await?;
    strong_enough(new.as_str(), &[&own.email, &own.screen_name, &own.real_name])
        .map_err(|sentence| Fault::wrong("new_password", sentence))?;
    let hash = key.hash(new.as_str()).await?;
    db.act(viewer, async |tx: &mut Tx<'_>| {
        let (me, renewed) = (tx.me(), sessions::renew(tx, cookie, None).await?);
        replace(tx, me, &hash, &own.email, Some(&renewed.token.hash())).await?;
        Ok(renewed)
    })
    .await
}

/// Offers to change the address: a link goes to the new one. The answer is the same when the address is taken.
pub async fn change_email(db: &Db, key: &Key, viewer: &Viewer, origin: &str, current: &str, new: &Email) -> Result<()> {
    let own = prove(db, key, viewer, current).await?;
    db.act(viewer, async |tx: &mut Tx<'_>| {
        let (token, me, address) = (Token::new()?, tx.me(), new.as_str());
        let (hash, expires) = (token.hash(), tx.now() + DAY);
        sqlx::query!("delete from tokens where account_id = $1 and purpose = 'email'", me).execute(tx.conn()).await?;
        sqlx::query!(
            "insert into tokens (hash, purpose, account_id, generation, new_email, expires_at) values ($1, 'email', $2, $3, $4, $5)",
            hash, me, own.generation, address, expires
        )
        .execute(tx.conn())
        .await?;
        let text = format!(
            "Dear member,\n\nplease open this link within 24 hours to make this the address of your doc2doc account:\n\n{origin}/verify/{}\n\nIf you did not ask for this, you need not do anything.\n\ndoc2doc\n",
            token.as_str()
        );
        letters::queue(tx, "new-address", address, "Please confirm your new address", &text).await
    })
    .await
}

/// Fresh authentication: the account, if this is its password.
pub(crate) async fn prove(db: &Db, key: &Key, viewer: &Viewer, current: &str) -> Result<Own> {
    let own = db.look(viewer, async |tx: &mut Tx<'_>| read(tx).await).await?;
    if key.matches(current, own.password_hash.clone()).await? {
        Ok(own)
    } else {
        Err(Fault::wrong("current_password", "This is not your present password."))
    }
}

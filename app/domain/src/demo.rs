//! The demo community: people who never lived, discussing cases that never happened.

mod asked;
mod crowd;
mod ground;
mod members;
mod places;
mod plan;
mod rows;
mod script;
mod told;
mod words;

use crate::db::{Db, Tx};
use crate::fault::Result;
use crate::search::tidy;
use crate::secrets::Key;
use crate::viewer::Viewer;

/// The password of everyone in the demo.
const PASSWORD: &str = "three calm otters";

/// Loads the demo community once and gives its logins: who it is, the address, the password. A second call adds nothing.
pub async fn load(db: &Db, key: &Key) -> Result<Vec<(String, String, String)>> {
    let script = script::read()?;
    let hash = key.hash(PASSWORD).await?;
    db.act(
        &Viewer::guest(),
        async |tx: &mut Tx<'_>| {
            if loaded(tx).await? { Ok(()) } else { told::tell(tx, &script, &hash).await }
        },
    )
    .await?;
    let logins = script.people.iter().map(|person| (person.words(), person.email.clone(), PASSWORD.to_owned()));
    Ok(logins.collect())
}

/// Adds a crowd of made-up members and posts to whatever there is, for measuring; the first of them signs in as
/// `bench1@demo.doc2doc.example`. Progress tells posts written, of how many.
pub async fn fill(db: &Db, key: &Key, members: u64, posts: u64, progress: impl FnMut(u64, u64)) -> Result<()> {
    let hash = key.hash(PASSWORD).await?;
    crowd::grow(db, &hash, members, posts, progress).await?;
    tidy::tidy(db).await
}

async fn loaded(tx: &mut Tx<'_>) -> Result<bool> {
    let note = sqlx::query_scalar!("select value from site where name = 'demo'").fetch_optional(tx.conn()).await?;
    Ok(note.is_some())
}

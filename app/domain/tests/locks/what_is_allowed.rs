// The same ways as in the programs beside this one, as far as they are open.

use domain::db::{Db, Tx};
use domain::forums::reply::reply;
use domain::forums::threads;
use domain::members::sessions;
use domain::viewer::Viewer;

pub async fn as_a_guest(db: &Db, id: types::ids::ThreadId) -> bool {
    db.look(&Viewer::guest(), async |tx: &mut Tx<'_>| threads::page(tx, id, 1).await).await.is_ok()
}

pub async fn as_a_member(
    db: &Db,
    id: types::ids::ThreadId,
    words: &domain::forums::written::Written,
    key: &domain::forums::keys::PostingKey,
) -> bool {
    match sessions::resume(db, "a cookie").await {
        Ok(Some(viewer)) => db.act(&viewer, async |tx: &mut Tx<'_>| reply(tx, id, words, key).await).await.is_ok(),
        _ => false,
    }
}

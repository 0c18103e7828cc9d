//! The same ways as in the programs beside this one, as far as they are open.

use domain::db::{Db, Tx};
use domain::forums::reply::reply;
use domain::forums::threads;
use domain::members::sessions;
use domain::viewer::Viewer;

async fn as_a_guest(db: &Db, id: types::ids::ThreadId) {
    let _ = db.look(&Viewer::guest(), async |tx: &mut Tx<'_>| threads::page(tx, id, 1).await).await;
}

async fn as_a_member(db: &Db, id: types::ids::ThreadId, words: &domain::forums::written::Written, key: &domain::forums::keys::PostingKey) {
    if let Ok(Some(viewer)) = sessions::resume(db, "a cookie").await {
        let _ = db.act(&viewer, async |tx: &mut Tx<'_>| reply(tx, id, words, key).await).await;
    }
}

fn main() {
    let _ = (as_a_guest, as_a_member);
}

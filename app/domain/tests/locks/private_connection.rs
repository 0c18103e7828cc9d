use domain::db::{Db, Tx};
use domain::viewer::Viewer;

async fn reach(db: &Db) {
    let _ = &db.0.readers;
    let _ = db
        .look(&Viewer::guest(), async |tx: &mut Tx<'_>| {
            let _ = tx.conn();
            let _ = &tx.conn;
            tx.viewer = Viewer::guest();
            Ok(())
        })
        .await;
}

fn main() {
    let _ = reach;
}

use crate::fault::Fault;
use crate::feeds::atom::{Keeping, answer};
use crate::request::{Answer, Ask};
use axum::extract::Path;
use domain::db::Tx;
use domain::feeds::{entries, keys, mine};
use domain::viewer::Viewer;
use http::HeaderMap;

/// `/feeds/forums/{forum}.atom`: the newest posts of an open forum. Read as a guest whoever asks: what is closed is not here.
pub async fn forum_feed(ask: Ask, Path(file): Path<String>, headers: HeaderMap) -> Answer {
    let slug = named(&file)?;
    let feed = ask.site.0.db.look(&Viewer::guest(), async |tx: &mut Tx<'_>| entries::of_forum(tx, slug).await).await?;
    answer(&feed, &ask.site.0.origin, &ask.path, &headers, Keeping::Everyone)
}

/// `/feeds/threads/{id}.atom`: the newest posts of an open thread, read as a guest.
pub async fn thread_feed(ask: Ask, Path(file): Path<String>, headers: HeaderMap) -> Answer {
    let id = named(&file)?.parse().map_err(|_| Fault::NotFound)?;
    let feed = ask.site.0.db.look(&Viewer::guest(), async |tx: &mut Tx<'_>| entries::of_thread(tx, id).await).await?;
    answer(&feed, &ask.site.0.origin, &ask.path, &headers, Keeping::Everyone)
}

/// `/feeds/my/{key}.atom`: what a member follows, for whoever holds the key; it opens nothing else.
pub async fn my_feed(ask: Ask, Path(file): Path<String>, headers: HeaderMap) -> Answer {
    let db = &ask.site.0.db;
    let reader = keys::reader(db, named(&file)?).await?;
    let feed = db.look(&reader, async |tx: &mut Tx<'_>| mine::mine(tx).await).await?;
    // The key itself does not belong into what programs keep and show.
    answer(&feed, &ask.site.0.origin, "/feeds/my", &headers, Keeping::Nobody)
}

fn named(file: &str) -> Result<&str, Fault> {
    file.strip_suffix(".atom").ok_or(Fault::NotFound)
}

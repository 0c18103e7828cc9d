//! Pictures: what is taken, what is left of them, and who sees them.

mod marked;
mod memory;
mod sight;
mod taking;

use domain::cast::World;
use domain::db::Tx;
use domain::fault::Result;
use domain::media::{keep, make, open};
use domain::viewer::Viewer;
use types::ids::MediaId;
use types::media::Picture;

/// Somebody of the cast takes a picture in.
async fn kept(world: &World, who: &Viewer) -> Result<Picture> {
    let made = make::picture(marked::plain(image::ImageFormat::Png, 40, 30)).await?;
    world.db.act(who, async |tx: &mut Tx<'_>| keep::add(tx, &made, "A mole").await).await
}

/// Whether somebody sees a picture.
async fn sees(world: &World, who: &Viewer, id: MediaId) -> bool {
    let file = world.db.look(who, async |tx: &mut Tx<'_>| {
        let seen = open::find(tx, id).await?;
        open::file(tx, &seen, false).await
    });
    file.await.is_ok_and(|file| !file.is_empty())
}

/// Who sees a picture, by their first names.
async fn audience(world: &World, id: MediaId) -> Vec<&'static str> {
    let mut names = Vec::new();
    for (name, who) in world.everyone() {
        if sees(world, who, id).await {
            names.push(name.split(',').next().unwrap_or_default());
        }
    }
    names
}

//! Who may keep pictures here. Pure functions; the permit they give is the only way to write.

use crate::clock::DAY;
use crate::fault::{Fault, Result};
use crate::viewer::Viewer;

/// Pictures of one member in a day, and the bytes of all that are kept.
pub(super) const MOST_A_DAY: i64 = 50;
pub(super) const MOST_KEPT: i64 = 500 * 1024 * 1024;
/// For how long pictures are counted.
pub(super) const COUNTED: i64 = DAY;

/// What a member keeps already.
pub(super) struct Room {
    pub(super) lately: i64,
    pub(super) bytes: i64,
}

/// Permit to keep one more picture.
pub(super) struct MayKeep(());

/// Members keep pictures until they have many.
pub(super) fn may_keep(viewer: &Viewer, room: &Room) -> Result<MayKeep> {
    viewer.persona()?;
    match room {
        Room { lately: MOST_A_DAY.., .. } => {
            Err(Fault::wrong("picture", "Fifty pictures are enough for one day. Please send the others tomorrow."))
        }
        Room { bytes: MOST_KEPT.., .. } => Err(Fault::wrong(
            "picture",
            "You keep 500 MB of pictures here, which is all the room there is. Please delete some under “My pictures” first.",
        )),
        Room { .. } => Ok(MayKeep(())),
    }
}

use crate::fault::Result;
use crate::viewer::Viewer;
use types::fault::Refusal;

/// Permit to change one's own factors.
pub struct MayChange(());

/// Members change their own, when they have lately proved that it is them.
pub fn may_change(viewer: &Viewer) -> Result<MayChange> {
    viewer.persona()?;
    if viewer.fresh { Ok(MayChange(())) } else { Err(Refusal::SignInAgain.into()) }
}

//! Who may do what at the staff's desk. A role opens nothing until its holder has signed in with a second factor, and
//! what touches roles, evidence and identities needs a fresh sign-in.

use crate::fault::{Fault, Result};
use crate::viewer::{StaffRoles, Viewer};
use types::fault::Refusal;

/// Permit to give and take staff roles.
pub struct MayAppoint(());
/// Permit to grant and take doctors' seats by hand.
pub struct MaySeat(());
/// Permit to read cases and decide them.
pub struct MayVerify(());
/// Permit to open somebody's evidence.
pub struct MaySeeEvidence(());
/// Permit to change how the site lets doctors in.
pub struct MaySetDoors(());
/// Permit to learn which account stands behind a persona.
pub struct MayLookUp(());
/// Permit to read the audit log.
pub struct MayAudit(());
/// Permit to decide requests for community forums.
pub struct MayDecide(());
/// Permit to look after letters that cannot be sent.
pub struct MayTendLetters(());
/// Permit to change the names and descriptions of the site's own forums.
pub struct MayEditForums(());
/// Permit to keep the list of words that mean the same.
pub struct MayKeepWords(());
/// Permit to move a forum of the site's own to another audience.
pub struct MayMoveForums(());
/// Permit to make the polls of the site.
pub struct MayPoll(());

impl MayPoll {
    /// The operator's permit: whoever has the machine may do it.
    pub(crate) fn of_operator() -> Self {
        Self(())
    }
}

impl MayDecide {
    /// The operator's permit: whoever has the machine may do it.
    pub(crate) fn of_operator() -> Self {
        Self(())
    }
}

impl MaySeat {
    /// What number, name and address together permit (verification/rules.rs), what a new list denies, and what an unanswered check does.
    pub(crate) fn of_register() -> Self {
        Self(())
    }

    /// Who decides a case gives and takes the seat that it is about.
    pub(crate) fn of_verifier(_permit: MayVerify) -> Self {
        Self(())
    }

    /// The operator's permit: whoever has the machine may do it.
    pub(crate) fn of_operator() -> Self {
        Self(())
    }
}

/// Administrators see who holds which role.
pub fn may_see_staff(viewer: &Viewer) -> Result<()> {
    holds(viewer, |roles| roles.admin)
}

/// Administrators appoint.
pub fn may_appoint(viewer: &Viewer) -> Result<MayAppoint> {
    fresh(viewer, |roles| roles.admin).map(MayAppoint)
}

/// Administrators seat doctors.
pub fn may_seat(viewer: &Viewer) -> Result<MaySeat> {
    holds(viewer, |roles| roles.admin).map(MaySeat)
}

/// Verifiers decide cases.
pub fn may_verify(viewer: &Viewer) -> Result<MayVerify> {
    holds(viewer, |roles| roles.verifier).map(MayVerify)
}

/// Verifiers see evidence, each view on record.
pub fn may_see_evidence(viewer: &Viewer) -> Result<MaySeeEvidence> {
    fresh(viewer, |roles| roles.verifier).map(MaySeeEvidence)
}

/// Administrators choose between instant access and "confirm first".
pub fn may_set_doors(viewer: &Viewer) -> Result<MaySetDoors> {
    fresh(viewer, |roles| roles.admin).map(MaySetDoors)
}

/// Administrators look identities up, each time with a typed reason and on record.
pub fn may_look_up(viewer: &Viewer) -> Result<MayLookUp> {
    fresh(viewer, |roles| roles.admin).map(MayLookUp)
}

/// Administrators read the log.
pub fn may_audit(viewer: &Viewer) -> Result<MayAudit> {
    holds(viewer, |roles| roles.admin).map(MayAudit)
}

/// Administrators decide which community forums are opened.
pub fn may_decide(viewer: &Viewer) -> Result<MayDecide> {
    holds(viewer, |roles| roles.admin).map(MayDecide)
}

/// Administrators see which letters cannot be sent, and try them again or drop them.
pub fn may_tend_letters(viewer: &Viewer) -> Result<MayTendLetters> {
    holds(viewer, |roles| roles.admin).map(MayTendLetters)
}

/// Editors keep the site's texts, and administrators may.
pub fn may_edit_forums(viewer: &Viewer) -> Result<MayEditForums> {
    holds(viewer, |roles| roles.editor || roles.admin).map(MayEditForums)
}

/// Editors make the polls of the site, and administrators may.
pub fn may_poll(viewer: &Viewer) -> Result<MayPoll> {
    holds(viewer, |roles| roles.editor || roles.admin).map(MayPoll)
}

/// Editors keep the list of words that mean the same, and administrators may.
pub fn may_keep_words(viewer: &Viewer) -> Result<MayKeepWords> {
    holds(viewer, |roles| roles.editor || roles.admin).map(MayKeepWords)
}

/// Administrators move forums between audiences.
pub fn may_move_forums(viewer: &Viewer) -> Result<MayMoveForums> {
    fresh(viewer, |roles| roles.admin).map(MayMoveForums)
}

/// Whether any room of the desk is open.
pub fn may_enter(viewer: &Viewer) -> Result<()> {
    holds(viewer, |roles| roles.admin || roles.verifier || roles.editor)
}

/// To everybody without the role the desk does not exist; its holder is told what is missing.
fn holds(viewer: &Viewer, role: impl Fn(&StaffRoles) -> bool) -> Result<()> {
    if role(&viewer.waiting) {
        return Err(Refusal::SecondFactor.into());
    }
    if role(&viewer.staff) { Ok(()) } else { Err(Fault::NotFound) }
}

fn fresh(viewer: &Viewer, role: impl Fn(&StaffRoles) -> bool) -> Result<()> {
    holds(viewer, role)?;
    if viewer.fresh { Ok(()) } else { Err(Refusal::SignInAgain.into()) }
}

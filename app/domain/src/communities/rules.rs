//! Who may do what in a closed community: pure functions of the seat that the viewer has there.

use types::communities::Role;
use types::fault::Refusal;

/// Permit to invite, by name or by code, and to take invitations back.
pub struct MayInvite(());
/// Permit to decide who is let in.
pub struct MayAdmit(());
/// Permit to remove one fellow.
pub struct MayRemove(());
/// Permit to name moderators.
pub struct MayName(());
/// Permit to hand the community over.
pub struct MayHandOver(());
/// Permit to archive the community, to open it again, and to say that it is to be kept.
pub struct MayArchive(());
/// Permit to change what the door tells, and whether there is one.
pub struct MayDescribe(());
/// Permit to leave.
pub struct MayLeave(());

/// Owner and moderators invite.
pub fn may_invite(role: Role) -> Result<MayInvite, Refusal> {
    keeper(role).map(MayInvite)
}

/// Owner and moderators let in.
pub fn may_admit(role: Role) -> Result<MayAdmit, Refusal> {
    keeper(role).map(MayAdmit)
}

/// Moderators remove members; the owner removes everybody else.
pub fn may_remove(role: Role, target: Role) -> Result<MayRemove, Refusal> {
    match (role, target) {
        (Role::Member, _) => Err(Refusal::ModeratorsOnly),
        (_, Role::Owner) => Err(Refusal::OwnerStays),
        (Role::Moderator, Role::Moderator) => Err(Refusal::OwnersOnly),
        _ => Ok(MayRemove(())),
    }
}

/// The owner names moderators.
pub fn may_name_moderators(role: Role) -> Result<MayName, Refusal> {
    owner(role).map(MayName)
}

/// The owner hands over.
pub fn may_hand_over(role: Role) -> Result<MayHandOver, Refusal> {
    owner(role).map(MayHandOver)
}

/// The owner closes and reopens.
pub fn may_archive(role: Role) -> Result<MayArchive, Refusal> {
    owner(role).map(MayArchive)
}

/// The owner describes.
pub fn may_describe(role: Role) -> Result<MayDescribe, Refusal> {
    owner(role).map(MayDescribe)
}

/// Everybody leaves when they like; the owner hands over first.
pub fn may_leave(role: Role) -> Result<MayLeave, Refusal> {
    if role == Role::Owner { Err(Refusal::OwnerStays) } else { Ok(MayLeave(())) }
}

fn keeper(role: Role) -> Result<(), Refusal> {
    if role >= Role::Moderator { Ok(()) } else { Err(Refusal::ModeratorsOnly) }
}

fn owner(role: Role) -> Result<(), Refusal> {
    if role == Role::Owner { Ok(()) } else { Err(Refusal::OwnersOnly) }
}

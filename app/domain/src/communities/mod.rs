//! Closed communities: how they are asked for, opened, joined, kept and closed.

pub mod codes;
pub(crate) mod found;
mod inside;
pub mod invitations;
pub mod joining;
mod lists;
pub mod members;
pub mod owning;
pub mod requests;
pub mod rules;
mod seats;
pub mod silence;

//! The staff's desk.

pub(crate) mod audit;
pub mod audit_log;
pub mod forums;
pub mod helpers;
pub mod identity;
pub(crate) mod letter;
pub mod rules;
pub mod seats;
pub mod staff;

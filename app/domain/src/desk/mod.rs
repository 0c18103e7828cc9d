//! The staff's desk.

pub mod audit;
pub mod audit_log;
pub mod forums;
pub mod helpers;
pub mod identity;
pub mod members;
pub mod rules;
pub mod seats;
pub mod staff;
pub mod words;

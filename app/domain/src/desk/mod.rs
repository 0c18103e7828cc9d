//! The staff's desk.

pub mod deeds;
pub mod seats;

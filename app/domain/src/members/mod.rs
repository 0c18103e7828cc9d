//! Accounts, their two faces, and the doors through which one signs in.

pub mod account;
pub(crate) mod caller;
pub mod confirm;
pub mod factors;
pub(crate) mod names;
pub(crate) mod open;
pub mod personas;
pub(crate) mod recipients;
pub mod recover;
pub mod register;
pub mod sessions;
pub mod sign_in;

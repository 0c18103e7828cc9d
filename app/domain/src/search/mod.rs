//! Finding what was said.

pub mod index;

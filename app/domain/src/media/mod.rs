//! Pictures: pixels only, seen with the posts that show them.

pub mod faces;
pub mod keep;
pub mod make;
pub mod open;
mod rules;
pub(crate) mod sweep;
pub mod uses;

pub use pixels::MOST_BYTES;

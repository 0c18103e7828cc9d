//! Pictures: pixels only, seen with the posts that show them.

pub mod uses;

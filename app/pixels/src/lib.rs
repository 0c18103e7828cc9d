//! From the bytes that somebody has sent to files of our own: pixels and nothing else. Pure functions that know nobody.
//!
//! Architecture invariants: what a file holds beside its first picture is left behind before anything is decoded; what decoding
//! would hold in memory is known from the header, and refused when it is too much.

mod decode;
mod gif;
mod jpeg;
mod png;
mod shrink;
mod source;
mod webp;

pub use decode::{Made, Size, face, picture};
pub use source::{MOST_BYTES, Wrong};

//! Pictures.

#[cfg(feature = "ssr")]
pub mod alt;
#[cfg(feature = "ssr")]
pub mod chooser;
#[cfg(feature = "ssr")]
pub mod face_part;
#[cfg(feature = "ssr")]
pub mod fetch;
#[cfg(feature = "ssr")]
pub mod my_pictures;
#[cfg(feature = "ssr")]
pub mod send;

//! Parts that every feature uses.

#[cfg(feature = "ssr")]
pub mod avatar;
pub mod bell;
#[cfg(feature = "hydrate")]
pub mod browser;
#[cfg(feature = "ssr")]
pub mod done;
#[cfg(feature = "ssr")]
pub mod field;
pub mod icon;
pub mod keys;
#[cfg(feature = "ssr")]
pub mod lines;
pub mod local_times;
#[cfg(feature = "ssr")]
pub mod pager;
#[cfg(feature = "ssr")]
pub mod passkey_button;
#[cfg(feature = "ssr")]
pub mod radios;
pub mod raw_text;
#[cfg(feature = "ssr")]
pub mod time;

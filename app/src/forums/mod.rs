//! Forums on screen.

pub mod api;
#[cfg(feature = "ssr")]
pub mod circle_mark;
pub mod composer;
#[cfg(feature = "hydrate")]
pub mod editor;
#[cfg(feature = "ssr")]
pub mod forum_list_page;
#[cfg(feature = "ssr")]
pub mod forum_page;
#[cfg(feature = "ssr")]
pub mod kept_text;
#[cfg(feature = "ssr")]
pub mod new_page;
#[cfg(feature = "ssr")]
pub mod post_card;
#[cfg(feature = "ssr")]
pub mod post_pages;
pub mod read_marker;
#[cfg(feature = "ssr")]
pub mod thread_page;
#[cfg(feature = "ssr")]
pub mod thread_row;

//! Polls: in threads, and of the whole site.

#[cfg(feature = "ssr")]
pub mod ballot;
#[cfg(feature = "ssr")]
pub mod desk_page;
#[cfg(feature = "ssr")]
pub mod fields;
#[cfg(feature = "ssr")]
pub mod in_thread;
#[cfg(feature = "ssr")]
pub mod poll_page;
#[cfg(feature = "ssr")]
pub mod polls_page;
#[cfg(feature = "ssr")]
pub mod results;
#[cfg(feature = "ssr")]
pub mod site_poll;

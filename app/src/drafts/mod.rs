//! Unsent texts: kept as one types, in the browser and on the server.

pub mod api;
pub mod both;
#[cfg(feature = "ssr")]
pub mod drafts_page;
#[cfg(feature = "hydrate")]
pub mod drawer;
#[cfg(feature = "hydrate")]
pub mod in_form;
#[cfg(feature = "hydrate")]
pub mod keeper;
pub mod opened;
#[cfg(feature = "ssr")]
pub mod saving;
#[cfg(feature = "hydrate")]
pub mod signing_out;

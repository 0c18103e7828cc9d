//! What a member is told on the site.

pub mod notices_page;

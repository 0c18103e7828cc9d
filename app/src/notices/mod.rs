//! What a member is told on the site.

//! Closed communities on screen.

pub mod code_page;
pub mod communities_page;
pub mod door_step;
pub mod fellows;
pub mod join_page;
pub mod keeping;
pub mod members_deeds;
pub mod members_page;
pub mod my_lists;
pub mod owning;
pub mod parts;
pub mod request_form;

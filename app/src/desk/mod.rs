//! The staff's desk on screen.

pub mod audit_page;
pub mod deed_words;
pub mod desk_page;
pub mod forum_page;
pub mod forums_page;
pub mod fresh;
pub mod identity_page;
pub mod letters_page;
pub mod members_page;
pub mod members_table;
pub mod reason_field;
pub mod requests_page;
pub mod staff_page;
pub mod staff_table;

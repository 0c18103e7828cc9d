//! The staff's desk on screen.

pub mod desk_page;
pub mod members_page;
pub mod members_table;

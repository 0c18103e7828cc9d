//! Help on screen: our own texts, and the legend made from the table of icons.

pub mod help_page;
pub mod helpers_list;
pub mod icons_page;
pub mod paper;
pub mod texts;

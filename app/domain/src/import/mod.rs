//! Reads the archives of other communities.

mod authors;
mod counted;
mod fetch;
mod groups;
mod growing;
mod header;
mod kind;
pub mod mbox;
mod mime;
mod names;
mod order;
mod place;
pub mod plain;
pub mod posting;
pub mod run;
mod shelve;
mod survey;
pub mod threading;
mod times;

#[cfg(test)]
mod tests;

//! The rules, the SQL and the jobs of doc2doc; no other input or output.
//!
//! Architecture invariants: outside this crate no SQL can run (pool and connection are private); every select names a
//! `seen_` view and binds its viewer; a write takes its permit by value; nobody can forge a `Viewer`.

pub mod backup;
pub mod bookmarks;
#[cfg(any(test, feature = "cast"))]
pub mod cast;
pub mod check;
pub mod clock;
pub mod communities;
pub mod db;
pub mod demo;
pub mod desk;
pub mod drafts;
pub mod fault;
pub mod feeds;
pub mod following;
pub mod forums;
pub mod import;
pub mod letters;
pub mod lists;
pub(crate) mod losing;
pub mod media;
pub mod members;
pub mod notices;
pub mod operate;
pub mod place;
pub mod polls;
pub(crate) mod recall;
pub mod schema;
pub mod search;
pub mod secrets;
pub(crate) mod sqlite;
pub mod sweep;
pub mod verification;
pub mod viewer;
pub mod writing;

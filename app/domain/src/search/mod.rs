//! Finding what was said. Permission is part of every question that is put to the index: what the viewer may not see is counted,
//! ordered, paged and proposed as if it were not there.

pub(crate) mod asked;
pub mod catch_up;
pub(crate) mod choose;
pub(crate) mod facets;
pub mod find;
pub mod index;
pub(crate) mod inflect;
pub mod passages;
pub(crate) mod pending;
pub(crate) mod query;
pub(crate) mod rank;
pub(crate) mod rows;
pub(crate) mod sighted;
pub(crate) mod snippet;
pub(crate) mod synonyms;
pub mod tidy;
pub(crate) mod typo;
pub(crate) mod wanted;
pub(crate) mod words;

//! How doctors are verified: the register, claims, cases, evidence, random checks, and what all of it leads to: a standing.

pub mod apply;
pub mod bodies;
pub(crate) mod cases;
mod check_digits;
pub(crate) mod checks;
pub mod claim;
pub mod decide;
pub mod desk_cases;
pub mod desk_list;
pub mod evidence;
#[cfg(any(test, feature = "cast"))]
pub mod invented_register;
pub(crate) mod letters;
pub(crate) mod matching;
pub mod mine;
pub(crate) mod own_cases;
mod register_file;
pub mod register_import;
pub mod rounds;
pub(crate) mod rules;
pub mod settle;
pub mod standings;
pub mod times;

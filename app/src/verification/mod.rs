//! Verification on screen.

pub mod case_part;
pub mod clock;
pub mod closed_part;
pub mod desk_case_page;
pub mod desk_case_parts;
pub mod desk_decision;
pub mod desk_list_page;
pub mod desk_list_parts;
pub mod documents_part;
pub mod door_step;
pub mod evidence_page;
pub mod label;
pub mod mine_page;
pub mod mine_view;
pub mod proof_part;
pub mod shown_part;
pub mod ways_part;

//! The first three locks, proved by programs that do not compile.

#[expect(dead_code, reason = "that it compiles is the proof")]
#[path = "../locks/what_is_allowed.rs"]
mod what_is_allowed;

#[test]
fn a_viewer_a_permit_and_a_connection_cannot_be_had_from_outside() {
    let tries = trybuild::TestCases::new();
    tries.compile_fail("tests/locks/forged_*.rs");
    tries.compile_fail("tests/locks/private_*.rs");
    tries.compile_fail("tests/locks/without_*.rs");
}

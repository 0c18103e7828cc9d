//! Posts that a member wants to find again.

//! Mentions: `@screen-name`.

/// The folded names that a text mentions, each once.
pub fn names(_markdown: &str) -> Vec<String> {
    Vec::new()
}

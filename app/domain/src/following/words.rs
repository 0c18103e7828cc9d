//! What a letter says, in parts from which plain text and HTML are made alike.

/// A letter as its recipient may read it now.
pub struct Words {
    /// The recipient's address.
    pub to: String,
    pub subject: String,
    pub parts: Vec<Part>,
    /// Why it comes: one sentence for its foot.
    pub why: String,
    /// Opens `/unsubscribe/{token}`; stops exactly what `why` names.
    pub stop: Option<String>,
    /// The discussion that mail programs show it in; None where not even that is told.
    pub thread: Option<i64>,
}

/// A part of a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    Text(String),
    Heading(String),
    /// A post's own words.
    Quote {
        by: Option<String>,
        html: String,
    },
    /// A link to an address of ours, such as `/posts/1`.
    Link {
        words: String,
        path: String,
    },
}

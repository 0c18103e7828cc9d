use crate::form::Filled;
use http::StatusCode;

/// What a page tells browsers and search engines about itself.
#[derive(Default)]
pub struct Head {
    pub title: String,
    pub description: Option<String>,
    /// The one address under which this page should be known.
    pub canonical: Option<String>,
    /// The feed that tells the same.
    pub feed: Option<String>,
    /// Kept out of search engines.
    pub private: bool,
    /// Has a button for passkeys.
    pub passkeys: bool,
    pub status: StatusCode,
    /// Seconds after which asking again makes sense.
    pub retry_after: Option<u64>,
}

impl Head {
    /// A page with this title.
    pub fn titled(title: impl Into<String>) -> Self {
        Self { title: title.into(), ..Self::default() }
    }

    /// A page for one person only.
    pub fn private(title: impl Into<String>) -> Self {
        Self { title: title.into(), private: true, ..Self::default() }
    }

    /// The same page with the browser's half of passkeys.
    pub fn passkeys(self) -> Self {
        Self { passkeys: true, ..self }
    }

    /// The same page with another status.
    pub fn status(self, status: StatusCode) -> Self {
        Self { status, ..self }
    }

    /// The page of a form, which may have been sent in vain.
    pub fn of(self, filled: &Filled) -> Self {
        Self { status: filled.status, retry_after: filled.retry_after, ..self }
    }
}

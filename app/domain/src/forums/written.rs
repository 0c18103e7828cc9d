use crate::writing::render::render;
use crate::writing::{mentioned, pictures, quoted};
use sha2::{Digest, Sha256};
use types::text::Body;

/// A post as written and as rendered: made before the transaction, so that nobody waits for it.
pub struct Written {
    pub(crate) body: Body,
    pub(crate) html: String,
    /// The pictures that it shows.
    pub(crate) pictures: Vec<i64>,
    /// The posts that it quotes.
    pub(crate) quotes: Vec<i64>,
    /// Whom it mentions, by folded name.
    pub(crate) mentions: Vec<String>,
}

impl Written {
    /// Renders the text.
    pub fn new(body: Body) -> Self {
        let html = render(body.as_str());
        let (pictures, quotes) = (pictures::shown(body.as_str()), quoted::sources(body.as_str()));
        let mentions = mentioned::names(body.as_str());
        Self { body, html, pictures, quotes, mentions }
    }

    /// What tells this text from another one sent under the same key.
    pub(crate) fn content_hash(&self, place: i64, title: &str) -> Vec<u8> {
        Sha256::new()
            .chain_update(place.to_le_bytes())
            .chain_update(title.as_bytes())
            .chain_update([0])
            .chain_update(self.body.as_str().as_bytes())
            .finalize()
            .to_vec()
    }
}

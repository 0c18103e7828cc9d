use crate::db::Tx;
use crate::fault::Result;
use crate::forums::keys::content_hash;
use crate::forums::mentions;
use crate::writing::mentioned::Names;
use crate::writing::render::render_with;
use crate::writing::{mentioned, pictures, quoted};
use types::text::Body;

/// A post as written and as rendered: made before the transaction, so that nobody waits for it.
pub struct Written {
    pub(crate) body: Body,
    pub(crate) html: String,
    /// The pictures that it shows.
    pub(crate) pictures: Vec<pictures::Shown>,
    /// The posts that it quotes.
    pub(crate) quotes: Vec<i64>,
    /// Whom each of its mentions may mean, the likeliest first.
    pub(crate) mentions: Vec<Vec<String>>,
    /// The names that are links in it.
    pub(crate) names: Names,
}

impl Written {
    /// Renders a text; members whom it mentions are linked when it is kept.
    pub fn new(body: Body) -> Self {
        let mentions = mentioned::candidates(body.as_str());
        Self::with(body, mentions, Names::default())
    }

    /// A text whose mentions are known.
    fn with(body: Body, mentions: Vec<Vec<String>>, names: Names) -> Self {
        let html = render_with(body.as_str(), &names);
        let (pictures, quotes) = (pictures::shown(body.as_str()), quoted::sources(body.as_str()));
        Self { body, html, pictures, quotes, mentions, names }
    }

    /// What tells this text from another one sent under the same key.
    pub(crate) fn content_hash(&self, place: i64, title: &str) -> Vec<u8> {
        content_hash(place, title, self.body.as_str())
    }
}

/// Renders a text, with links to the members whom it mentions.
pub async fn prepare(tx: &mut Tx<'_>, body: Body) -> Result<Written> {
    let mentions = mentioned::candidates(body.as_str());
    let names = mentions::open_names(tx, &mentions).await?;
    Ok(Written::with(body, mentions, names))
}

/// A text as its post would be shown.
pub async fn preview(tx: &mut Tx<'_>, body: &Body) -> Result<String> {
    let names = mentions::open_names(tx, &mentioned::candidates(body.as_str())).await?;
    Ok(render_with(body.as_str(), &names))
}

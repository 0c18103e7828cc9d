//! What a viewer may ask the index for: their audiences, and the filters that they have chosen.

use super::facets;
use super::index::FORM;
use super::pending::MARK;
use crate::db::Tx;
use crate::fault::Result;
use crate::members::names::name_key;
use types::search::Wish;

/// What the viewer sees, as far as the index knows.
pub(crate) struct Ground {
    /// Number, address and audience of each of the viewer's forums.
    forums: Vec<(i64, String, i64)>,
    /// Forums whose posts still stand under a former audience.
    pending: Vec<i64>,
    /// Tells one list of synonyms from another.
    pub(crate) synonyms: String,
    /// All posts are in the index.
    pub(crate) whole: bool,
}

/// Nothing has this token.
const NOTHING: &str = "qnothing";

impl Ground {
    /// Looks what the viewer sees.
    pub(crate) async fn of(tx: &mut Tx<'_>) -> Result<Self> {
        let me = tx.me();
        let forums = sqlx::query!("select id, slug, audience_id from seen_forums where viewer = $1 order by id", me)
            .fetch_all(tx.conn())
            .await?;
        let notes = sqlx::query!(
            "/* as the site: how the index is to be read */ select name, value from site
             where name in ('synonyms', 'search') or (name > 'moved-forum:' and name < 'moved-forum;')"
        )
        .fetch_all(tx.conn())
        .await?;
        let pending = notes.iter().filter_map(|note| note.name.strip_prefix(MARK)?.parse().ok()).collect();
        let whole = notes.iter().any(|note| note.name == "search" && note.value == FORM);
        let synonyms = notes.into_iter().find(|note| note.name == "synonyms").map(|note| note.value).unwrap_or_default();
        Ok(Self { forums: forums.into_iter().map(|row| (row.id, row.slug, row.audience_id)).collect(), pending, synonyms, whole })
    }

    /// The facet that every question of this viewer carries: who may see it. Forums that have moved are known by their number,
    /// until the index knows their audience.
    pub(crate) fn sight(&self) -> String {
        let mut audiences: Vec<i64> = self.forums.iter().map(|(.., audience)| *audience).collect();
        audiences.sort_unstable();
        audiences.dedup();
        let sight = any(audiences.into_iter().map(facets::audience));
        if self.pending.is_empty() {
            return sight;
        }
        let moved = any(self.pending.iter().map(|id| facets::forum(*id)));
        let own = self.forums.iter().map(|(id, ..)| *id).filter(|id| self.pending.contains(id)).map(facets::forum);
        format!("(({sight} NOT {moved}) OR {})", any(own))
    }

    /// Sight and the chosen filters. What does not exist and what the viewer does not see are the same: nothing has that facet.
    pub(crate) async fn facets(&self, tx: &mut Tx<'_>, wish: &Wish) -> Result<String> {
        let mut all = vec![self.sight()];
        if !wish.forum.is_empty() {
            let id = self.forums.iter().find(|(_, slug, _)| *slug == wish.forum).map(|(id, ..)| facets::forum(*id));
            all.push(id.unwrap_or_else(|| NOTHING.to_owned()));
        }
        if !wish.author.is_empty() {
            all.push(author(tx, &wish.author).await?.map_or_else(|| NOTHING.to_owned(), facets::author));
        }
        if let Some(kind) = types::forums::Kind::read(&wish.kind) {
            all.push(facets::kind(kind.key()));
        }
        if wish.from.is_some() || wish.until.is_some() {
            let (from, until) = (wish.from.unwrap_or(0), wish.until.unwrap_or(LAST));
            all.push(any(facets::between(from.max(0), until.min(LAST)).unwrap_or_default().into_iter()));
        }
        if wish.image {
            all.push(facets::IMAGE.to_owned());
        }
        Ok(all.join(" AND "))
    }
}

/// The year 2200: nothing is later.
const LAST: i64 = 7_258_118_400_000;

fn any(tokens: impl Iterator<Item = String>) -> String {
    let tokens: Vec<String> = tokens.collect();
    if tokens.is_empty() { NOTHING.to_owned() } else { format!("({})", tokens.join(" OR ")) }
}

/// Whose name this is; whether posts of theirs are found is another question.
async fn author(tx: &mut Tx<'_>, name: &str) -> Result<Option<i64>> {
    let key = name_key(&name.chars().take(100).collect::<String>());
    let id = sqlx::query_scalar!(
        "/* as the site: only among posts that the viewer sees */ select id from personas where name_key = $1",
        key
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(id)
}

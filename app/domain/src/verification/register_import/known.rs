//! What the counted lists say already, as far as an import must know it: digests, and numbers that members have claimed.

use crate::db::{Db, Tx};
use crate::fault::Result;
use crate::secrets::Key;
use crate::viewer::Viewer;
use std::collections::HashMap;

/// Rows fetched at once.
const PAGE: i64 = 5_000;

/// A number as it is stored.
pub(super) type NumberKey = [u8; 32];

/// The keyed hash under which a GMC number is stored.
pub(super) fn number_key(key: &Key, number: &str) -> NumberKey {
    key.mark("number:gmc", number.as_bytes())
}

/// The newest digest of each number, and whether the file that is being read holds it.
pub(super) struct Known(HashMap<NumberKey, Entry>);

struct Entry {
    /// None when the newest full list did not hold the number.
    digest: Option<i64>,
    seen: bool,
}

/// How a row stands to what was known.
#[derive(PartialEq, Eq)]
pub(super) enum News {
    Added,
    Changed,
    Same,
    /// An earlier line had this number.
    Twice,
}

impl Known {
    /// How many numbers the lists hold.
    pub(super) fn len(&self) -> usize {
        self.0.values().filter(|entry| entry.digest.is_some()).count()
    }

    /// The file says this of a number.
    pub(super) fn tell(&mut self, key: NumberKey, digest: i64) -> News {
        let Some(entry) = self.0.get_mut(&key) else {
            self.0.insert(key, Entry { digest: Some(digest), seen: true });
            return News::Added;
        };
        if std::mem::replace(&mut entry.seen, true) {
            return News::Twice;
        }
        match entry.digest.replace(digest) {
            None => News::Added,
            Some(before) if before == digest => News::Same,
            Some(_) => News::Changed,
        }
    }

    /// The file holds the number, but nothing that could be read.
    pub(super) fn spare(&mut self, key: NumberKey) {
        self.0.entry(key).or_insert(Entry { digest: None, seen: true }).seen = true;
    }

    /// The numbers that the file should hold and does not, unless that is known already.
    pub(super) fn unseen(&self, claimed: &[NumberKey]) -> Vec<NumberKey> {
        let lost = self.0.iter().filter(|(_, entry)| !entry.seen && entry.digest.is_some()).map(|(key, _)| *key);
        lost.chain(claimed.iter().copied().filter(|key| !self.0.contains_key(key))).collect()
    }
}

/// A row that a newer one has taken the place of.
pub(super) type Superseded = (i64, NumberKey);

/// Reads what is known, a page at a time, and which rows are no longer needed.
pub(super) async fn load(db: &Db) -> Result<(Known, Vec<Superseded>)> {
    let (mut known, mut superseded) = (HashMap::new(), Vec::new());
    let mut last: Option<Superseded> = None;
    loop {
        let (after, import) = last.map_or((Vec::new(), 0), |(import, key)| (key.to_vec(), import));
        let page = db.look(&Viewer::guest(), async move |tx: &mut Tx<'_>| page(tx, &after, import).await).await?;
        let Some(end) = page.last().map(|row| (row.0, row.1)) else { break };
        for (import, key, digest) in page {
            if let Some((older, _)) = last.filter(|(_, before)| *before == key) {
                superseded.push((older, key));
            }
            known.insert(key, Entry { digest, seen: false });
            last = Some((import, key));
        }
        last = Some(end);
    }
    Ok((Known(known), superseded))
}

async fn page(tx: &mut Tx<'_>, after: &[u8], import: i64) -> Result<Vec<(i64, NumberKey, Option<i64>)>> {
    let rows = sqlx::query!(
        r#"/* as the site: what the lists say already */
        select number_key, import_id, digest, status = '' as "absent!: bool" from register_rows
        where (number_key, import_id) > ($1, $2) order by number_key, import_id limit $3 + 0"#,
        after,
        import,
        PAGE
    )
    .fetch_all(tx.conn())
    .await?;
    let read = |row: &[u8]| row.try_into().unwrap_or_default();
    Ok(rows.into_iter().map(|row| (row.import_id, read(&row.number_key), (!row.absent).then_some(row.digest))).collect())
}

/// The GMC numbers by which members are known as doctors.
pub(super) async fn claimed(db: &Db) -> Result<Vec<NumberKey>> {
    db.look(&Viewer::guest(), async |tx: &mut Tx<'_>| {
        let keys = sqlx::query_scalar!(
            r#"/* as the site: numbers that a full list should hold */ select number_key as "key!: Vec<u8>" from standings
            where body = 'gmc' and number_key is not null and state in ('active', 'suspended')"#
        )
        .fetch_all(tx.conn())
        .await?;
        Ok(keys.into_iter().filter_map(|key| key.try_into().ok()).collect())
    })
    .await
}

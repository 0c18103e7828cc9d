//! Documents that prove something: sealed, seen by verifiers only, each view on record.

use crate::db::Tx;
use crate::desk::audit::{self, Deed};
use crate::desk::rules::may_see_evidence;
use crate::fault::{Fault, Result};
use crate::verification::cases;
use types::ids::EvidenceId;

/// The largest document, in bytes.
pub const MOST_BYTES: usize = 10 * 1024 * 1024;
/// Documents that one case holds.
pub const MOST_DOCUMENTS: i64 = 8;
/// Documents of one member that are kept at once; those of withdrawn cases wait for their erasure too.
const MOST_KEPT: i64 = 24;

const JPEG: &str = "image/jpeg";
const PNG: &str = "image/png";
const PDF: &str = "application/pdf";

/// A document as a verifier sees it.
pub struct Document {
    pub media: &'static str,
    pub bytes: Vec<u8>,
}

/// A document as it is listed; opened through `open` alone.
pub struct Sent {
    pub id: EvidenceId,
    pub media: String,
    /// In bytes.
    pub size: i64,
    pub at: i64,
}

struct Row {
    id: i64,
    media: String,
    size: i64,
    at: i64,
}

/// The documents of a case, for verifiers.
pub(crate) async fn of_case(tx: &mut Tx<'_>, case: i64) -> Result<Vec<Sent>> {
    let me = tx.me();
    let rows = sqlx::query_as!(
        Row,
        "select id, media, size, at from seen_evidence where viewer = $1 and case_id = $2 order by at, id",
        me,
        case
    )
    .fetch_all(tx.conn())
    .await?;
    listed(rows)
}

/// The documents of an own case.
pub(crate) async fn of_own_case(tx: &mut Tx<'_>, case: i64) -> Result<Vec<Sent>> {
    let me = tx.me();
    let rows = sqlx::query_as!(
        Row,
        "select id, media, size, at from seen_own_evidence where viewer = $1 and case_id = $2 order by at, id",
        me,
        case
    )
    .fetch_all(tx.conn())
    .await?;
    listed(rows)
}

fn listed(rows: Vec<Row>) -> Result<Vec<Sent>> {
    let sent = |row: Row| {
        let id = row.id.try_into().map_err(|_| Fault::NotFound)?;
        Ok(Sent { id, media: row.media, size: row.size, at: row.at })
    };
    rows.into_iter().map(sent).collect()
}

/// Adds a document to the own live case; wrong ones are told beside the field `document`.
pub async fn add(tx: &mut Tx<'_>, bytes: &[u8]) -> Result<()> {
    let live = cases::live(tx).await?.ok_or(Fault::NotFound)?;
    if bytes.len() > MOST_BYTES {
        return Err(Fault::wrong("document", "A document has at most 10 MB. A smaller picture of it does well."));
    }
    let media = media_of(bytes).ok_or_else(|| {
        Fault::wrong("document", "Please send a JPEG or PNG picture, or a PDF; other files cannot be read here.")
    })?;
    if live.documents >= MOST_DOCUMENTS {
        return Err(Fault::wrong("document", "Eight documents are enough for one case. Please take one back first."));
    }
    let me = tx.me();
    let kept = sqlx::query_scalar!("select count(*) from seen_own_evidence where viewer = $1", me).fetch_one(tx.conn()).await?;
    if kept >= MOST_KEPT {
        return Err(Fault::wrong(
            "document",
            "We keep your earlier documents for 30 days, and have no room for more until then.",
        ));
    }
    let (id, now, sealed) = (tx.clock.id()?, tx.now(), tx.key.seal("evidence", bytes)?);
    let size = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
    sqlx::query!(
        "insert into evidence (id, case_id, at, media, size, sealed) values ($1, $2, $3, $4, $5, $6)",
        id,
        live.id,
        now,
        media,
        size,
        sealed
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Takes a document of the own live case back.
pub async fn remove(tx: &mut Tx<'_>, id: EvidenceId) -> Result<()> {
    tx.viewer.persona()?;
    let (me, id) = (tx.me(), id.number());
    let removed = sqlx::query!(
        "delete from evidence where id in (select id from seen_own_evidence where viewer = $1 and id = $2 and state in ('open', 'asked'))",
        me,
        id
    )
    .execute(tx.conn())
    .await?;
    if removed.rows_affected() == 0 { Err(Fault::NotFound) } else { Ok(()) }
}

/// Opens a document as a verifier and puts that on record, so it is an act.
pub async fn open(tx: &mut Tx<'_>, id: EvidenceId) -> Result<Document> {
    may_see_evidence(&tx.viewer)?;
    let (me, id) = (tx.me(), id.number());
    let row = sqlx::query!("select case_id, media, sealed from seen_evidence where viewer = $1 and id = $2", me, id)
        .fetch_optional(tx.conn())
        .await?
        .ok_or(Fault::NotFound)?;
    audit::record(tx, Deed { act: "see-evidence", case: Some(row.case_id), words: "A document was opened", ..Deed::default() })
        .await?;
    let media = [JPEG, PNG, PDF].into_iter().find(|media| *media == row.media).ok_or(Fault::NotFound)?;
    Ok(Document { media, bytes: tx.key.unseal("evidence", &row.sealed)? })
}

/// What the bytes are, whatever the file was called.
fn media_of(bytes: &[u8]) -> Option<&'static str> {
    let begins: [(&[u8], &str); 3] = [(&[0xff, 0xd8, 0xff], JPEG), (b"\x89PNG\r\n\x1a\n", PNG), (b"%PDF-", PDF)];
    begins.into_iter().find(|(magic, _)| bytes.starts_with(magic)).map(|(_, media)| media)
}

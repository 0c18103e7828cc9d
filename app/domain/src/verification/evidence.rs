//! Documents that prove something: sealed, seen by verifiers only, each view on record.

use crate::db::Tx;
use crate::desk::audit::{self, Deed};
use crate::desk::rules::may_see_evidence;
use crate::fault::{Fault, Result};
use crate::verification::cases;
use types::ids::EvidenceId;

/// The largest document.
pub const MOST_BYTES: usize = 10 * 1024 * 1024;
/// Documents that one case holds.
pub const MOST_DOCUMENTS: i64 = 8;

const JPEG: &str = "image/jpeg";
const PNG: &str = "image/png";
const PDF: &str = "application/pdf";

/// A document as a verifier sees it.
pub struct Document {
    pub media: &'static str,
    pub bytes: Vec<u8>,
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

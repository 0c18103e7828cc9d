//! Files as browsers send them by a plain form: one at a time, their names thrown away.

use crate::fault::Fault;
use axum::extract::multipart::{Field, Multipart};
use axum::extract::{FromRequest, Request};
use domain::verification::evidence::MOST_BYTES;
use types::fault::FieldError;

/// Where documents are sent to.
pub const ADDRESS: &str = "/my/verification/evidence";
/// The largest request that is read to its end. What is beyond the largest file is thrown away unread; but whoever sends a
/// somewhat larger one is told so beside the field, which no browser shows when the connection is cut.
pub const MOST_SENT: usize = 32 * 1024 * 1024;

/// The file in the one field of this form.
pub async fn file(request: Request, name: &'static str) -> Result<Vec<u8>, Fault> {
    let mut form = Multipart::from_request(request, &()).await.map_err(|_| not_ours())?;
    let field = form.next_field().await.map_err(|_| cut_off())?.ok_or_else(not_ours)?;
    if field.name() != Some(name) {
        return Err(not_ours());
    }
    let bytes = read(field, name).await?;
    match form.next_field().await {
        Ok(None) => Ok(bytes),
        Ok(Some(_)) => Err(not_ours()),
        Err(_) => Err(cut_off()),
    }
}

async fn read(mut field: Field<'_>, name: &str) -> Result<Vec<u8>, Fault> {
    let (mut bytes, mut length) = (Vec::new(), 0_usize);
    while let Some(piece) = field.chunk().await.map_err(|_| cut_off())? {
        length = length.saturating_add(piece.len());
        if length <= MOST_BYTES {
            bytes.extend_from_slice(&piece);
        } else {
            bytes = Vec::new();
        }
    }
    match length {
        0 => Err(beside(name, "Please choose a file first.")),
        1..=MOST_BYTES => Ok(bytes),
        _ => Err(beside(
            name,
            "This file is larger than 10 MB. A photograph of the page, or a scan in grey, is usually much smaller.",
        )),
    }
}

fn beside(field: &str, sentence: &str) -> Fault {
    Fault::Wrong(vec![FieldError::new(field, sentence)])
}

fn not_ours() -> Fault {
    Fault::Unreadable("This page takes only its own form, with one file.".to_owned())
}

fn cut_off() -> Fault {
    Fault::Unreadable("The file did not arrive whole. Please try again, perhaps with a smaller one.".to_owned())
}

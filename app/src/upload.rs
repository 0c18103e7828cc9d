//! Files as browsers send them by a plain form: one at a time, their names thrown away.

use crate::fault::Fault;
use crate::form::Form;
use axum::extract::multipart::{Field, Multipart};
use axum::extract::{FromRequest, Request};
use domain::verification::evidence::MOST_BYTES;
use types::fault::FieldError;

/// Where files are sent to.
pub const ADDRESSES: [&str; 4] = ["/my/verification/evidence", "/media", "/my/pictures/new", "/my/profile/picture"];
/// The largest request that is read to its end. What is beyond the largest file is thrown away unread; but whoever sends a
/// somewhat larger one is told so beside the field, which no browser shows when the connection is cut.
pub const MOST_SENT: usize = 32 * 1024 * 1024;
/// The longest text beside a file, in bytes.
const MOST_TEXT: usize = 4 * 1024;

/// What a form with one file has in it.
pub struct Parts {
    pub file: &'static str,
    pub texts: &'static [&'static str],
    /// What whoever sends more than 10 MB is told.
    pub too_large: &'static str,
}

/// The file in the one field of this form.
pub async fn file(request: Request, name: &'static str) -> Result<Vec<u8>, Fault> {
    let too_large = "This file is larger than 10 MB. A photograph of the page, or a scan in grey, is usually much smaller.";
    parts(request, &Parts { file: name, texts: &[], too_large }).await?.1
}

/// The texts of a form, and its file or what is wrong with it.
pub async fn parts(request: Request, parts: &Parts) -> Result<(Form, Result<Vec<u8>, Fault>), Fault> {
    let mut sent = Multipart::from_request(request, &()).await.map_err(|_| not_ours())?;
    let (mut texts, mut file) = (Vec::new(), None);
    while let Some(field) = sent.next_field().await.map_err(|_| cut_off())? {
        let name = field.name().unwrap_or_default();
        if name == parts.file && file.is_none() {
            file = Some(read(field, parts).await?);
        } else if let Some(name) = parts.texts.iter().find(|text| **text == name)
            && texts.iter().all(|(known, _)| known != name)
        {
            texts.push((*name, text(field).await?));
        } else {
            return Err(not_ours());
        }
    }
    Ok((Form::with(texts), file.ok_or_else(not_ours)?))
}

async fn read(mut field: Field<'_>, parts: &Parts) -> Result<Result<Vec<u8>, Fault>, Fault> {
    let (mut bytes, mut length) = (Vec::new(), 0_usize);
    while let Some(piece) = field.chunk().await.map_err(|_| cut_off())? {
        length = length.saturating_add(piece.len());
        if length <= MOST_BYTES {
            bytes.extend_from_slice(&piece);
        } else {
            bytes = Vec::new();
        }
    }
    Ok(match length {
        0 => Err(beside(parts.file, "Please choose a file first.")),
        1..=MOST_BYTES => Ok(bytes),
        _ => Err(beside(parts.file, parts.too_large)),
    })
}

async fn text(mut field: Field<'_>) -> Result<String, Fault> {
    let mut bytes = Vec::new();
    while let Some(piece) = field.chunk().await.map_err(|_| cut_off())? {
        bytes.extend_from_slice(&piece);
        if bytes.len() > MOST_TEXT {
            return Err(not_ours());
        }
    }
    String::from_utf8(bytes).map_err(|_| not_ours())
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

//! Files as browsers send them by a plain form: one at a time, their names thrown away.

pub mod places;

use crate::fault::Fault;
use crate::form::Form;
use axum::extract::multipart::{Field, Multipart};
use axum::extract::{FromRequest, Request};
use domain::verification::evidence::MOST_BYTES;
use places::{Place, Places};
use tokio::time::{Instant, timeout_at};
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

/// A file that has come whole; its place is kept as long as it is.
pub struct Received {
    pub bytes: Vec<u8>,
    pub place: Place,
}

/// The file in the one field of this form.
pub async fn file(request: Request, name: &'static str, places: &Places, member: &str) -> Result<Received, Fault> {
    let too_large = "This file is larger than 10 MB. A photograph of the page, or a scan in grey, is usually much smaller.";
    parts(request, &Parts { file: name, texts: &[], too_large }, places, member).await?.1
}

/// The texts of a form, and its file or what is wrong with it. Without a place for it, the file is read and not held: a browser
/// shows no answer before it has sent everything.
pub async fn parts(
    request: Request,
    parts: &Parts,
    places: &Places,
    member: &str,
) -> Result<(Form, Result<Received, Fault>), Fault> {
    let mut sent = Multipart::from_request(request, &()).await.map_err(|_| not_ours())?;
    let (mut texts, mut file) = (Vec::new(), None);
    while let Some(field) = sent.next_field().await.map_err(|_| cut_off())? {
        let name = field.name().unwrap_or_default();
        if name == parts.file && file.is_none() {
            file = Some(read(field, parts, places, places.take(member)).await?);
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

async fn read(
    mut field: Field<'_>,
    parts: &Parts,
    places: &Places,
    place: Result<Place, Fault>,
) -> Result<Result<Received, Fault>, Fault> {
    // Room is taken up as it is filled, and never twice while it grows.
    let mut bytes = if place.is_ok() { Vec::with_capacity(MOST_BYTES) } else { Vec::new() };
    let (begun, mut length) = (Instant::now(), 0_usize);
    loop {
        let next = timeout_at(begun + places.due(length), field.chunk());
        let Some(piece) = next.await.map_err(|_| cut_off())?.map_err(|_| cut_off())? else { break };
        length = length.saturating_add(piece.len());
        if length <= MOST_BYTES && place.is_ok() {
            bytes.extend_from_slice(&piece);
        } else {
            bytes = Vec::new();
        }
    }
    Ok(match length {
        0 => Err(beside(parts.file, "Please choose a file first.")),
        1..=MOST_BYTES => place.map(|place| Received { bytes, place }),
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

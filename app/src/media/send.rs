//! Pictures on their way in.

use crate::fault::Fault;
use crate::form::Form;
use crate::request::Ask;
use crate::throttle::Action;
use crate::upload::{self, Parts, Received};
use axum::extract::Request;
use axum::response::{IntoResponse, Response};
use domain::db::Tx;
use domain::media::{keep, make};
use http::{StatusCode, header};
use leptos::serde_json::json;
use types::fault::Refusal;
use types::media::Picture;

/// `/media`: a picture from the composer; the answer is JSON.
pub async fn send(ask: Ask, request: Request) -> Response {
    match take(&ask, request).await {
        Ok(picture) => {
            let address = picture.address();
            let markdown = picture.markdown("");
            let told = json!({ "id": picture.id, "width": picture.width, "height": picture.height, "address": address,
                "markdown": markdown, "stilled": picture.stilled });
            answer(StatusCode::OK, &told.to_string(), None)
        }
        Err(fault) => answer(fault.status(), &json!({ "sentence": fault.sentence() }).to_string(), fault.retry_after()),
    }
}

fn answer(status: StatusCode, text: &str, retry_after: Option<u64>) -> Response {
    let mut answer = (status, [(header::CONTENT_TYPE, "application/json")], text.to_owned()).into_response();
    if let Some(seconds) = retry_after {
        answer.headers_mut().insert(header::RETRY_AFTER, seconds.into());
    }
    answer
}

async fn take(ask: &Ask, request: Request) -> Result<Picture, Fault> {
    if ask.viewer().is_guest() {
        return Err(Fault::Refused(Refusal::SignIn));
    }
    let (_, file) = receive(ask, request, &[]).await?;
    keep_picture(ask, file?, "").await
}

/// The texts of a form, and its picture or what is wrong with it.
pub type Sent = (Form, Result<Received, Fault>);

/// Reads the form with a picture in it, if there is room for it.
pub async fn receive(ask: &Ask, request: Request, texts: &'static [&'static str]) -> Result<Sent, Fault> {
    ask.throttle(Action::Upload)?;
    ask.look(async |tx: &mut Tx<'_>| keep::ready(tx).await).await?;
    let too_large = "This picture is larger than 10 MB. Saved a little smaller, it will do well.";
    let member = ask.viewer().name().unwrap_or_default();
    upload::parts(request, &Parts { file: "picture", texts, too_large }, &ask.site.0.throttles.places, member).await
}

/// Makes it a picture of ours and keeps it.
pub async fn keep_picture(ask: &Ask, file: Received, alt: &str) -> Result<Picture, Fault> {
    let Received { bytes, place } = file;
    let made = make::picture(bytes).await?;
    // Others wait for their turn at the decoder with all their bytes; this file is gone.
    drop(place);
    ask.act(async |tx: &mut Tx<'_>| keep::add(tx, &made, alt).await).await
}

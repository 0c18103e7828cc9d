//! Files on their way lie in memory, so there are only so many at once, and none may take for ever.

use crate::house::Tried;
use crate::studio::{Studio, photograph, sent};
use app::fault::Fault;
use app::upload::{self, Parts, places::Places};
use axum::body::{Body, Bytes};
use http::StatusCode;
use hyper::body::Frame;
use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

#[tokio::test]
async fn when_too_many_files_are_on_their_way_one_is_asked_to_wait_and_loses_no_word() -> Tried {
    let s = Studio::open().await?;
    let places = &s.house.site.0.throttles.places;
    let names: Vec<_> = (0..16).map(|number| format!("Somebody {number}")).collect();
    let held = names.iter().map(|name| places.take(name)).collect::<Result<Vec<_>, _>>().map_err(|fault| fault.sentence())?;
    let picture = photograph(64, 48)?;
    let form = s.send("Wren", "/my/pictures/new", &[("alt", b"A [mole]"), ("picture", &picture)]).await?;
    assert_eq!((form.status, form.header("retry-after")), (StatusCode::SERVICE_UNAVAILABLE, "10"));
    assert!(form.text().contains("value=\"A [mole]\"") && form.text().contains("try again in a few seconds"));
    let composer = s.send("Wren", "/media", &[("picture", &picture)]).await?;
    assert_eq!((composer.status, composer.header("retry-after")), (StatusCode::SERVICE_UNAVAILABLE, "10"));
    let told: serde_json::Value = serde_json::from_slice(&composer.body)?;
    assert!(told["sentence"].as_str().is_some_and(|told| told.contains("try again")), "{told}");
    drop(held);
    assert_eq!(s.send("Wren", "/media", &[("picture", &picture)]).await?.status, StatusCode::OK);
    Ok(())
}

#[tokio::test]
async fn a_member_sends_two_files_at_once_and_keeps_nobody_else_waiting() -> Tried {
    let s = Studio::open().await?;
    let places = &s.house.site.0.throttles.places;
    let held: Vec<_> = (0..2).map(|_| places.take("Wren")).collect();
    let picture = photograph(64, 48)?;
    for address in ["/media", "/my/profile/picture"] {
        assert_eq!(s.send("Wren", address, &[("picture", &picture)]).await?.status, StatusCode::TOO_MANY_REQUESTS, "{address}");
        assert!(s.send("Cora", address, &[("picture", &picture)]).await?.status.as_u16() < 400, "{address}");
    }
    drop(held);
    for _ in 0..3 {
        assert_eq!(s.send("Wren", "/media", &[("picture", &picture)]).await?.status, StatusCode::OK, "places are given back");
    }
    Ok(())
}

/// The beginning of a form, and then nothing any more.
struct Resting(Option<Bytes>);

impl hyper::body::Body for Resting {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        self.0.take().map_or(Poll::Pending, |begun| Poll::Ready(Some(Ok(Frame::data(begun)))))
    }
}

#[tokio::test]
async fn a_file_that_rests_too_long_is_given_up_and_its_place_is_free() -> Tried {
    let places = Places::with(Duration::ZERO);
    let begun = "--cut\r\ncontent-disposition: form-data; name=\"picture\"\r\n\r\nthe first bytes";
    let request = sent("", "/media", &[])?.map(|_| Body::new(Resting(Some(Bytes::from_static(begun.as_bytes())))));
    let parts = Parts { file: "picture", texts: &[], too_large: "" };
    let sent = upload::parts(request, &parts, &places, "Wren").await;
    assert!(matches!(sent, Err(Fault::Unreadable(why)) if why.contains("did not arrive whole")));
    assert!(places.take("Wren").is_ok() && places.take("Wren").is_ok(), "both places are free");
    Ok(())
}

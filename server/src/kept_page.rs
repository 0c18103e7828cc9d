use axum::body::{Body, Bytes};
use axum::response::Response;
use flate2::Compression;
use flate2::write::GzEncoder;
use http::{HeaderMap, HeaderValue, StatusCode, header};
use std::hash::{DefaultHasher, Hasher};
use std::io::Write;
use std::sync::OnceLock;

/// Kept pages are compressed once and sent often.
const BROTLI_QUALITY: i32 = 6;
const BROTLI_WINDOW: i32 = 18;

/// A page as it is sent, in each encoding; compressed when the first browser asks for it.
pub struct Page {
    etag: HeaderValue,
    unchanged: HeaderMap,
    raw: Sent,
    br: OnceLock<Option<Sent>>,
    gzip: OnceLock<Option<Sent>>,
}

struct Sent {
    headers: HeaderMap,
    body: Bytes,
}

impl Page {
    /// Keeps this page with the headers that it was made with.
    pub fn new(mut headers: HeaderMap, body: Bytes) -> Self {
        let mut hasher = DefaultHasher::new();
        hasher.write(&body);
        let etag =
            HeaderValue::try_from(format!("W/\"{:016x}\"", hasher.finish())).unwrap_or(HeaderValue::from_static("W/\"0\""));
        headers.insert(header::ETAG, etag.clone());
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
        headers.insert(header::VARY, HeaderValue::from_static("Cookie, Accept-Encoding"));
        headers.remove(header::CONTENT_LENGTH);
        let mut unchanged = headers.clone();
        unchanged.remove(header::CONTENT_TYPE);
        Self { etag, unchanged, raw: Sent { headers, body }, br: OnceLock::new(), gzip: OnceLock::new() }
    }

    /// What the page takes in memory, about: the text, its compressed forms, the headers.
    pub fn weight(&self) -> usize {
        self.raw.body.len() * 3 / 2 + 4096
    }

    /// The answer for a browser with these headers.
    pub fn answer(&self, asked: &HeaderMap) -> Response {
        if self.is_known(asked) {
            return response(StatusCode::NOT_MODIFIED, self.unchanged.clone(), Body::empty());
        }
        let accepted = asked.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let compressed = if accepts(accepted, "br") {
            self.br.get_or_init(|| self.encoded("br", brotli(&self.raw.body))).as_ref()
        } else if accepts(accepted, "gzip") {
            self.gzip.get_or_init(|| self.encoded("gzip", gzip(&self.raw.body))).as_ref()
        } else {
            None
        };
        let sent = compressed.unwrap_or(&self.raw);
        response(StatusCode::OK, sent.headers.clone(), Body::from(sent.body.clone()))
    }

    fn is_known(&self, asked: &HeaderMap) -> bool {
        asked.get(header::IF_NONE_MATCH).is_some_and(|known| {
            known == self.etag || known.to_str().is_ok_and(|list| list.split(',').any(|one| self.etag == *one.trim()))
        })
    }

    fn encoded(&self, coding: &'static str, body: std::io::Result<Vec<u8>>) -> Option<Sent> {
        match body {
            Ok(body) => {
                let mut headers = self.raw.headers.clone();
                headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(coding));
                Some(Sent { headers, body: body.into() })
            }
            Err(error) => {
                tracing::error!(%error, coding, "a page could not be compressed");
                None
            }
        }
    }
}

fn response(status: StatusCode, headers: HeaderMap, body: Body) -> Response {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    *response.headers_mut() = headers;
    response
}

/// Whether `gzip, br;q=0.5` and the like name this coding without refusing it.
fn accepts(list: &str, coding: &str) -> bool {
    list.split(',').any(|one| {
        let mut parts = one.split(';').map(str::trim);
        let named = parts.next().is_some_and(|name| name.eq_ignore_ascii_case(coding));
        named && !parts.any(|weight| weight.strip_prefix("q=").is_some_and(|q| q.parse() == Ok(0.0)))
    })
}

fn brotli(raw: &[u8]) -> std::io::Result<Vec<u8>> {
    let params = brotli::enc::BrotliEncoderParams {
        quality: BROTLI_QUALITY,
        lgwin: BROTLI_WINDOW,
        size_hint: raw.len(),
        ..Default::default()
    };
    let mut out = Vec::with_capacity(raw.len() / 4);
    brotli::BrotliCompress(&mut &*raw, &mut out, &params)?;
    Ok(out)
}

fn gzip(raw: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::with_capacity(raw.len() / 4), Compression::new(6));
    encoder.write_all(raw)?;
    encoder.finish()
}

#[cfg(test)]
mod tests {
    use super::accepts;

    #[test]
    fn a_coding_counts_when_named_and_not_refused() {
        assert!(accepts("gzip, deflate, br, zstd", "br"));
        assert!(accepts("br;q=0.5", "br"));
        assert!(!accepts("br;q=0, gzip", "br"));
        assert!(!accepts("brotli", "br"));
        assert!(!accepts("", "gzip"));
    }
}

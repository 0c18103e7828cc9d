//! Requests that no page of ours would make: each class of them, for one route and one sender, from a fixed seed.

use crate::house::Tried;
use axum::body::Body;
use axum::extract::Request;
use http::{HeaderValue, Method, header};

/// Pieces of addresses, as they are written in one.
pub const PIECES: [&str; 24] = [
    "%00",
    "%ff",
    "%c0%af",
    "%ed%a0%80",
    "%2e%2e",
    "%252e%252e%252f",
    "..%2f..%2fetc%2fpasswd",
    "%0d%0aset-cookie:%20a=b",
    "%1b%5b2J",
    "%e2%80%ae",
    "%ef%bb%bf",
    "%",
    "%zz",
    "-1",
    "0",
    "2147483648",
    "9223372036854775808",
    "1e400",
    "NaN",
    "1%20OR%201",
    "'%22%3E%3Cscript%3E",
    "é",
    "x[]=1",
    "9007199254740991",
];

/// Queries, well-formed or not.
pub const QUERIES: [&str; 20] = [
    "page=-1",
    "page=0",
    "page=2147483648",
    "page=9223372036854775808",
    "page=1e400",
    "page=NaN",
    "page=1%20OR%201",
    "page=%ff",
    "page=%00",
    "page=1&page=2",
    "page[]=1",
    "&&&===&",
    "quote=-1&new=%ff",
    "next=//elsewhere.example",
    "next=%0d%0aset-cookie:%20a=b",
    "name=%f4%8f%bf%bf&done=%e2%80%ae",
    "to=-9223372036854775808",
    "to=9223372036854775807",
    "%ff=%ff",
    "confirmed&reset&%00",
];

/// What people may try to put into a field.
pub const TEXTS: [&str; 14] = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "[a](javascript:alert(1)) ![b](data:text/html,x)",
    "a\u{0}b",
    "a\u{1b}[2Jb\u{7}",
    "\u{85}\u{9b}31m",
    "\u{202e}evil\u{2066}",
    "\u{feff}\u{200b}\u{2028}",
    "' OR 1=1; drop table posts --",
    "-1",
    "9223372036854775808",
    "1e400",
    "../../etc/passwd\r\nset-cookie: a=b",
    "{{7*7}} ${7*7} %s%n &amp;lt;",
];

/// Bodies that are no form, or not ours, with what they claim to be.
const BODIES: [(&str, &str); 18] = [
    (FORM, "body=%ff&key=%c0%af"),
    (FORM, "body=%00&title=%00&email=%00"),
    (FORM, "body=a&body=b"),
    (FORM, "body=Hello&role=admin&verified=1&author=Hedda&forum_id=1"),
    (FORM, "body[]=1&body[x][y]=2&thread[0]=1"),
    (FORM, "%&%%=%zz&=&==&a"),
    (FORM, "thread=-1&post=0&no=NaN&forum=%2e%2e&body=x"),
    (FORM, "thread=9223372036854775808&post=1e400&no=9223372036854775808&selected=%ff&body=x"),
    (FORM, "{\"body\":\"x\"}"),
    (FORM, ""),
    ("application/json", "{\"body\":\"x\",\"key\":null,\"body\":[1,{\"a\":1e400}]}"),
    ("application/json; charset=utf-16", "\u{feff}{"),
    ("multipart/form-data; boundary=x", "--x\r\ncontent-disposition: form-data; name=\"body\"\r\n\r\nHello"),
    ("multipart/form-data", "--\r\n--\r\n----"),
    ("text/plain", "body=Hello"),
    ("application/x-www-form-urlencoded-not", "body=Hello"),
    ("", "body=Hello"),
    ("\"; x=", "body=Hello"),
];

const FORM: &str = "application/x-www-form-urlencoded";

/// The same numbers in every run.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed.max(1))
    }

    pub fn below(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap_or(0) % sides
    }
}

/// Every malformed request to this address, which is sound itself.
pub fn requests(path: &str, dice: &mut Dice) -> Tried<Vec<Request>> {
    let mut all = Vec::new();
    for method in ["TRACE", "CONNECT", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD", "BREW", "get"] {
        all.push(Request::builder().method(Method::from_bytes(method.as_bytes())?).uri(path).body(Body::from("x=1"))?);
    }
    for _ in 0..5 {
        let query = QUERIES[dice.below(QUERIES.len())];
        for method in ["GET", "POST"] {
            all.push(
                Request::builder()
                    .method(method)
                    .uri(format!("{path}?{query}"))
                    .header(header::CONTENT_TYPE, FORM)
                    .body(Body::from("body=x"))?,
            );
        }
    }
    all.push(Request::get(format!("{path}?{}", "x=1&".repeat(2000))).body(Body::empty())?);
    all.push(Request::get(format!("{path}/{}", "x".repeat(60_000))).body(Body::empty())?);
    all.push(Request::get(format!("{path}/{}", PIECES[dice.below(PIECES.len())])).body(Body::empty())?);
    for (kind, body) in BODIES {
        all.push(Request::post(path).header(header::CONTENT_TYPE, kind).body(Body::from(body))?);
    }
    all.push(
        Request::post(path).header(header::CONTENT_TYPE, FORM).body(Body::from(b"body=\xff\xfe\x00&key=\xc3\x28".to_vec()))?,
    );
    all.push(large(path, dice)?);
    all.push(headers(path, dice)?);
    all.push(
        Request::get(path).header(header::COOKIE, HeaderValue::from_bytes(b"d2d=\xff\xfe; \x80=; d2d=")?).body(Body::empty())?,
    );
    Ok(all)
}

/// A body of a megabyte, or one that is nested ten thousand times.
fn large(path: &str, dice: &mut Dice) -> Tried<Request> {
    let (kind, body) = match dice.below(5) {
        0 => (FORM, format!("body={}", "%F0%9F%92%A9".repeat(87_000))),
        1 => (FORM, format!("body{}=1", "[a]".repeat(10_000))),
        2 => (FORM, (0..50_000).map(|n| format!("k{n}=1&")).collect()),
        3 => ("application/json", format!("{{\"body\":{}1{}}}", "[".repeat(10_000), "]".repeat(10_000))),
        _ => (
            "multipart/form-data; boundary=x",
            "--x\r\ncontent-disposition: form-data; name=\"a[b]\"\r\n\r\n1\r\n".repeat(10_000),
        ),
    };
    let length = body.len();
    let request = Request::post(path).header(header::CONTENT_TYPE, kind);
    let request = if dice.below(2) == 0 { request.header(header::CONTENT_LENGTH, length) } else { request };
    Ok(request.body(Body::from(body))?)
}

/// Five hundred headers, or well-known ones that hold nonsense.
fn headers(path: &str, dice: &mut Dice) -> Tried<Request> {
    let mut request = Request::get(path);
    if dice.below(2) == 0 {
        for number in 0..500 {
            request = request.header(format!("x-{number}"), "1");
        }
        return Ok(request.body(Body::empty())?);
    }
    for name in [
        "accept-encoding",
        "if-none-match",
        "range",
        "user-agent",
        "accept",
        "referer",
        "accept-language",
        "content-length",
        "x-forwarded-for",
        "sec-fetch-dest",
        "if-modified-since",
    ] {
        let value =
            [&b"\xff\xfe;q=-1"[..], b"bytes=-1-,9999999999999999999999-", b"*/*;q=1e400, \"", b",,,;;;===", b"-1"][dice.below(5)];
        request = request.header(name, HeaderValue::from_bytes(value)?);
    }
    Ok(request.body(Body::empty())?)
}

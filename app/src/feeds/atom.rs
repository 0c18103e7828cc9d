use crate::fault::Fault;
use atom_syndication::{
    CategoryBuilder, Content, ContentBuilder, Entry as AtomEntry, EntryBuilder, FeedBuilder, FixedDateTime, GeneratorBuilder,
    Link, LinkBuilder, PersonBuilder, Text,
};
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, HeaderValue, StatusCode, header};
use jiff::Timestamp;
use sha2::{Digest, Sha256};
use types::feeds::{Enclosure, Entry, Feed};

/// Who may keep a feed on its way.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Keeping {
    /// It is the same for everybody.
    Everyone,
    /// It is one member's own.
    Nobody,
}

/// How long a reader program need not ask again for what is open to everybody.
const OPEN: &str = "public, max-age=300";

/// The feed as Atom (RFC 4287), or the answer that nothing has changed (RFC 9110, 13.1).
pub fn answer(feed: &Feed, origin: &str, own: &str, asked: &HeaderMap, keeping: Keeping) -> Result<Response, Fault> {
    let xml: String = written(feed, origin, own).to_string().chars().filter(|c| is_xml(*c)).collect();
    let tag = format!("\"{}\"", hex(&Sha256::digest(xml.as_bytes())[..12]));
    let modified = http_date(feed.updated);
    let same = match asked.get(header::IF_NONE_MATCH) {
        Some(known) => known
            .to_str()
            .is_ok_and(|known| known.split(',').any(|one| one.trim().trim_start_matches("W/") == tag || one.trim() == "*")),
        None => asked.get(header::IF_MODIFIED_SINCE).is_some_and(|since| since.as_bytes() == modified.as_bytes()),
    };
    let mut response = if same {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        ([(header::CONTENT_TYPE, "application/atom+xml; charset=utf-8")], xml).into_response()
    };
    let value = |text: &str| HeaderValue::from_str(text).map_err(|why| Fault::broken(&why));
    let headers = response.headers_mut();
    headers.insert(header::ETAG, value(&tag)?);
    headers.insert(header::LAST_MODIFIED, value(&modified)?);
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(if keeping == Keeping::Everyone { OPEN } else { "no-store" }));
    Ok(response)
}

/// XML 1.0, 2.2: for one of the others, which HTML bears, a reader program refuses the whole feed.
fn is_xml(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..)
}

fn written(feed: &Feed, origin: &str, own: &str) -> atom_syndication::Feed {
    let entries = feed.closed.map(|at| something_new(origin, at)).into_iter();
    FeedBuilder::default()
        .lang(Some("en-GB".to_owned()))
        .id(format!("{origin}{own}"))
        .title(format!("{} · doc2doc", feed.title))
        .updated(time(feed.updated))
        .author(PersonBuilder::default().name("doc2doc").build())
        .generator(Some(GeneratorBuilder::default().value("doc2doc").build()))
        .links(vec![
            link("self", format!("{origin}{own}"), Some("application/atom+xml")),
            link("alternate", format!("{origin}{}", feed.page), Some("text/html")),
        ])
        .entries(entries.chain(feed.entries.iter().map(|entry| post(entry, origin))).collect::<Vec<_>>())
        .build()
}

fn post(entry: &Entry, origin: &str) -> AtomEntry {
    let address = format!("{origin}/posts/{}", entry.post);
    let pictures = entry.pictures.iter().map(|picture| enclosure(picture, origin));
    EntryBuilder::default()
        .id(address.clone())
        .title(Text::plain(entry.title.clone()))
        .published(Some(time(entry.at)))
        .updated(time(entry.updated))
        .author(PersonBuilder::default().name(entry.author.clone()).build())
        .category(CategoryBuilder::default().term(entry.forum.clone()).build())
        .links(std::iter::once(link("alternate", address, Some("text/html"))).chain(pictures).collect::<Vec<_>>())
        .content(Some(html(absolute(&entry.html, origin))))
        .build()
}

/// All that is told of closed places.
fn something_new(origin: &str, at: i64) -> AtomEntry {
    let address = format!("{origin}/my/unread");
    EntryBuilder::default()
        .id(format!("{address}#{at}"))
        .title("Something new in a closed forum".to_owned())
        .updated(time(at))
        .links(vec![link("alternate", address, Some("text/html"))])
        .content(Some(html(
            "<p>There is something new in a closed forum that you follow. Please sign in to read it.</p>".to_owned(),
        )))
        .build()
}

fn html(words: String) -> Content {
    ContentBuilder::default().content_type(Some("html".to_owned())).value(Some(words)).build()
}

fn link(rel: &str, href: String, media: Option<&str>) -> Link {
    LinkBuilder::default().rel(rel).href(href).mime_type(media.map(str::to_owned)).build()
}

/// A picture that reader programs may fetch ahead (RFC 4287, 4.2.7).
fn enclosure(picture: &Enclosure, origin: &str) -> Link {
    let address = format!("{origin}/media/{}", picture.id);
    Link { length: Some(picture.length.to_string()), ..link("enclosure", address, Some(&picture.media)) }
}

/// Addresses of this site with its origin, since a reader program stands elsewhere. The HTML is our own: every address in it
/// stands in quotation marks after its attribute.
fn absolute(html: &str, origin: &str) -> String {
    let mut whole = html.to_owned();
    for attribute in ["href", "src"] {
        whole = whole.replace(&format!("{attribute}=\"/"), &format!("{attribute}=\"{origin}/"));
    }
    // Other sizes are for our own pages.
    while let Some(start) = whole.find(" srcset=\"") {
        let end = whole[start + 9..].find('"').map_or(whole.len(), |end| start + 9 + end + 1);
        whole.replace_range(start..end, "");
    }
    whole
}

fn time(at: i64) -> FixedDateTime {
    let moment = Timestamp::from_millisecond(at).unwrap_or_default();
    moment.strftime("%Y-%m-%dT%H:%M:%SZ").to_string().parse().unwrap_or_default()
}

fn http_date(at: i64) -> String {
    Timestamp::from_millisecond(at).unwrap_or_default().strftime("%a, %d %b %Y %H:%M:%S GMT").to_string()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

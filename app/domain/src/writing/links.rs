//! Which addresses a link may lead to.

use ammonia::Url;

/// Where the text with the link was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// By a member: web, mail and paths from the root of this site.
    Post,
    /// By us: relative addresses and fragments as well.
    Article,
}

/// Says whether a link to `url` may be written into a page.
pub fn allowed(url: &str, source: Source) -> bool {
    // Browsers drop control characters inside an address, so `java\tscript:` and `/\t/host` must not get past the checks below.
    // A backslash is a slash to some of them.
    if url.contains(|c: char| c.is_control() || c == '\\') {
        return false;
    }
    match scheme(url) {
        Some(scheme) => web_or_mail(scheme, &url[scheme.len() + 1..]) && Url::parse(url).is_ok(),
        None => local(url, source),
    }
}

fn scheme(url: &str) -> Option<&str> {
    let end = url.find([':', '/', '?', '#'])?;
    url[end..].starts_with(':').then(|| &url[..end])
}

fn web_or_mail(scheme: &str, rest: &str) -> bool {
    if scheme.eq_ignore_ascii_case("mailto") {
        return !rest.is_empty();
    }
    let web = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
    let host = rest.strip_prefix("//").and_then(|rest| rest.chars().next());
    web && host.is_some_and(|first| !matches!(first, '/' | '?' | '#' | ':' | '@'))
}

fn local(url: &str, source: Source) -> bool {
    match (url.strip_prefix('/'), source) {
        // `//host` leads to another site.
        (Some(rest), _) => !rest.starts_with('/'),
        (None, Source::Article) => !url.is_empty(),
        (None, Source::Post) => false,
    }
}

//! What browsers call while a page is open; the outcomes stand in the same table as those of the pages.

use crate::matrix_rows::Row;

/// Every call on every kind of thing. A row is needed for each function.
pub const CALLS: &[Row] = &[
    ("/api/passkey/ask", "/api/passkey/ask", Some("")),
    ("/api/passkey/make", "/api/passkey/make", Some("")),
    ("/api/reply", "/api/reply", Some("thread={open-thread}&body=Hello&key=kkkkkkkk")),
    ("/api/read", "/api/read", Some("thread={open-thread}&no=1")),
    ("/api/edit", "/api/edit", Some("post={open-post}&body=Changed")),
    ("/api/quote", "/api/quote", Some("post={open-post}&selected=")),
    ("/api/reply", "/api/reply", Some("thread={doctors-thread}&body=Hello&key=kkkkkkkk")),
    ("/api/read", "/api/read", Some("thread={doctors-thread}&no=1")),
    ("/api/edit", "/api/edit", Some("post={doctors-post}&body=Changed")),
    ("/api/quote", "/api/quote", Some("post={doctors-post}&selected=")),
    ("/api/reply", "/api/reply", Some("thread={harbour-thread}&body=Hello&key=kkkkkkkk")),
    ("/api/read", "/api/read", Some("thread={harbour-thread}&no=1")),
    ("/api/edit", "/api/edit", Some("post={harbour-post}&body=Changed")),
    ("/api/quote", "/api/quote", Some("post={harbour-post}&selected=")),
    ("/api/reply", "/api/reply", Some("thread={cellar-thread}&body=Hello&key=kkkkkkkk")),
    ("/api/read", "/api/read", Some("thread={cellar-thread}&no=1")),
    ("/api/edit", "/api/edit", Some("post={cellar-post}&body=Changed")),
    ("/api/quote", "/api/quote", Some("post={cellar-post}&selected=")),
    ("/api/start", "/api/start", Some("forum=cardiology&kind=question&title=A+title&body=Hello&key=kkkkkkkk")),
    ("/api/start", "/api/start", Some("forum=difficult-cases&kind=question&title=A+title&body=Hello&key=kkkkkkkk")),
    ("/api/start", "/api/start", Some("forum={listed}&kind=question&title=A+title&body=Hello&key=kkkkkkkk")),
    ("/api/start", "/api/start", Some("forum={unlisted}&kind=question&title=A+title&body=Hello&key=kkkkkkkk")),
    ("/api/preview", "/api/preview", Some("body=Hello")),
    ("/api/draft", "/api/draft", Some("who=Pavel&place=thread:{open-thread}&kind=&title=&body=Hello&key=kkkkkkkk&upon=0")),
    ("/api/draft", "/api/draft", Some("who=Pavel&place=thread:{doctors-thread}&kind=&title=&body=Hello&key=kkkkkkkk&upon=0")),
    ("/api/draft", "/api/draft", Some("who=Pavel&place=thread:{cellar-thread}&kind=&title=&body=Hello&key=kkkkkkkk&upon=0")),
    ("/api/names", "/api/names", Some("place=forum:cardiology&begins=pa")),
    ("/api/names", "/api/names", Some("place=forum:difficult-cases&begins=pa")),
    ("/api/names", "/api/names", Some("place=forum:{unlisted}&begins=co")),
];

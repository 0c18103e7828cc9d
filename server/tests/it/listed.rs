//! All addresses and calls there are, so that each new one is thought of by the tests that try them all.

use std::collections::BTreeSet;

/// Every route with its methods.
pub const ROUTES: &[(&str, &str)] = &[
    ("/", "GET"),
    ("/forums", "GET"),
    ("/forums/{forum}", "GET POST"),
    ("/forums/{forum}/members", "GET POST"),
    ("/join/{code}", "GET POST"),
    ("/forums/{forum}/new", "GET POST"),
    ("/threads/{thread}", "GET"),
    ("/threads/{thread}/move", "GET POST"),
    ("/threads/{thread}/merge", "GET POST"),
    ("/threads/{thread}/split", "GET POST"),
    ("/threads/{thread}/read", "GET"),
    ("/threads/{thread}/unread", "GET"),
    ("/my/unread", "GET POST"),
    ("/threads/{thread}/{slug}", "GET POST"),
    ("/posts/{post}", "GET"),
    ("/posts/{post}/edit", "GET POST"),
    ("/posts/{post}/history", "GET"),
    ("/posts/{post}/bookmark", "GET POST"),
    ("/my/bookmarks", "GET POST"),
    ("/feeds/forums/{file}", "GET"),
    ("/feeds/threads/{file}", "GET"),
    ("/feeds/my/{file}", "GET"),
    ("/live", "GET"),
    ("/register", "GET POST"),
    ("/verify/{token}", "GET POST"),
    ("/login", "GET POST"),
    ("/login/second", "GET POST"),
    ("/login/again", "GET POST"),
    ("/logout", "POST"),
    ("/forgot", "GET POST"),
    ("/reset/{token}", "GET POST"),
    ("/members/{name}", "GET"),
    ("/my", "GET"),
    ("/my/notices", "GET POST"),
    ("/my/profile", "GET POST"),
    ("/my/privacy", "GET POST"),
    ("/my/communities", "GET POST"),
    ("/my/notifications", "GET POST"),
    ("/my/subscriptions", "GET POST"),
    ("/unsubscribe/{token}", "GET POST"),
    ("/my/drafts", "GET POST"),
    ("/my/security", "GET POST"),
    ("/my/security/factors", "GET POST"),
    ("/my/verification", "GET POST"),
    ("/my/verification/evidence", "POST"),
    ("/my/profile/picture", "POST"),
    ("/my/pictures", "GET POST"),
    ("/my/pictures/new", "POST"),
    ("/media", "POST"),
    ("/media/{id}", "GET"),
    ("/search", "GET"),
    ("/desk/synonyms", "GET POST"),
    ("/help", "GET"),
    ("/help/icons", "GET"),
    ("/help/{page}", "GET"),
    ("/conduct", "GET"),
    ("/terms", "GET"),
    ("/privacy", "GET"),
    ("/about", "GET"),
    ("/desk", "GET"),
    ("/desk/verification", "GET POST"),
    ("/desk/verification/{case}", "GET POST"),
    ("/desk/evidence/{evidence}", "POST"),
    ("/desk/members", "GET POST"),
    ("/desk/staff", "GET POST"),
    ("/desk/identity", "GET POST"),
    ("/desk/audit", "GET"),
    ("/desk/letters", "GET POST"),
    ("/desk/requests", "GET POST"),
    ("/desk/poll", "GET POST"),
    ("/polls", "GET"),
    ("/polls/{poll}", "GET POST"),
    ("/desk/forums", "GET"),
    ("/desk/forums/{forum}", "GET POST"),
    ("/api/passkey/ask", "POST"),
    ("/api/passkey/make", "POST"),
    ("/api/{function}", "POST"),
];

/// Every server function.
pub const FUNCTIONS: &[&str] =
    &["/api/draft", "/api/edit", "/api/names", "/api/preview", "/api/quote", "/api/read", "/api/reply", "/api/start"];

/// The routes as the site has them, read from its source.
fn real_routes() -> BTreeSet<(String, String)> {
    let source = include_str!("../../../app/src/lib.rs");
    let routes = source.split(".route(").skip(1);
    routes
        .map(|route| {
            let (path, handlers) = route.trim_start().trim_start_matches('"').split_once('"').unwrap_or((route, ""));
            let has = |method: &str| handlers.contains(&format!("{method}("));
            let methods =
                ["GET", "POST", "PUT", "PATCH", "DELETE", "ANY"].into_iter().filter(|method| has(&method.to_lowercase()));
            (path.to_owned(), methods.collect::<Vec<_>>().join(" "))
        })
        .collect()
}

#[test]
fn every_route_is_tried_by_strangers_and_with_malformed_requests() {
    let listed: BTreeSet<_> = ROUTES.iter().map(|(path, methods)| ((*path).to_owned(), (*methods).to_owned())).collect();
    assert_eq!(real_routes(), listed, "list the new route in listed.rs and what strangers may do there in strangers.rs");
}

#[test]
fn every_server_function_is_tried_by_strangers_and_with_malformed_requests() {
    let real: BTreeSet<_> = leptos::server_fn::axum::server_fn_paths().map(|(path, _)| path).collect();
    assert_eq!(
        real,
        FUNCTIONS.iter().copied().collect(),
        "list the new function in listed.rs and what strangers may do with it in strangers.rs"
    );
}

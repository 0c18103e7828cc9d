//! The pages, parts and islands of doc2doc, and the functions that its islands call.
//!
//! Architecture invariants: no SQL here; a page first reads its data as the viewer, then renders plain values; the
//! browser's half knows neither `domain` nor `axum`.
#![recursion_limit = "512"] // views are nested types

#[cfg(feature = "ssr")]
pub mod assets;
#[cfg(feature = "ssr")]
pub mod desk;
pub mod fault;
#[cfg(feature = "ssr")]
pub mod form;
pub mod forums;
#[cfg(feature = "ssr")]
pub mod help;
#[cfg(feature = "ssr")]
pub mod home_page;
pub mod kit;
#[cfg(feature = "ssr")]
pub mod layout;
#[cfg(feature = "ssr")]
pub mod members;
#[cfg(feature = "ssr")]
pub mod request;
#[cfg(feature = "ssr")]
pub mod throttle;

/// Named by the browser's library, so that the islands are linked into it.
#[cfg(feature = "hydrate")]
pub fn wake() {}

/// Every address of the site on one screen.
#[cfg(feature = "ssr")]
pub fn routes() -> axum::Router<request::Site> {
    use axum::routing::{get, post};
    axum::Router::new()
        .route("/", get(home_page::home_page))
        .route("/forums", get(forums::forum_list_page::forum_list_page))
        .route("/forums/{forum}", get(forums::forum_page::forum_page))
        .route("/forums/{forum}/new", get(forums::new_page::new_page).post(forums::new_page::start))
        .route("/threads/{thread}", get(forums::thread_page::short_address))
        .route("/threads/{thread}/read", get(forums::thread_page::read_mark))
        .route("/threads/{thread}/{slug}", get(forums::thread_page::thread_page).post(forums::thread_page::act))
        .route("/posts/{post}", get(forums::post_pages::permalink))
        .route("/posts/{post}/edit", get(forums::post_pages::edit_page).post(forums::post_pages::edit))
        .route("/posts/{post}/history", get(forums::post_pages::history_page))
        .route("/register", get(members::register_page::register_page).post(members::register_page::register))
        .route("/verify/{token}", get(members::verify_page::verify_page).post(members::verify_page::verify))
        .route("/login", get(members::login_page::login_page).post(members::login_page::login))
        .route("/logout", post(members::login_page::logout))
        .route("/forgot", get(members::forgot_page::forgot_page).post(members::forgot_page::forgot))
        .route("/reset/{token}", get(members::forgot_page::reset_page).post(members::forgot_page::reset))
        .route("/members/{name}", get(members::member_page::member_page))
        .route("/my", get(members::my_page::my_page))
        .route("/my/profile", get(members::profile_page::profile_page).post(members::profile_page::describe))
        .route("/my/privacy", get(members::privacy_page::privacy_page).post(members::privacy_page::show_to))
        .route("/my/security", get(members::security_page::security_page).post(members::security_page::change))
        .route("/help", get(help::help_page::faq))
        .route("/help/icons", get(help::icons_page::icons_page))
        .route("/help/{page}", get(help::help_page::article))
        .route("/conduct", get(help::help_page::conduct))
        .route("/terms", get(help::help_page::terms))
        .route("/privacy", get(help::help_page::privacy))
        .route("/about", get(help::help_page::about))
        .route("/desk", get(desk::desk_page::desk_page))
        .route("/desk/members", get(desk::members_page::members_page).post(desk::members_page::seat))
        .route("/api/{function}", post(request::call))
}

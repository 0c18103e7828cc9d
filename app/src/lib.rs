//! The pages, parts and islands of doc2doc, and the functions that its islands call.
//!
//! Architecture invariants: no SQL here; a page first reads its data as the viewer, then renders plain values; the
//! browser's half knows neither `domain` nor `axum`.
#![recursion_limit = "512"] // views are nested types

#[cfg(feature = "ssr")]
pub mod assets;
#[cfg(feature = "ssr")]
pub mod bookmarks;
#[cfg(feature = "ssr")]
pub mod communities;
#[cfg(feature = "ssr")]
pub mod desk;
pub mod drafts;
pub mod fault;
#[cfg(feature = "ssr")]
pub mod fault_page;
#[cfg(feature = "ssr")]
pub mod feeds;
#[cfg(feature = "ssr")]
pub mod following;
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
pub mod live;
pub mod media;
#[cfg(feature = "ssr")]
pub mod members;
#[cfg(feature = "ssr")]
pub mod notices;
pub mod polls;
#[cfg(feature = "ssr")]
pub mod request;
#[cfg(feature = "ssr")]
pub mod search;
#[cfg(feature = "ssr")]
pub mod throttle;
#[cfg(feature = "ssr")]
pub mod upload;
#[cfg(feature = "ssr")]
pub mod verification;

/// Named by the browser's library, so that the islands are linked into it.
#[cfg(feature = "hydrate")]
pub fn wake() {}

/// Every address of the site on one screen.
#[cfg(feature = "ssr")]
pub fn routes() -> axum::Router<request::Site> {
    use axum::extract::DefaultBodyLimit;
    use axum::routing::{get, post};
    axum::Router::new()
        .route("/", get(home_page::home_page))
        .route("/forums", get(forums::forum_list_page::forum_list_page))
        .route("/forums/{forum}", get(forums::forum_page::forum_page).post(forums::forum_page::ask_to_join))
        .route("/forums/{forum}/new", get(forums::new_page::new_page).post(forums::new_page::start))
        .route("/forums/{forum}/members", get(communities::members_page::members_page).post(communities::members_page::change))
        .route("/join/{code}", get(communities::join_page::join_page).post(communities::join_page::join))
        .route("/threads/{thread}", get(forums::thread_page::short_address))
        .route("/threads/{thread}/move", get(forums::move_page::move_page).post(forums::move_page::move_it))
        .route("/threads/{thread}/merge", get(forums::merge_page::merge_page).post(forums::merge_page::merge))
        .route("/threads/{thread}/split", get(forums::split_page::split_page).post(forums::split_page::split))
        .route("/threads/{thread}/read", get(forums::reading::read_mark))
        .route("/threads/{thread}/unread", get(forums::reading::first_unread))
        .route("/threads/{thread}/{slug}", get(forums::thread_page::thread_page).post(forums::thread_page::act))
        .route("/posts/{post}", get(forums::post_pages::permalink))
        .route("/posts/{post}/edit", get(forums::post_pages::edit_page).post(forums::post_pages::edit))
        .route("/posts/{post}/history", get(forums::history_page::history_page))
        .route("/posts/{post}/bookmark", get(bookmarks::bookmark_page::bookmark_page).post(bookmarks::bookmark_page::keep))
        .route("/my/bookmarks", get(bookmarks::bookmarks_page::bookmarks_page).post(bookmarks::bookmarks_page::remove))
        .route("/feeds/forums/{file}", get(feeds::feed_pages::forum_feed))
        .route("/feeds/threads/{file}", get(feeds::feed_pages::thread_feed))
        .route("/feeds/my/{file}", get(feeds::feed_pages::my_feed))
        .route("/my/unread", get(forums::unread_page::unread_page).post(forums::unread_page::change))
        .route("/live", get(live::live))
        .route("/register", get(members::register_page::register_page).post(members::register_page::register))
        .route("/verify/{token}", get(members::verify_page::verify_page).post(members::verify_page::verify))
        .route("/login", get(members::login_page::login_page).post(members::login_page::login))
        .route("/login/second", get(members::second_page::second_page).post(members::second_page::second))
        .route("/login/again", get(members::again_page::again_page).post(members::again_page::confirm))
        .route("/logout", post(members::login_page::logout))
        .route("/forgot", get(members::forgot_page::forgot_page).post(members::forgot_page::forgot))
        .route("/reset/{token}", get(members::forgot_page::reset_page).post(members::forgot_page::reset))
        .route("/members/{name}", get(members::member_page::member_page))
        .route("/my", get(members::my_page::my_page))
        .route("/my/notices", get(notices::notices_page::notices_page).post(notices::notices_page::change))
        .route("/my/profile", get(members::profile_page::profile_page).post(members::profile_page::describe))
        .route("/my/drafts", get(drafts::drafts_page::drafts_page).post(drafts::drafts_page::change))
        .route("/my/privacy", get(members::privacy_page::privacy_page).post(members::privacy_page::show_to))
        .route(
            "/my/communities",
            get(communities::communities_page::communities_page).post(communities::communities_page::change),
        )
        .route(
            "/my/notifications",
            get(following::notifications_page::notifications_page).post(following::notifications_page::change),
        )
        .route(
            "/my/subscriptions",
            get(following::subscriptions_page::subscriptions_page).post(following::subscriptions_page::change),
        )
        .route("/unsubscribe/{token}", get(following::unsubscribe_page::unsubscribe_page).post(following::unsubscribe_page::stop))
        .route("/my/security", get(members::security_page::security_page).post(members::security_page::change))
        .route("/my/security/factors", get(members::factors_page::factors_page).post(members::factors_page::change))
        .route("/my/verification", get(verification::mine_page::mine_page).post(verification::mine_page::change))
        .route(
            "/my/verification/evidence",
            post(verification::evidence_page::add).layer(DefaultBodyLimit::max(upload::MOST_SENT)),
        )
        .route("/my/profile/picture", post(members::profile_page::show_face).layer(DefaultBodyLimit::max(upload::MOST_SENT)))
        .route("/my/pictures", get(media::my_pictures::my_pictures).post(media::my_pictures::delete))
        .route("/my/pictures/new", post(media::my_pictures::add).layer(DefaultBodyLimit::max(upload::MOST_SENT)))
        .route("/media", post(media::send::send).layer(DefaultBodyLimit::max(upload::MOST_SENT)))
        .route("/media/{id}", get(media::fetch::fetch))
        .route("/search", get(search::search_page::search_page))
        .route("/desk/synonyms", get(search::words_page::words_page).post(search::words_page::keep))
        .route("/help", get(help::help_page::faq))
        .route("/help/icons", get(help::icons_page::icons_page))
        .route("/help/{page}", get(help::help_page::article))
        .route("/conduct", get(help::help_page::conduct))
        .route("/terms", get(help::help_page::terms))
        .route("/privacy", get(help::help_page::privacy))
        .route("/about", get(help::help_page::about))
        .route("/desk", get(desk::desk_page::desk_page))
        .route("/desk/verification", get(verification::desk_list_page::list_page).post(verification::desk_list_page::set))
        .route(
            "/desk/verification/{case}",
            get(verification::desk_case_page::case_page).post(verification::desk_case_page::decided),
        )
        .route("/desk/evidence/{evidence}", post(verification::evidence_page::open))
        .route("/desk/members", get(desk::members_page::members_page).post(desk::members_page::seat))
        .route("/desk/staff", get(desk::staff_page::staff_page).post(desk::staff_page::change))
        .route("/desk/identity", get(desk::identity_page::identity_page).post(desk::identity_page::look_up))
        .route("/desk/audit", get(desk::audit_page::audit_page))
        .route("/desk/letters", get(desk::letters_page::letters_page).post(desk::letters_page::tend))
        .route("/api/passkey/ask", post(members::passkey_api::ask))
        .route("/api/passkey/make", post(members::passkey_api::make))
        .route("/desk/requests", get(desk::requests_page::requests_page).post(desk::requests_page::decide))
        .route("/desk/poll", get(polls::desk_page::desk_page).post(polls::desk_page::change))
        .route("/polls", get(polls::polls_page::polls_page))
        .route("/polls/{poll}", get(polls::poll_page::poll_page).post(polls::poll_page::vote_in_it))
        .route("/desk/forums", get(desk::forums_page::forums_page))
        .route("/desk/forums/{forum}", get(desk::forum_page::forum_page).post(desk::forum_page::change))
        .route("/api/{function}", post(request::call))
}

use leptos::prelude::*;

/// What one writes and keeps; what is unread and what one is told stand in the head of every page.
const OWN: [(&str, &str); 6] = [
    ("/my", "Overview"),
    ("/my/subscriptions", "Subscriptions"),
    ("/my/bookmarks", "Bookmarks"),
    ("/my/drafts", "Drafts"),
    ("/my/pictures", "Pictures"),
    ("/my/communities", "Communities"),
];

/// How one is seen and told.
const SETTINGS: [(&str, &str); 5] = [
    ("/my/profile", "Profile"),
    ("/my/notifications", "Letters"),
    ("/my/verification", "Verification"),
    ("/my/privacy", "Privacy"),
    ("/my/security", "Security"),
];

/// The head of every page of "My doc2doc", with the way to the others.
#[component]
pub fn MyHead(here: &'static str) -> impl IntoView {
    view! {
        <header class="head"><h1>"My doc2doc"</h1></header>
        {tabs("My doc2doc", &OWN, here)}
        {tabs("My settings", &SETTINGS, here)}
    }
}

fn tabs(label: &'static str, pages: &[(&'static str, &'static str)], here: &str) -> impl IntoView + use<> {
    let links = pages
        .iter()
        .map(|(address, words)| view! { <a href=*address aria-current=(*address == here).then_some("page")>{*words}</a> })
        .collect_view();
    view! { <nav class="tabs" aria-label=label>{links}</nav> }
}

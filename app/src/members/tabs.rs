use leptos::prelude::*;

/// The pages of one's own account.
const PAGES: [(&str, &str); 6] = [
    ("/my", "Overview"),
    ("/my/profile", "Profile"),
    ("/my/communities", "Communities"),
    ("/my/verification", "Verification"),
    ("/my/privacy", "Privacy"),
    ("/my/security", "Security"),
];

/// The head of every page of "My doc2doc", with the way to the others.
#[component]
pub fn MyHead(here: &'static str) -> impl IntoView {
    let links = PAGES
        .into_iter()
        .map(|(address, words)| view! { <a href=address aria-current=(address == here).then_some("page")>{words}</a> })
        .collect_view();
    view! {
        <header class="head"><h1>"My doc2doc"</h1></header>
        <nav class="tabs" aria-label="My doc2doc">{links}</nav>
    }
}

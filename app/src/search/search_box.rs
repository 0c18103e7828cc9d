use crate::kit::icon::Icon;
use leptos::prelude::*;
use types::icon;

/// The search box in the head of every page.
#[component]
pub fn SearchBox(
    /// What has been looked for, on the page of its results.
    words: String,
) -> impl IntoView {
    view! {
        <form class="search-box" method="get" action="/search" role="search" aria-label="Site">
            <label class="visually-hidden" for="search-box">"Search doc2doc"</label>
            <input id="search-box" name="q" type="search" maxlength="1000" placeholder="Search" autocomplete="off" enterkeyhint="search" value=words />
            <button class="button quiet"><Icon of=icon::SEARCH /><span class="visually-hidden">"Search"</span></button>
        </form>
    }
}

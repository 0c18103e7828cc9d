//! The form of a search.

use crate::form::Filled;
use crate::kit::field::{Choice, FieldError, described};
use crate::kit::radios::Radios;
use leptos::prelude::*;
use types::forums::Kind;
use types::text::NAME_MOST;

/// The words, and the filters; these are open when one is used.
pub fn form(filled: &Filled, forums: Vec<(String, String)>, open: bool) -> impl IntoView {
    let kinds = Kind::ALL.map(|kind| (kind.key(), kind.words())).to_vec();
    view! {
        <form class="search-form" method="get" action="/search" role="search" aria-label="Search with filters" novalidate>
            <div class="finder">
                <div class="field">
                    <label for="q">"Search for"</label>
                    <p class="hint" id="q-hint">"Words, “exact phrases” in speech marks, and -words to leave out."</p>
                    <input id="q" name="q" type="search" maxlength="1000" value=filled.value("q") autocomplete="off" aria-describedby="q-hint" />
                </div>
                <button class="button filled">"Search"</button>
            </div>
            <details open=open>
                <summary>"Filters and order"</summary>
                <div class="filters">
                    {forum(filled, forums)}
                    {author(filled)}
                    <Choice filled=filled name="kind" label="Kind" choices=kinds none="Any kind" />
                    {day(filled, "from", "From")}
                    {day(filled, "until", "Until")}
                    {image(filled)}
                    <Radios filled=ordered(filled) name="order" legend="Order" choices=vec![
                        ("best", "Best first", "By title, words and age."),
                        ("newest", "Newest first", "By the time of writing."),
                    ] />
                </div>
            </details>
        </form>
    }
}

/// The same with the usual order chosen where none is.
fn ordered(filled: &Filled) -> Filled {
    let order = if filled.value("order") == "newest" { "newest" } else { "best" };
    Filled::with(crate::form::Form::with([("order", order.to_owned())]))
}

fn forum(filled: &Filled, forums: Vec<(String, String)>) -> impl IntoView + use<> {
    let chosen = filled.value("forum");
    let options = forums
        .into_iter()
        .map(|(slug, name)| {
            let selected = slug == chosen;
            view! { <option value=slug selected=selected>{name}</option> }
        })
        .collect_view();
    view! {
        <div class="field">
            <label for="forum">"Forum"</label>
            <select id="forum" name="forum"><option value="">"All forums"</option>{options}</select>
        </div>
    }
}

fn author(filled: &Filled) -> impl IntoView + use<> {
    let value = filled.value("author");
    view! {
        <div class="field">
            <label for="author">"Author"</label>
            <input id="author" name="author" maxlength=NAME_MOST.to_string() value=value autocomplete="off" placeholder="Screen name" />
        </div>
    }
}

fn day(filled: &Filled, name: &'static str, label: &'static str) -> impl IntoView + use<> {
    let (error, value) = (filled.error(name), filled.value(name));
    let wrong = error.is_some();
    view! {
        <div class=if wrong { "field wrong" } else { "field" }>
            <label for=name>{label}</label>
            <FieldError name error=error />
            <input id=name name=name type="date" value=value aria-describedby=described(name, false, wrong) aria-invalid=wrong.then_some("true") />
        </div>
    }
}

fn image(filled: &Filled) -> impl IntoView + use<> {
    let checked = filled.value("image") == "yes";
    view! {
        <div class="field check">
            <input type="checkbox" id="image" name="image" value="yes" checked=checked />
            <label for="image">"Has a picture"</label>
        </div>
    }
}

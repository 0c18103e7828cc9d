use leptos::prelude::*;
use types::drafts::Draft;
use types::polls::PollFields;

/// Two different texts for one place: the one in the field and the one saved elsewhere, until one is chosen. Without scripts
/// the first button saves the form, and the link opens the page anew with the other text.
#[component]
pub fn Both(theirs: Draft, text: RwSignal<String>, upon: RwSignal<i64>, other: RwSignal<Option<Draft>>) -> impl IntoView {
    let (version, words) = (theirs.version, theirs.words.clone());
    let elsewhere = match (theirs.device.as_str(), when(theirs.saved_at)) {
        ("", at) => at,
        (device, at) => format!("{device}, {at}"),
    };
    let settle = move || {
        upon.set(version);
        other.set(None);
    };
    let title = (!words.title.is_empty()).then(|| view! { <p class="label">{words.title.clone()}</p> });
    let poll = if words.poll == PollFields::default() { String::new() } else { words.poll.told_in_words() };
    let (for_theirs, for_both) = (words.clone(), words.clone());
    let take_theirs = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        #[cfg(feature = "hydrate")]
        crate::drafts::in_form::put_beside(&event, &for_theirs);
        text.set(for_theirs.body.clone());
        settle();
    };
    let take_both = move |event: leptos::ev::MouseEvent| {
        #[cfg(feature = "hydrate")]
        text.set(crate::drafts::in_form::put_both_beside(&event, text.get_untracked(), &for_both));
        #[cfg(not(feature = "hydrate"))]
        let _ = (event, &for_both);
        settle();
    };
    let take_mine = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        settle();
    };
    view! {
        <section class="both" role="group" aria-labelledby="both-title">
            <h3 id="both-title">"There are two different texts"</h3>
            <p class="meta">"Another window or device has saved a text for this place too. Nothing is lost: both are kept until you choose."</p>
            <div class="texts">
                <article aria-labelledby="both-mine">
                    <h4 id="both-mine">"In this window"</h4>
                    <p class="words">{move || text.get()}</p>
                    <button class="button" name="deed" value="draft" formnovalidate on:click=take_mine>
                        "Use this one"<span class="visually-hidden">" from this window"</span>
                    </button>
                </article>
                <article aria-labelledby="both-theirs">
                    <h4 id="both-theirs">"Saved elsewhere"</h4>
                    <p class="meta">{elsewhere}</p>
                    {title}
                    <p class="words">{poll + &words.body}</p>
                    <a class="button" href="" on:click=take_theirs>"Use this one"<span class="visually-hidden">" saved elsewhere"</span></a>
                </article>
            </div>
            <p class="needs-scripts"><button type="button" class="button quiet" on:click=take_both>"Put both into the field"</button></p>
        </section>
    }
}

/// A time in words: in UTC on the server, in the reader's zone in the browser.
#[cfg(feature = "ssr")]
fn when(at: i64) -> String {
    crate::kit::time::written(at, false).1
}

#[cfg(not(feature = "ssr"))]
#[cfg_attr(not(feature = "hydrate"), expect(unused_variables, reason = "only the browser knows the reader's zone"))]
fn when(at: i64) -> String {
    #[cfg(feature = "hydrate")]
    return String::from(
        js_sys::Date::new(&(at as f64).into()).to_locale_string("en-GB", &leptos::wasm_bindgen::JsValue::UNDEFINED),
    );
    #[cfg(not(feature = "hydrate"))]
    String::new()
}

//! The results of a search.

use crate::form::Form;
use crate::forums::circle_mark::CircleMark;
use crate::forums::forum_list_page::counted;
use crate::forums::thread_row::kind_icon;
use crate::kit::icon::Icon;
use crate::kit::pager::Pager;
use crate::kit::time::Time;
use crate::search::asked::address;
use leptos::prelude::*;
use types::search::{Found, Hit, Part, RESULTS};

/// Pieces of text, those that were looked for marked.
pub fn parts(parts: Vec<Part>) -> Vec<AnyView> {
    let one = |part: Part| if part.marked { view! { <mark>{part.text}</mark> }.into_any() } else { part.text.into_any() };
    parts.into_iter().map(one).collect()
}

/// The list, with what is to be said about it.
pub fn results(found: Found, form: &Form) -> AnyView {
    let remarks = found.remarks.iter().map(|remark| view! { <p class="notice">{remark.clone()}</p> }).collect_view();
    let meant = found.meant.as_ref().map(|words| meant(words, form));
    if !found.asked {
        return view! { {remarks} }.into_any();
    }
    if found.hits.is_empty() {
        return view! { {remarks}{meant}{nothing()} }.into_any();
    }
    let (summary, page) = (summary(&found), found.page);
    let rows = found.hits.into_iter().map(row).collect_view();
    view! {
        {remarks}
        {meant}
        <section aria-labelledby="found">
            <h2 class="visually-hidden" id="found">"Results"</h2>
            <p class="meta" role="status">{summary}</p>
            <ol class="hits">{rows}</ol>
            <Pager page=page address=address(form, None) label="Pages of results" />
        </section>
    }
    .into_any()
}

/// How many there are, and what was looked at.
fn summary(found: &Found) -> String {
    let from = (found.page.number - 1) * RESULTS + 1;
    let until = (from + RESULTS - 1).min(found.threads);
    let mut words = if found.best || found.cut {
        format!("{from}–{until} of the first {}.", counted(found.threads, "thread"))
    } else if found.threads == 1 {
        "One thread.".to_owned()
    } else {
        format!("{from}–{until} of {}.", counted(found.threads, "thread"))
    };
    if found.cut {
        words += " More than 20,000 posts fit; the newest 20,000 were looked at.";
    } else if found.best {
        words += &format!(" {} fit.", counted(found.posts, "post"));
    }
    if found.some {
        words = format!("Nothing holds all of your words; these hold some of them. {words}");
    }
    words
}

fn row(hit: Hit) -> impl IntoView {
    let forum = format!("/forums/{}", hit.forum_slug);
    let more = match hit.more {
        0 => None,
        1 => Some(" · 1 more post in this thread".to_owned()),
        many => Some(format!(" · {many} more posts in this thread")),
    };
    view! {
        <li>
            <Icon of=kind_icon(hit.kind) />
            <h3><a href=hit.address>{parts(hit.title)}</a>" "<CircleMark circle=hit.circle /></h3>
            <p class="snippet">{parts(hit.snippet)}</p>
            <p class="meta">
                {hit.kind.words()}" · in "<a href=forum>{hit.forum}</a>" · "{hit.author}" · "
                {hit.at_is_guess.then_some("about ")}<Time at=hit.at day_only=hit.at_is_guess />{more}
            </p>
        </li>
    }
}

fn meant(words: &str, form: &Form) -> AnyView {
    let address = address(form, Some(words));
    view! { <p class="meant">"Did you mean "<a href=address>{words.to_owned()}</a>"?"</p> }.into_any()
}

fn nothing() -> AnyView {
    view! {
        <div class="empty">
            <p>"Nothing was found in what you can read here."</p>
            <ul>
                <li>"Try fewer words, or other ones: abbreviations and their long forms find each other."</li>
                <li>"Take speech marks away, unless the words must stand together just so."</li>
                <li>"Look whether a filter leaves too much out."</li>
            </ul>
            <p><a href="/forums">"See all forums"</a></p>
        </div>
    }
    .into_any()
}

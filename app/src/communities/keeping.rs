//! What owner and moderators of a community do: let in, invite, take invitations back.

use crate::communities::parts::NAME_SEEN;
use crate::form::{Filled, escape};
use crate::kit::field::Field;
use crate::kit::time::Time;
use leptos::prelude::*;
use types::communities::{Asking, CommunityPage, Waiting};
use types::text::NAME_MOST;

/// Those who ask to be let in; nothing when nobody does.
pub fn asking(page: &CommunityPage, address: &str) -> AnyView {
    if page.asking.is_empty() || page.archived {
        return ().into_any();
    }
    let rows = page.asking.iter().map(|one| request(one, address)).collect_view();
    view! {
        <section class="section" aria-labelledby="asking">
            <div class="section-head"><h2 id="asking">"Requests to join"</h2></div>
            <ul class="waiting">{rows}</ul>
        </section>
    }
    .into_any()
}

fn request(one: &Asking, address: &str) -> AnyView {
    let member = format!("/members/{}", escape(&one.name));
    let whom = format!(": {}", one.name);
    view! {
        <li>
            <h3><a href=member>{one.name.clone()}</a></h3>
            <p class="their-words">{one.words.clone()}</p>
            <p class="meta">"Asked "<Time at=one.at day_only=true /></p>
            <form class="actions" method="post" action=address.to_owned()>
                <input type="hidden" name="member" value=one.name.clone() />
                <button class="button" name="deed" value="admit">"Let in"<span class="visually-hidden">{whom.clone()}</span></button>
                <button class="button quiet" name="deed" value="refuse">"Not this time"<span class="visually-hidden">{whom}</span></button>
            </form>
        </li>
    }
    .into_any()
}

/// Inviting, and the invitations that wait.
pub fn sections(page: &CommunityPage, address: &str, filled: &Filled) -> AnyView {
    if page.archived {
        return ().into_any();
    }
    view! { {invite(address, filled)}{code(address)}{waiting(page, address)} }.into_any()
}

fn invite(address: &str, filled: &Filled) -> AnyView {
    view! {
        <section class="section one-form" aria-labelledby="invite">
            <div class="section-head"><h2 id="invite">"Invite a member"</h2></div>
            <form class="form" method="post" action=address.to_owned() novalidate>
                <input type="hidden" name="deed" value="invite" />
                <Field
                    filled=filled name="invitee" label="Screen name" most=NAME_MOST autocomplete="off"
                    hint="They are told who invites them, and decide for themselves."
                />
                <p class="actions"><button class="button">"Send the invitation"</button></p>
            </form>
        </section>
    }
    .into_any()
}

fn code(address: &str) -> AnyView {
    view! {
        <section class="section one-form" aria-labelledby="code">
            <div class="section-head"><h2 id="code">"Make an invitation code"</h2></div>
            <p class="measure">"For somebody whose screen name you do not know. It lets one member in, once. "{NAME_SEEN}</p>
            <form class="actions" method="post" action=address.to_owned()>
                <button class="button" name="deed" value="code">"Make a code"</button>
            </form>
        </section>
    }
    .into_any()
}

fn waiting(page: &CommunityPage, address: &str) -> AnyView {
    if page.waiting.is_empty() {
        return ().into_any();
    }
    let rows = page.waiting.iter().map(|one| invitation(one, address)).collect_view();
    view! {
        <section class="section" aria-labelledby="waiting">
            <div class="section-head"><h2 id="waiting">"Invitations that wait"</h2></div>
            <table class="table stack">
                <thead><tr><th scope="col">"For"</th><th scope="col">"Open until"</th><th scope="col"><span class="visually-hidden">"Take back"</span></th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </section>
    }
    .into_any()
}

fn invitation(one: &Waiting, address: &str) -> AnyView {
    let whom = one.name.clone().unwrap_or_else(|| "Whoever has the code".to_owned());
    let of = match &one.name {
        Some(name) => format!(" the invitation of {name}"),
        None => " this code".to_owned(),
    };
    view! {
        <tr>
            <th scope="row">{whom}</th>
            <td data-th="Open until"><Time at=one.expires day_only=true /></td>
            <td class="act">
                <form method="post" action=address.to_owned()>
                    <input type="hidden" name="invitation" value=one.id.to_string() />
                    <button class="button" name="deed" value="withdraw">"Take back"<span class="visually-hidden">{of}</span></button>
                </form>
            </td>
        </tr>
    }
    .into_any()
}

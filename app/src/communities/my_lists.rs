//! The lists on the page of one's own communities.

use crate::communities::parts::{NAME_SEEN, RoleMark};
use crate::form::Filled;
use crate::kit::field::Field;
use crate::kit::icon::Icon;
use crate::kit::time::Time;
use domain::communities::rules;
use leptos::prelude::*;
use types::communities::{InvitationView, MyCommunity, RequestState, RequestView};
use types::icon;

/// Invitations that wait for an answer; nothing when there are none.
pub fn invitations(invited: Vec<InvitationView>) -> AnyView {
    if invited.is_empty() {
        return ().into_any();
    }
    let rows = invited.into_iter().map(invitation).collect_view();
    view! {
        <section class="section" aria-labelledby="invitations">
            <div class="section-head"><h2 id="invitations">"Invitations to you"</h2></div>
            <p class="meta">{NAME_SEEN}</p>
            <ul class="waiting">{rows}</ul>
        </section>
    }
    .into_any()
}

fn invitation(one: InvitationView) -> impl IntoView {
    let to = format!(" the invitation to {}", one.forum);
    view! {
        <li>
            <h3>{one.forum}</h3>
            <p>{one.about}</p>
            <p class="meta">"From "{one.inviter}" · open until "<Time at=one.expires day_only=true /></p>
            <form class="actions" method="post" action="/my/communities">
                <input type="hidden" name="invitation" value=one.id.to_string() />
                <button class="button filled" name="deed" value="accept">"Accept"<span class="visually-hidden">{to.clone()}</span></button>
                <button class="button quiet" name="deed" value="decline">"Decline"<span class="visually-hidden">{to}</span></button>
            </form>
        </li>
    }
}

/// The communities the member is in.
pub fn mine(own: Vec<MyCommunity>) -> AnyView {
    let list = if own.is_empty() {
        view! { <p class="empty">"You are in no closed community yet. Someone inside can invite you; listed ones are among the "<a href="/forums">"forums"</a>"."</p> }
            .into_any()
    } else {
        let rows = own.into_iter().map(community).collect_view();
        view! { <ul class="waiting">{rows}</ul> }.into_any()
    };
    view! {
        <section class="section" aria-labelledby="mine">
            <div class="section-head"><h2 id="mine">"Your communities"</h2></div>
            {list}
        </section>
    }
    .into_any()
}

fn community(one: MyCommunity) -> impl IntoView {
    let address = format!("/forums/{}", one.slug);
    let members = format!("{address}/members");
    let words = if rules::may_invite(one.role).is_ok() { "Members and invitations" } else { "Members" };
    let archived = one.archived.then(|| view! { <span class="mark"><Icon of=icon::LOCKED />"Archived"</span> });
    let asked = one.silent.then(|| silent_question("/my/communities", Some(one.slug)));
    view! {
        <li>
            <h3 class="line"><a href=address>{one.name.clone()}</a><RoleMark role=one.role />{archived}</h3>
            <p class="meta"><a href=members>{words}<span class="visually-hidden">{format!(" of {}", one.name)}</span></a></p>
            {asked}
        </li>
    }
}

/// The yearly question to the owner of a community in which nothing has been written.
pub fn silent_question(address: &str, community: Option<String>) -> AnyView {
    let community = community.map(|slug| view! { <input type="hidden" name="community" value=slug /> });
    view! {
        <form class="notice" method="post" action=address.to_owned()>
            <p>"Nobody has written here for a year. Shall it stay open? Archived, it can still be read, and you can open it again."</p>
            {community}
            <p class="actions">
                <button class="button" name="deed" value="keep">"Keep it open"</button>
                <button class="button" name="deed" value="archive">"Archive it"</button>
            </p>
        </form>
    }
    .into_any()
}

/// The box for a code.
pub fn codes(filled: &Filled) -> AnyView {
    view! {
        <section class="section" aria-labelledby="codes">
            <div class="section-head"><h2 id="codes">"I have an invitation code"</h2></div>
            <form class="form" method="post" action="/my/communities" novalidate>
                <input type="hidden" name="deed" value="code" />
                <Field filled=filled name="code" label="Code or link" hint="The next page says what it opens before you join." autocomplete="off" />
                <p class="actions"><button class="button">"Look at it"</button></p>
            </form>
        </section>
    }
    .into_any()
}

/// What has become of the member's requests; nothing when there are none.
pub fn requests(asked: Vec<RequestView>) -> AnyView {
    if asked.is_empty() {
        return ().into_any();
    }
    let rows = asked.into_iter().map(request).collect_view();
    view! {
        <section class="section" aria-labelledby="requests">
            <div class="section-head"><h2 id="requests">"Your requests"</h2></div>
            <ul class="waiting">{rows}</ul>
        </section>
    }
    .into_any()
}

fn request(one: RequestView) -> impl IntoView {
    let reason = (!one.reason.is_empty()).then(|| view! { <p>"Staff say: "{one.reason.clone()}</p> });
    let decided = one.decided.map(|at| view! { ", answered "<Time at=at day_only=true /> });
    view! {
        <li>
            <h3 class="line">{one.name.clone()}{request_state(one.state)}</h3>
            <p>{one.purpose}</p>
            {reason}
            <p class="meta">{door_words(one.listed)}" · sent "<Time at=one.opened day_only=true />{decided}</p>
        </li>
    }
}

/// Where a request stands, as a mark.
pub fn request_state(state: RequestState) -> AnyView {
    match state {
        RequestState::Granted => view! { <span class="mark good"><Icon of=icon::CHECK />"Granted"</span> }.into_any(),
        RequestState::Refused => view! { <span class="mark">"Not granted"</span> }.into_any(),
        RequestState::Open => view! { <span class="mark new">"Waiting"</span> }.into_any(),
    }
}

/// Whether strangers see the door, in a word.
pub fn door_words(listed: bool) -> &'static str {
    if listed { "Listed" } else { "Unlisted" }
}

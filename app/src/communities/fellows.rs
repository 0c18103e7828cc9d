//! Who is in a community, and the ways out of it.

use crate::communities::parts::RoleMark;
use crate::form::{Filled, escape};
use crate::forums::forum_list_page::counted;
use crate::kit::field::{Field, FieldError, described};
use domain::communities::rules;
use leptos::prelude::*;
use types::communities::{CommunityPage, Fellow, Role};

/// Everybody inside with their roles; its owner changes these here.
pub fn fellows(page: &CommunityPage, address: &str) -> AnyView {
    let names = rules::may_name_moderators(page.role).is_ok();
    let rows = page.fellows.iter().map(|fellow| row(fellow, names, address)).collect_view();
    let last = names.then(|| view! { <th scope="col"><span class="visually-hidden">"Change the role"</span></th> });
    view! {
        <section class="section" aria-labelledby="fellows">
            <div class="section-head">
                <h2 id="fellows">"Who is here"</h2><p class="meta">{counted(i64::try_from(page.fellows.len()).unwrap_or(0), "member")}</p>
            </div>
            <table class="table stack">
                <thead><tr><th scope="col">"Screen name"</th><th scope="col">"Role"</th>{last}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </section>
    }
    .into_any()
}

fn row(fellow: &Fellow, names: bool, address: &str) -> AnyView {
    let page = format!("/members/{}", escape(&fellow.name));
    let own = fellow.own.then(|| view! { <span class="meta">" (you)"</span> });
    let change = names.then(|| view! { <td class="act">{(!fellow.own).then(|| role_form(fellow, address))}</td> });
    view! {
        <tr>
            <th scope="row"><a href=page>{fellow.name.clone()}</a>{own}</th>
            <td data-th="Role"><RoleMark role=fellow.role /></td>
            {change}
        </tr>
    }
    .into_any()
}

/// Names a moderator, or takes the role back.
fn role_form(fellow: &Fellow, address: &str) -> AnyView {
    let (deed, words) = match fellow.role {
        Role::Member => ("moderator", "Make a moderator"),
        Role::Moderator => ("member", "Take the role back"),
        Role::Owner => return ().into_any(),
    };
    view! {
        <form method="post" action=address.to_owned()>
            <input type="hidden" name="member" value=fellow.name.clone() />
            <button class="button quiet" name="deed" value=deed>{words}<span class="visually-hidden">{format!(": {}", fellow.name)}</span></button>
        </form>
    }
    .into_any()
}

/// Removes somebody, with a reason on record.
pub fn removing(page: &CommunityPage, address: &str, filled: &Filled) -> AnyView {
    let chosen = filled.value("removed");
    let names = page.fellows.iter().filter(|fellow| rules::may_remove(page.role, fellow.role).is_ok() && !fellow.own);
    let options = names
        .map(|fellow| view! { <option value=fellow.name.clone() selected=fellow.name == chosen>{fellow.name.clone()}</option> })
        .collect::<Vec<_>>();
    if options.is_empty() {
        return ().into_any();
    }
    let error = filled.error("removed");
    let wrong = error.is_some();
    view! {
        <section class="section one-form" aria-labelledby="remove">
            <div class="section-head"><h2 id="remove">"Remove a member"</h2></div>
            <form class="form" method="post" action=address.to_owned() novalidate>
                <input type="hidden" name="deed" value="remove" />
                <div class=if wrong { "field wrong" } else { "field" }>
                    <label for="removed">"Who?"</label>
                    <FieldError name="removed" error=error />
                    <select id="removed" name="removed" required aria-describedby=described("removed", false, wrong) aria-invalid=wrong.then_some("true")>
                        <option value="">"Please choose"</option>
                        {options}
                    </select>
                </div>
                <Field filled=filled name="reason" label="Reason" most=300 hint="3 to 300 characters. They read it in a letter, and it goes on record." autocomplete="off" />
                <p class="actions"><button class="button danger">"Remove"</button></p>
            </form>
        </section>
    }
    .into_any()
}

/// The way out; an owner is told what comes before it.
pub fn leaving(role: Role, address: &str) -> AnyView {
    let way = match rules::may_leave(role) {
        Err(why) => view! { <p>{why.sentence()}</p> }.into_any(),
        Ok(_) => view! {
            <p class="measure">"It is closed to you as soon as you leave; what you have written stays. To come back you need to be let in again."</p>
            <form class="actions" method="post" action=address.to_owned()>
                <button class="button danger" name="deed" value="leave">"Leave this community"</button>
            </form>
        }
        .into_any(),
    };
    view! {
        <section class="section one-form" aria-labelledby="leave">
            <div class="section-head"><h2 id="leave">"Leave"</h2></div>
            {way}
        </section>
    }
    .into_any()
}

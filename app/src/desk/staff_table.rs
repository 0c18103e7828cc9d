use crate::desk::reason_field::ReasonField;
use crate::desk::staff_page::why_id;
use crate::form::{Filled, escape};
use crate::kit::time::Time;
use domain::desk::staff::Holder;
use leptos::prelude::*;

/// Everybody with a role, and a form to take it back.
pub fn table(holders: Vec<Holder>, filled: &Filled, forms: bool) -> AnyView {
    let count = match holders.len() {
        1 => "1 role is held".to_owned(),
        count => format!("{count} roles are held"),
    };
    let rows = holders.into_iter().map(|holder| row(holder, filled, forms)).collect_view();
    view! {
        <section class="section" aria-labelledby="holders">
            <div class="section-head"><h2 id="holders">"Who holds which role"</h2><p class="meta">{count}</p></div>
            <table class="table stack">
                <thead>
                    <tr>
                        <th scope="col">"Screen name"</th><th scope="col">"Role"</th><th scope="col">"Since"</th>
                        <th scope="col">"Second factor"</th><th scope="col">"Take back"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </section>
    }
    .into_any()
}

fn row(holder: Holder, filled: &Filled, forms: bool) -> AnyView {
    let (name, role, since) = (holder.name.clone(), holder.role, holder.since);
    let page = format!("/members/{}", escape(&name));
    let factor = match (holder.strong, role.guarded()) {
        (true, _) => view! { <span class="mark good">"set up"</span> }.into_any(),
        (false, true) => view! { <span class="mark bad">"missing: the role is shut"</span> }.into_any(),
        (false, false) => view! { <span class="meta">"not needed"</span> }.into_any(),
    };
    let act = match (holder.own, forms) {
        (true, _) => view! { <p class="meta">"Your own role: a colleague takes it back."</p> }.into_any(),
        (false, true) => dismiss_form(holder, filled).into_any(),
        (false, false) => ().into_any(),
    };
    view! {
        <tr>
            <th scope="row"><a href=page>{name}</a></th>
            <td data-th="Role">{role.words()}</td>
            <td data-th="Since">{since_words(since)}</td>
            <td data-th="Second factor">{factor}</td>
            <td>{act}</td>
        </tr>
    }
    .into_any()
}

/// Roles given before the log was kept have no day.
fn since_words(since: i64) -> AnyView {
    if since == 0 { "the beginning".into_any() } else { view! { <Time at=since day_only=true /> }.into_any() }
}

fn dismiss_form(holder: Holder, filled: &Filled) -> impl IntoView {
    let (name, role) = (holder.name, holder.role);
    let id = why_id(&name, role);
    let error = filled.error(&id);
    let asked = filled.value("holder") == name && filled.value("held") == role.key();
    let typed = if asked { filled.value("why") } else { String::new() };
    let of = format!(" of {name}, {}", role.words().to_lowercase());
    view! {
        <form class="finder" method="post" action="/desk/staff" novalidate>
            <input type="hidden" name="holder" value=name />
            <input type="hidden" name="held" value=role.key() />
            <ReasonField id name="why" of=of.clone() hint="3 to 300 characters; goes on record." typed error />
            <button class="button danger" name="deed" value="dismiss">"Take back"<span class="visually-hidden">{format!(" the role{of}")}</span></button>
        </form>
    }
}

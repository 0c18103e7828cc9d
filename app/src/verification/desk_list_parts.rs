use crate::form::Filled;
use crate::kit::field::{Field, FieldError};
use crate::kit::time::Time;
use crate::verification::clock::{at_most, lasting, left, within};
use domain::lists::country_name;
use domain::verification::desk_list::{CaseList, ListedCase};
use leptos::prelude::*;
use types::verification::CaseState;

/// How doctors are let in: whether staff look first, and whether this session may change it now.
pub struct Switch {
    pub on: bool,
    pub ready: bool,
}

/// The cases that wait, by due time, and those decided lately.
pub fn cases(list: CaseList, median: Option<i64>, now: i64) -> AnyView {
    let median = median.map(|median| format!("; half of all were answered within {}", at_most(median)));
    let waiting = list.live.len();
    let live = if list.live.is_empty() {
        view! { <p class="empty">"Nobody waits. New cases come here as soon as they are opened."</p> }.into_any()
    } else {
        table(list.live, now)
    };
    let decided = (!list.decided.is_empty()).then(|| {
        view! {
            <section class="section" aria-labelledby="decided">
                <div class="section-head"><h2 id="decided">"Decided lately"</h2></div>
                {table(list.decided, now)}
            </section>
        }
    });
    view! {
        <section class="section" aria-labelledby="waiting">
            <div class="section-head"><h2 id="waiting">"Cases that wait"</h2><p class="meta">{waiting}" now"{median}</p></div>
            {live}
        </section>
        {decided}
    }
    .into_any()
}

fn table(rows: Vec<ListedCase>, now: i64) -> AnyView {
    let rows = rows.into_iter().map(|case| row(case, now)).collect_view();
    view! {
        <table class="table stack">
            <thead>
                <tr>
                    <th scope="col">"Name"</th><th scope="col">"Kind"</th><th scope="col">"Country"</th><th scope="col">"State"</th>
                    <th scope="col">"Opened"</th><th scope="col">"Due or decided"</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

fn row(case: ListedCase, now: i64) -> impl IntoView {
    let address = format!("/desk/verification/{}", case.id);
    let end = case.decided.unwrap_or(case.due);
    let clock = case.state.live().then(|| clock(case.state, case.due, now));
    view! {
        <tr>
            <th scope="row"><a href=address>{case.real_name}</a></th>
            <td data-th="Kind">{case.kind.words()}</td>
            <td data-th="Country">{country_name(&case.country).to_owned()}</td>
            <td data-th="State">{state(case.state)}</td>
            <td data-th="Opened"><Time at=case.opened /></td>
            <td data-th=if case.decided.is_some() { "Decided" } else { "Due" }><Time at=end />{clock}</td>
        </tr>
    }
}

/// What is left of the 72 hours, in words; what is late is marked.
pub fn clock(state: CaseState, due: i64, now: i64) -> AnyView {
    let left = left(due, now);
    match (within(left), state) {
        (Some(left), _) => view! { <span class="meta">{format!(" · {left}")}</span> }.into_any(),
        (None, CaseState::Asked) => {
            view! { <span class="meta">{format!(" · no answer for {}", lasting(-left))}</span> }.into_any()
        }
        (None, _) => view! { " "<span class="mark bad">{format!("overdue by {}", lasting(-left))}</span> }.into_any(),
    }
}

/// Whose turn it is, or how it ended.
pub fn state(state: CaseState) -> &'static str {
    match state {
        CaseState::Open => "Our turn",
        CaseState::Asked => "Their turn",
        CaseState::Granted => "Granted",
        CaseState::Refused => "Refused",
        CaseState::Closed => "Closed",
    }
}

/// The administrators' switch between instant access and "confirm first".
pub fn switch(set: Switch, filled: &Filled) -> AnyView {
    let now = if set.on {
        "Now: confirm first. Staff look at every claim before anybody is let in."
    } else {
        "Now: instant access. Number and name that match the register open the doctors’ forums at once, marked as provisional."
    };
    let (value, words) = if set.on { ("off", "Give instant access again") } else { ("on", "Confirm first from now on") };
    let form = if set.ready {
        view! {
            <FieldError name="confirm_first" error=filled.error("confirm_first") />
            <form class="form" method="post" action="/desk/verification" novalidate>
                <Field filled=filled name="reason" label="Reason" most=300 autocomplete="off" hint="3 to 300 characters; goes on record." />
                <p class="actions"><button class="button" name="confirm_first" value=value>{words}</button></p>
            </form>
        }
        .into_any()
    } else {
        view! { <p class="actions"><a class="button" href="/login/again?next=/desk/verification">"Confirm that it is you to change this"</a></p> }.into_any()
    };
    view! {
        <section class="section" aria-labelledby="doors">
            <div class="section-head"><h2 id="doors">"How doctors are let in"</h2></div>
            <p class="measure">{now}</p>
            {form}
        </section>
    }
    .into_any()
}

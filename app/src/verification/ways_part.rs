use crate::form::Filled;
use crate::kit::field::{Field, FieldError, described};
use crate::kit::lines::Lines;
use domain::lists::country_name;
use domain::verification::bodies::{self, Body};
use domain::verification::mine::Mine;
use leptos::prelude::*;
use types::verification::DoctorStep;

/// The two ways to be verified, the nearer one first.
pub fn ways(mine: &Mine, filled: &Filled) -> AnyView {
    let at_home = mine.country == "GB" && filled.value("deed") != "apply";
    let (uk, elsewhere) = (uk_form(mine, filled, at_home), elsewhere_form(&mine.country, filled, !at_home));
    if at_home {
        view! { <p class="measure">"Registered elsewhere? "<a href="#elsewhere">"Go to the application"</a></p>{uk}{elsewhere} }
            .into_any()
    } else {
        view! { <p class="measure">"Registered in the United Kingdom? "<a href="#uk">"Give your GMC number"</a></p>{elsewhere}{uk} }.into_any()
    }
}

/// The form for a GMC number; `first` when it is the first of its page.
pub fn uk_form(mine: &Mine, filled: &Filled, first: bool) -> AnyView {
    // Whoever was turned away before is let in by staff alone.
    let turned_away = matches!(mine.step, Some(DoctorStep::Refused | DoctorStep::Suspended | DoctorStep::Ended));
    let when = if mine.confirm_first || turned_away {
        "A person looks at it before the doctors’ forums open, and answers within 72 hours."
    } else {
        "If number and name match the register, the doctors’ forums open to you at once. If not, a person looks into it and answers within 72 hours."
    };
    view! {
        <section class="section" aria-labelledby="uk">
            <div class="section-head"><h2 id="uk">"Registered in the United Kingdom"</h2></div>
            <p class="measure">
                "Give your GMC number. We compare it, together with the real name that you registered with, with the GMC’s register. "{when}
            </p>
            <form class="form" method="post" action="/my/verification" novalidate>
                <Field
                    filled=filled name="gmc_number" label="GMC number" most=20 autocomplete="off"
                    hint="Seven digits. It is stored encrypted and shown to no other member; numbers of other bodies go into the other form."
                />
                <p class="actions"><button class=button(first) name="deed" value="claim">"Check my number"</button></p>
            </form>
            <p class="meta measure">"Has your name changed, or is it written differently on the register? The check knows accents, double surnames and other names on the register; everything else a person looks at."</p>
        </section>
    }
    .into_any()
}

fn elsewhere_form(country: &str, filled: &Filled, first: bool) -> AnyView {
    view! {
        <section class="section" aria-labelledby="elsewhere">
            <div class="section-head"><h2 id="elsewhere">"Registered elsewhere"</h2></div>
            <p class="measure">
                "Tell us where you are registered and where you work. A person compares it with the public register of your country and answers within 72 hours. You can add documents afterwards."
            </p>
            <form class="form" method="post" action="/my/verification" novalidate>
                <fieldset>
                    <legend>"Your registration"</legend>
                    {body_choice(country, filled)}
                    <Field
                        filled=filled name="number" label="Registration number" most=60 autocomplete="off"
                        hint="As your body writes it. It is stored encrypted and shown to no other member."
                    />
                    <Lines
                        filled=filled name="registrations" label="Other registrations" most=1_000 optional=true
                        hint="If you are registered anywhere else: body and number, one on each line; at most 1,000 characters."
                    />
                </fieldset>
                <fieldset>
                    <legend>"Where you work"</legend>
                    <Field filled=filled name="job_title" label="Job title" most=100 autocomplete="organization-title" />
                    <Lines
                        filled=filled name="address" label="Postal address" most=500 autocomplete="street-address"
                        hint="Of your hospital, practice or university; 10 to 500 characters."
                    />
                    <Field
                        filled=filled name="telephone" label="Telephone" kind="tel" most=40 autocomplete="tel"
                        hint="Of the switchboard, with the country’s code. We call only if nothing else helps."
                    />
                    <Field filled=filled name="website" label="Website" kind="url" most=300 autocomplete="url" optional=true hint="Best of all a page that names you." />
                </fieldset>
                <p class="actions"><button class=button(first) name="deed" value="apply">"Send the application"</button></p>
            </form>
        </section>
    }
    .into_any()
}

/// One button of a page is the nearest.
fn button(first: bool) -> &'static str {
    if first { "button filled" } else { "button" }
}

fn body_choice(country: &str, filled: &Filled) -> AnyView {
    let (error, chosen) = (filled.error("body"), filled.value("body"));
    let options = elsewhere(country)
        .map(|body| view! { <option value=body.word selected=body.word == chosen>{in_words(body)}</option> })
        .collect_view();
    let hints = elsewhere(country).map(hint).collect_view();
    view! {
        <div class=if error.is_some() { "field wrong" } else { "field" }>
            <label for="body">"Registering body"</label>
            <FieldError name="body" error=error.clone() />
            <select
                id="body" name="body" required aria-describedby=described("body", false, error.is_some())
                aria-invalid=error.is_some().then_some("true")
            >
                <option value="">"Choose a body"</option>
                {options}
            </select>
            <details>
                <summary>"What each body’s number looks like, and what helps us"</summary>
                <dl class="facts hints">{hints}</dl>
            </details>
        </div>
    }
    .into_any()
}

/// Every body but the GMC, which has a form of its own; those of the member's country first.
fn elsewhere(country: &str) -> impl Iterator<Item = &'static Body> {
    let (near, far): (Vec<_>, Vec<_>) =
        bodies::bodies().iter().filter(|body| body.word != bodies::GMC).partition(|body| body.country == country);
    near.into_iter().chain(far)
}

fn in_words(body: &Body) -> String {
    if body.country.is_empty() { body.name.to_owned() } else { format!("{}: {}", country_name(body.country), body.name) }
}

fn hint(body: &'static Body) -> impl IntoView {
    let helps = (!body.evidence.is_empty()).then(|| format!(" What helps: {}.", body.evidence));
    view! { <dt>{in_words(body)}</dt><dd>{body.label}": "{body.hint}"."{helps}</dd> }
}

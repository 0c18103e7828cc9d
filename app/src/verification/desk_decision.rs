use crate::form::Filled;
use crate::kit::field::FieldError;
use crate::verification::ways_part::area;
use domain::verification::desk_cases::DeskCase;
use leptos::prelude::*;

/// What a verifier may decide: sent word, name, meaning.
const CHOICES: [(&str, &str, &str); 4] = [
    (
        "register",
        "Grant: register match",
        "Number and name are on the register, and it is clear that this person is that doctor.",
    ),
    ("document", "Grant: document seen", "A document shows that this person is a registered doctor."),
    ("ask", "Ask for more", "The case waits for their answer, and comes back with it."),
    ("refuse", "Refuse", "Say kindly why, and what would help next time."),
];

/// The one form of a case: a choice, words, a button.
pub fn decision_form(case: &DeskCase, filled: &Filled) -> AnyView {
    let (address, error, chosen) =
        (format!("/desk/verification/{}", case.id), filled.error("decision"), filled.value("decision"));
    let radios = CHOICES.into_iter().map(|(key, name, meaning)| radio(key, name, meaning, key == chosen)).collect_view();
    let holder = case.taken.then(|| holder_form(address.clone()));
    view! {
        <section class="section" aria-labelledby="decide">
            <div class="section-head"><h2 id="decide">"Your decision"</h2></div>
            <form class="form" method="post" action=address novalidate>
                <fieldset class=if error.is_some() { "field bare wrong" } else { "field bare" } id="decision">
                    <legend class="label">"What have you found?"</legend>
                    <FieldError name="decision" error=error.clone() />
                    {radios}
                </fieldset>
                {area(filled, "words", "Your words to them", "They reach the member as they stand, and those of a decision go on record. At most 2,000 characters; no names, no numbers.", false, None)}
                <p class="actions"><button class="button filled">"Send the decision"</button></p>
            </form>
        </section>
        {holder}
    }
    .into_any()
}

fn radio(key: &'static str, name: &'static str, meaning: &'static str, chosen: bool) -> impl IntoView {
    let (id, hint) = (format!("decision-{key}"), format!("decision-{key}-hint"));
    view! {
        <div class="check">
            <input type="radio" id=id.clone() name="decision" value=key checked=chosen required aria-describedby=hint.clone() />
            <label for=id>{name}</label>
            <p class="hint" id=hint>{meaning}</p>
        </div>
    }
}

/// The other member who is known by the number may be the wrong one.
fn holder_form(address: String) -> AnyView {
    view! {
        <section class="section" aria-labelledby="holder">
            <div class="section-head"><h2 id="holder">"Two people, one number"</h2></div>
            <form class="form" method="post" action=address>
                <p>"You can ask the member who is known by this number to confirm their registration. They are not told why."</p>
                <p class="actions"><button class="button" name="decision" value="holder">"Ask the other member"</button></p>
            </form>
        </section>
    }
    .into_any()
}

use crate::form::Filled;
use crate::kit::lines::Lines;
use crate::kit::radios::Radios;
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
    let address = format!("/desk/verification/{}", case.id);
    let holder = case.taken.then(|| holder_form(address.clone()));
    view! {
        <section class="section" aria-labelledby="decide">
            <div class="section-head"><h2 id="decide">"Your decision"</h2></div>
            <form class="form" method="post" action=address novalidate>
                <Radios filled=filled name="decision" legend="What have you found?" choices=CHOICES.to_vec() bare=true />
                <Lines
                    filled=filled name="words" label="Your words to them"
                    hint="They reach the member as they stand, and those of a decision go on record. At most 2,000 characters; no names, no numbers."
                />
                <p class="actions"><button class="button filled">"Send the decision"</button></p>
            </form>
        </section>
        {holder}
    }
    .into_any()
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

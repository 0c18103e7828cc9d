use crate::fault::Fault;
use crate::form::Form;
use crate::kit::raw_text::raw_text;
use crate::layout::Head;
use crate::request::{Answer, Ask};
use leptos::prelude::*;
use types::fault::Refusal;

/// The page for somebody whose session has ended while they wrote: every word of the form is still there, ready to be
/// sent again once they have signed in beside it.
pub async fn kept_text(ask: &Ask, form: &Form) -> Answer {
    let refused = Fault::Refused(Refusal::SignIn);
    let head = Head::private("Please sign in").status(refused.status());
    let action = ask.path.clone();
    let hidden = form
        .fields()
        .filter(|(name, _)| *name != "body")
        .map(|(name, value)| view! { <input type="hidden" name=name.to_owned() value=value.to_owned() /> })
        .collect::<Vec<_>>();
    let body = raw_text(form.text("body"));
    ask.page(head, || {
        view! {
            <div class="summary" role="alert" tabindex="-1" aria-labelledby="summary-title">
                <h2 id="summary-title">"You are not signed in any more"</h2>
                <p>
                    "Nothing is lost: your text stands below. "<a href="/login" target="_blank">"Sign in in another window"</a>
                    ", then come back here and send it again."
                </p>
            </div>
            <section class="composer" aria-label="Your text">
                <form method="post" action=action>
                    {hidden}
                    <div class="field">
                        <label for="body">"Your text"</label>
                        <div class="editor"><div class="panes"><textarea id="body" name="body" required>{body}</textarea></div></div>
                    </div>
                    <div class="composer-foot"><button class="button filled">"Send again"</button></div>
                </form>
            </section>
        }
    })
    .await
}

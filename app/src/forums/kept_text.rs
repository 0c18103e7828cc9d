use crate::fault::Fault;
use crate::form::Form;
use crate::kit::raw_text::raw_text;
use crate::layout::Head;
use crate::request::{Answer, Ask};
use leptos::prelude::*;
use types::fault::Refusal;

/// The page for somebody whose session has ended while they wrote: every word of the form is still there, ready to be
/// sent again once they have signed in beside it. It is the same for every address, be there a place, a hidden one or none.
pub async fn kept_text(ask: &Ask, form: &Form, field: &'static str) -> Answer {
    let refused = Fault::Refused(Refusal::SignIn);
    let head = Head::private("Please sign in").status(refused.status());
    let action = ask.path.clone();
    let hidden = form
        .fields()
        .filter(|(name, _)| *name != field)
        .map(|(name, value)| view! { <input type="hidden" name=name.to_owned() value=value.to_owned() /> })
        .collect::<Vec<_>>();
    let beside =
        [("title", "Title"), ("question", "Question"), ("options", "Options")].into_iter().filter_map(|(name, label)| {
            let words = Some(form.text(name)).filter(|words| !words.is_empty())?.to_owned();
            Some(view! { <div><p class="label">{label}</p><p class="words">{words}</p></div> })
        });
    let (beside, text) = (beside.collect::<Vec<_>>(), raw_text(form.text(field)));
    let again = if form.text("deed") == "draft" { "Save the draft again" } else { "Send again" };
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
                    {beside}
                    <div class="field">
                        <label for=field>"Your text"</label>
                        <div class="editor"><div class="panes"><textarea id=field name=field>{text}</textarea></div></div>
                    </div>
                    <div class="composer-foot"><button class="button filled">{again}</button></div>
                </form>
            </section>
        }
    })
    .await
}

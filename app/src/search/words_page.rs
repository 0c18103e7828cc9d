use crate::desk::desk_page::DeskHead;
use crate::fault::Fault;
use crate::form::{Filled, Form};
use crate::kit::done::Done;
use crate::kit::field::{FieldError, Summary, described};
use crate::kit::raw_text::raw_text;
use crate::layout::Head;
use crate::request::{Answer, Ask, see_other};
use domain::db::Tx;
use domain::desk::{rules, words};
use leptos::prelude::*;

/// `/desk/synonyms`: the list of words that mean the same, for those who keep it.
pub async fn words_page(ask: Ask) -> Answer {
    let list = ask.look(async |tx: &mut Tx<'_>| words::list(tx).await).await?;
    show(&ask, Filled::with(Form::with([("words", list)]))).await
}

/// The list was sent.
pub async fn keep(ask: Ask, form: Result<Form, Fault>) -> Answer {
    // The rule speaks first: to everybody else this is no page, whatever they send.
    rules::may_keep_words(ask.viewer())?;
    let form = form?;
    form.only(&["words"])?;
    match ask.act(async |tx: &mut Tx<'_>| words::keep(tx, form.text("words")).await).await {
        Ok(_) => Ok(see_other("/desk/synonyms?done=kept")),
        Err(fault) => show(&ask, Filled::again(form, fault)?).await,
    }
}

async fn show(ask: &Ask, filled: Filled) -> Answer {
    let done = ask.done(&filled).filter(|done| done == "kept").map(|_| "Saved. Searches use the new list from now on.");
    let viewer = ask.viewer().clone();
    ask.page(Head::private("Words that mean the same").of(&filled), || {
        let (error, typed) = (filled.error("words"), filled.value("words"));
        let wrong = error.is_some();
        view! {
            <Summary filled=&filled />
            <div class="desk">
                <DeskHead viewer=viewer here="/desk/synonyms" />
                <Done words=done />
                <form class="form words-form" method="post" action="/desk/synonyms" novalidate>
                    <div class=if wrong { "field wrong" } else { "field" }>
                        <label for="words">"Words that mean the same"</label>
                        <p class="hint" id="words-hint">
                            "One group a line, its words separated by semicolons: MI; myocardial infarction; heart attack. Plurals find each other anyway."
                        </p>
                        <FieldError name="words" error=error />
                        <textarea
                            id="words" name="words" rows="24" spellcheck="false" autocomplete="off"
                            aria-describedby=described("words", true, wrong) aria-invalid=wrong.then_some("true")
                        >
                            {raw_text(&typed)}
                        </textarea>
                    </div>
                    <p class="actions"><button class="button filled">"Save the list"</button></p>
                </form>
            </div>
        }
    })
    .await
}

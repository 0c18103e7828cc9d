use crate::kit::time::month;
use crate::verification::label::in_words;
use domain::verification::bodies;
use domain::verification::mine::{Mine, Standing};
use leptos::prelude::*;
use types::verification::{Assurance, Label};

/// How a doctor with the seat is known, to others and to themselves.
pub fn how_known(mine: &Mine) -> Option<AnyView> {
    let standing = mine.standing.as_ref()?;
    let title = match standing.assurance {
        Assurance::Provisional => "You are in; your identity is not confirmed yet",
        Assurance::Register | Assurance::Document => "You are verified",
    };
    let number = (!mine.number.is_empty()).then(|| {
        let number = mine.number.clone();
        view! { <dt>{number_label(standing)}</dt><dd>{number}" · only you see it here"</dd> }
    });
    Some(
        view! {
            <section class="section" aria-labelledby="known">
                <div class="section-head"><h2 id="known">{title}</h2><a href="/forums#doctors">"Doctors’ forums"</a></div>
                <dl class="facts known">
                    <dt>"Your posts in doctors’ forums say"</dt><dd>{in_words(&label(mine, standing))}</dd>
                    <dt>"Checked in"</dt><dd>{month(standing.assured_at)}</dd>
                    {number}
                </dl>
            </section>
        }
        .into_any(),
    )
}

/// What the member's posts in doctors' forums show beside the label.
pub fn what_is_shown(mine: &Mine) -> AnyView {
    view! {
        <section class="section" aria-labelledby="shown">
            <div class="section-head"><h2 id="shown">"What your posts show"</h2></div>
            <p class="measure">
                "In doctors’ forums colleagues see how you were checked. You may add your specialty and grade. In a small specialty the two together can be enough for a colleague to know who you are, so think twice there."
            </p>
            <form class="form" method="post" action="/my/verification">
                <div class="field">
                    {tick("show_specialty", "Show my specialty", &mine.specialty, mine.shows_specialty)}
                    {tick("show_grade", "Show my grade", &mine.grade, mine.shows_grade)}
                </div>
                <p class="actions"><button class="button" name="deed" value="show">"Save"</button></p>
            </form>
        </section>
    }
    .into_any()
}

fn tick(name: &'static str, words: &'static str, what: &str, ticked: bool) -> impl IntoView + use<> {
    let none = what.is_empty();
    let what =
        if none { "You have not told us one. Write to community@doc2doc.example to add it.".to_owned() } else { what.to_owned() };
    let hint = format!("{name}-hint");
    view! {
        <div class="check">
            <input id=name name=name type="checkbox" value="yes" checked=ticked disabled=none aria-describedby=hint.clone() />
            <label for=name>{words}</label>
            <p class="hint" id=hint>{what}</p>
        </div>
    }
}

fn label(mine: &Mine, standing: &Standing) -> Label {
    let shown = |text: &str, on: bool| if on { text.to_owned() } else { String::new() };
    Label {
        assurance: standing.assurance,
        at: standing.assured_at,
        specialty: shown(&mine.specialty, mine.shows_specialty),
        grade: shown(&mine.grade, mine.shows_grade),
    }
}

fn number_label(standing: &Standing) -> &'static str {
    bodies::find(&standing.body).map(|body| body.label).filter(|label| !label.is_empty()).unwrap_or("Registration number")
}

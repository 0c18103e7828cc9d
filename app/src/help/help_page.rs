use crate::fault::Fault;
use crate::help::helpers_list::helpers_list;
use crate::help::paper::{HELP, PAPERS, paper, paper_with};
use crate::help::texts;
use crate::kit::keys::KeysSwitch;
use crate::request::{Answer, Ask};
use crate::verification::clock::at_most;
use axum::extract::Path;
use domain::db::Tx;
use domain::desk::helpers;
use domain::verification::times;
use leptos::prelude::*;

/// `/help`: frequently asked questions.
pub async fn faq(ask: Ask) -> Answer {
    paper(&ask, &texts::FAQ, HELP).await
}

/// `/help/{page}`: one of the longer texts.
pub async fn article(ask: Ask, Path(page): Path<String>) -> Answer {
    let text = match page.as_str() {
        "confidentiality" => &texts::CONFIDENTIALITY,
        "registration" => return registration(&ask).await,
        "glossary" => &texts::GLOSSARY,
        "browsers" => &texts::BROWSERS,
        "keyboard" => return keyboard(&ask).await,
        _ => return Err(Fault::NotFound),
    };
    paper(&ask, text, HELP).await
}

/// `/help/registration`: with the time that applications have lately taken.
async fn registration(ask: &Ask) -> Answer {
    let median = ask.look(async |tx: &mut Tx<'_>| times::median(tx).await).await?;
    let lately = median.map(|median| {
        let time = at_most(median);
        let words = format!("Over the last 90 days, half of all doctors who had to wait for us were answered within {time}.");
        view! { <div class="prose"><section><h2 id="lately">"How long it took lately"</h2><p>{words}</p></section></div> }
    });
    paper_with(ask, &texts::REGISTRATION, HELP, || lately.into_any()).await
}

/// `/help/keyboard`: for members with the switch, which works while the keys are off.
async fn keyboard(ask: &Ask) -> Answer {
    let member = !ask.viewer().is_guest();
    paper_with(ask, &texts::KEYBOARD, HELP, || member.then(|| view! { <KeysSwitch /> }).into_any()).await
}

/// `/conduct`: the code of conduct.
pub async fn conduct(ask: Ask) -> Answer {
    paper(&ask, &texts::CONDUCT, PAPERS).await
}

/// `/terms`: what a newcomer agrees to.
pub async fn terms(ask: Ask) -> Answer {
    paper(&ask, &texts::TERMS, PAPERS).await
}

/// `/privacy`: what is stored and why.
pub async fn privacy(ask: Ask) -> Answer {
    paper(&ask, &texts::PRIVACY, PAPERS).await
}

/// `/about`: what doc2doc is, and who looks after it.
pub async fn about(ask: Ask) -> Answer {
    let helpers = ask.look(async |tx: &mut Tx<'_>| helpers::helpers(tx).await).await?;
    paper_with(&ask, &texts::ABOUT, PAPERS, || helpers_list(helpers).into_any()).await
}

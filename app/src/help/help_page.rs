use crate::fault::Fault;
use crate::help::paper::{HELP, PAPERS, paper};
use crate::help::texts;
use crate::request::{Answer, Ask};
use axum::extract::Path;

/// `/help`: frequently asked questions.
pub async fn faq(ask: Ask) -> Answer {
    paper(&ask, &texts::FAQ, HELP).await
}

/// `/help/{page}`: one of the longer texts.
pub async fn article(ask: Ask, Path(page): Path<String>) -> Answer {
    let text = match page.as_str() {
        "confidentiality" => &texts::CONFIDENTIALITY,
        "registration" => &texts::REGISTRATION,
        "glossary" => &texts::GLOSSARY,
        "browsers" => &texts::BROWSERS,
        _ => return Err(Fault::NotFound),
    };
    paper(&ask, text, HELP).await
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

/// `/about`: what doc2doc is.
pub async fn about(ask: Ask) -> Answer {
    paper(&ask, &texts::ABOUT, PAPERS).await
}

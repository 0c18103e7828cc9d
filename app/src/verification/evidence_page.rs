use crate::fault::Fault;
use crate::form::{Filled, Form};
use crate::request::{Answer, Ask, see_other};
use crate::throttle::Action;
use crate::upload;
use crate::verification::mine_page;
use axum::extract::{Path, Request};
use axum::response::IntoResponse;
use domain::db::Tx;
use domain::desk::rules;
use domain::verification::evidence::{self, Document};
use http::{HeaderName, header};
use types::fault::Refusal;
use types::ids::{CaseId, EvidenceId};

/// `/my/verification/evidence`: a document was sent for one's own case.
pub async fn add(ask: Ask, request: Request) -> Answer {
    if ask.viewer().is_guest() {
        // This address answers no link.
        return Ok(see_other("/login?next=/my/verification"));
    }
    match keep(&ask, request).await {
        Ok(()) => Ok(see_other("/my/verification?done=sent#documents")),
        Err(fault) => mine_page::show(&ask, Filled::again(Form::default(), fault)?).await,
    }
}

async fn keep(ask: &Ask, request: Request) -> Result<(), Fault> {
    ask.throttle(Action::Upload)?;
    let member = ask.viewer().name().unwrap_or_default();
    let file = upload::file(request, "document", &ask.site.0.throttles.places, member).await?;
    ask.act(async |tx: &mut Tx<'_>| evidence::add(tx, &file.bytes).await).await
}

/// `/desk/evidence/{evidence}`: a verifier opens a document. Each time is put on record, so it is asked for by a form.
pub async fn open(ask: Ask, Path(id): Path<String>) -> Answer {
    match rules::may_see_evidence(ask.viewer()) {
        // Nor does this one; but the case is known.
        Err(domain::fault::Fault::Refused(Refusal::SignInAgain)) => return Ok(see_other(&confirm_first(&ask))),
        Err(other) => return Err(other.into()),
        Ok(_) => {}
    }
    let id: EvidenceId = id.parse().map_err(|_| Fault::NotFound)?;
    let document = ask.act(async |tx: &mut Tx<'_>| evidence::open(tx, id).await).await?;
    Ok(file(document, id))
}

/// Where a verifier confirms that it is them, and afterwards sees the case again.
fn confirm_first(ask: &Ask) -> String {
    let case = ask.query("case").and_then(|case| case.parse::<CaseId>().ok());
    let case = case.map(|case| format!("/{case}")).unwrap_or_default();
    format!("/login/again?next=/desk/verification{case}")
}

/// The file itself, under a name that tells nothing; a browser runs nothing that is in it.
fn file(document: Document, id: EvidenceId) -> axum::response::Response {
    let (manner, ending) = match document.media {
        "image/jpeg" => ("inline", "jpg"),
        "image/png" => ("inline", "png"),
        _ => ("attachment", "pdf"),
    };
    let headers = [
        (header::CONTENT_TYPE, document.media.to_owned()),
        (header::CONTENT_DISPOSITION, format!("{manner}; filename=\"document-{id}.{ending}\"")),
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox".to_owned()),
        (header::CACHE_CONTROL, "no-store".to_owned()),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin".to_owned()),
    ];
    (headers, document.bytes).into_response()
}

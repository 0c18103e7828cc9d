use crate::form::Filled;
use crate::kit::field::{FieldError, described};
use crate::kit::time::Time;
use domain::verification::bodies;
use domain::verification::evidence::{MOST_DOCUMENTS, Sent};
use domain::verification::mine::OwnCase;
use leptos::prelude::*;

/// The documents of the own case, each with a way to take it back, and the form for another.
pub fn documents_part(case: &OwnCase, filled: &Filled) -> AnyView {
    let rows = case.documents.iter().zip(1..).map(|(document, number)| row(document, number)).collect_view();
    let list = (!case.documents.is_empty()).then(|| view! { <ul class="documents">{rows}</ul> });
    let room = i64::try_from(case.documents.len()).is_ok_and(|count| count < MOST_DOCUMENTS);
    let form = if room { upload_form(&case.body, filled) } else { full() };
    view! {
        <section class="section" aria-labelledby="documents">
            <div class="section-head"><h2 id="documents">"Documents"</h2></div>
            {list}
            {form}
            <p class="meta measure">"Documents are stored encrypted. Only verifiers open them, each time is put on record, and they are erased 30 days after the decision. "<a href="/help/registration#what-we-keep-and-for-how-long">"What we keep"</a></p>
        </section>
    }
    .into_any()
}

fn full() -> AnyView {
    view! { <p>{format!("That is all that one case holds: {MOST_DOCUMENTS} documents. Remove one to send another.")}</p> }
        .into_any()
}

fn upload_form(body: &str, filled: &Filled) -> AnyView {
    let error = filled.error("document");
    let wrong = error.is_some();
    let helps = bodies::find(body)
        .map(|body| body.evidence.trim_end_matches('.'))
        .filter(|words| !words.is_empty())
        .map(|words| format!(" What helps most: {words}."));
    view! {
        <form class="form" method="post" action="/my/verification/evidence" enctype="multipart/form-data">
            <div class=if wrong { "field wrong" } else { "field" }>
                <label for="document">"Add a document"</label>
                <p class="hint" id="document-hint">
                    "JPEG, PNG or PDF, up to 10 MB, one at a time. Please cover what we do not need, such as your date of birth."{helps}
                </p>
                <FieldError name="document" error=error />
                <input
                    id="document" name="document" type="file" accept="image/jpeg,image/png,application/pdf" required
                    aria-describedby=described("document", true, wrong) aria-invalid=wrong.then_some("true")
                />
            </div>
            <p class="actions"><button class="button">"Send the document"</button></p>
        </form>
    }
    .into_any()
}

fn row(document: &Sent, number: i32) -> impl IntoView + use<> {
    let (id, at) = (document.id.to_string(), document.at);
    let what = in_words(&document.media, document.size);
    view! {
        <li>
            <span>{format!("Document {number}: {what}")}", sent "<Time at=at /></span>
            <form method="post" action="/my/verification">
                <input type="hidden" name="deed" value="remove" />
                <input type="hidden" name="document" value=id />
                <button class="button quiet">"Remove"<span class="visually-hidden">{format!(" document {number}")}</span></button>
            </form>
        </li>
    }
}

/// What a file is, such as "PDF, 1.2 MB".
pub fn in_words(media: &str, size: i64) -> String {
    let kind = match media {
        "image/jpeg" => "JPEG",
        "image/png" => "PNG",
        _ => "PDF",
    };
    let tenths = size.max(0) * 10 / (1024 * 1024);
    if tenths == 0 {
        format!("{kind}, {} KB", (size / 1024).max(1))
    } else {
        format!("{kind}, {}.{} MB", tenths / 10, tenths % 10)
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn files_are_named_by_kind_and_size() {
        assert_eq!(super::in_words("image/png", 20), "PNG, 1 KB");
        assert_eq!(super::in_words("application/pdf", 1_300_000), "PDF, 1.2 MB");
    }
}

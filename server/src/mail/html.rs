use domain::following::words::Part;
use domain::letters::Rich;
use domain::letters::mailable::mailable;
use maud::{DOCTYPE, Markup, PreEscaped, html};

/// Nothing is loaded from anywhere. Mail programs turn colours over for the dark by themselves, but for those that ask.
const STYLE: &str = "body{margin:0;padding:24px 16px;background:#fff;color:#1d2733;\
font:16px/1.5 -apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif}\
.letter{max-width:600px;margin:0 auto}a{color:#0b5c8a}h2{font-size:18px;margin:24px 0 8px}p{margin:0 0 16px}\
.quote{margin:0 0 16px;padding:4px 0 4px 16px;border-left:3px solid #9db4c4}.by{margin:0 0 4px;font-weight:bold}\
pre{white-space:pre-wrap}.foot{margin-top:32px;padding-top:16px;border-top:1px solid #9db4c4;font-size:14px}\
@media (prefers-color-scheme:dark){body{background:#14191f;color:#e3e9ee}a{color:#7cc4ee}}";

/// The HTML of a letter, from the same parts as its plain text.
pub(super) fn html(subject: &str, rich: &Rich) -> String {
    let page = html! {
        (DOCTYPE)
        html lang="en-GB" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width";
                meta name="color-scheme" content="light dark";
                title { (subject) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                div class="letter" {
                    @for part in &rich.parts { (piece(part, &rich.origin)) "\n" }
                    div class="foot" {
                        p { (rich.why) }
                        @if let Some(stop) = &rich.stop {
                            p { a href=(format!("{}/unsubscribe/{stop}", rich.origin)) { "Stop these letters" } }
                        }
                    }
                }
            }
        }
    };
    page.into_string()
}

fn piece(part: &Part, origin: &str) -> Markup {
    html! {
        @match part {
            Part::Text(words) => @for paragraph in words.split("\n\n").filter(|words| !words.trim().is_empty()) {
                p { (paragraph.trim()) }
            },
            Part::Heading(words) => h2 { (words) },
            Part::Quote { by, html } => div class="quote" {
                @if let Some(by) = by { p class="by" { (by) } }
                (PreEscaped(mailable(html, origin)))
            },
            Part::Link { words, path } => p { a href=(format!("{origin}{path}")) { (words) } },
        }
    }
}

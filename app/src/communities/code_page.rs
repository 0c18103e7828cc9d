use crate::forums::forum_page::CircleLine;
use crate::layout::Head;
use crate::request::{Answer, Ask};
use domain::secrets::Token;
use leptos::prelude::*;
use types::forums::Circle;

/// A new invitation code with its link: shown this once, in the answer to the form, and kept by nobody but who reads it.
pub async fn code_page(ask: &Ask, slug: &str, code: &Token) -> Answer {
    let code = code.as_str().to_owned();
    let link = format!("{}/join/{code}", ask.site.0.origin);
    let back = format!("/forums/{slug}/members");
    ask.page(Head::private("An invitation code"), || {
        view! {
            <header class="head">
                <nav class="crumbs" aria-label="Breadcrumb">
                    <ol><li><a href="/forums">"Forums"</a></li><li><a href=back.clone()>"Members"</a></li></ol>
                </nav>
                <h1>"An invitation code"</h1>
                <CircleLine circle=Circle::Closed />
            </header>
            <div class="code-sheet">
                <p class="lede">"Pass it on to one person. It lets one member in, once, and is shown only now: please copy it before you leave this page."</p>
                <dl class="facts">
                    <dt>"Code"</dt><dd><code>{code}</code></dd>
                    <dt>"Link"</dt><dd><code>{link}</code></dd>
                </dl>
                <p class="meta">"Until it is used you can take it back under “Invitations that wait”."</p>
                <p class="actions"><a class="button" href=back>"Back to the members"</a></p>
            </div>
        }
    })
    .await
}

//! Pages on the way from a letter back to the site: one look for every address, one for every link that no longer works.

use crate::kit::icon::Icon;
use crate::layout::Head;
use crate::request::{Answer, Ask};
use http::StatusCode;
use leptos::prelude::*;
use types::icon;

/// "Look into your mail": the same whether the address is known or not.
pub async fn look_into_mail(ask: &Ask, address: String, what: &'static str, lasts: &'static str) -> Answer {
    ask.page(Head::private("Check your mailbox"), || {
        view! {
            <header class="head">
                <h1><Icon of=icon::MAIL />" Check your mailbox"</h1>
                <p class="lede">{what}</p>
            </header>
            <div class="measure">
                <p>"The address was "<strong>{address}</strong>". The link in the letter is good for "{lasts}" and works once."</p>
                <p class="beside">
                    "Nothing there after five minutes? Look into the junk folder, and check the address above for a slip. The "
                    <a href="/help/registration#the-letter-has-not-come">"registration guide"</a>" knows what else may have happened."
                </p>
            </div>
        }
    })
    .await
}

/// The page for a link that is wrong, used or old: nobody can tell which.
pub async fn stale_link(ask: &Ask) -> Answer {
    let head = Head::private("This link no longer works").status(StatusCode::NOT_FOUND);
    ask.page(head, || {
        view! {
            <section class="door" aria-labelledby="stale-title">
                <Icon of=icon::MAIL />
                <h1 id="stale-title">"This link no longer works"</h1>
                <p class="lede">"Links in our letters work once and for a short time only. This one has been used, has grown old, or was cut off by the mail program."</p>
                <p>
                    "Have you opened it before? Then everything is done, and you can sign in. If not, ask for a new password or register again, and we write to you anew. A new address is asked for in "
                    <a href="/my/security">"My doc2doc, Security"</a>"."
                </p>
                <p class="actions">
                    <a class="button filled" href="/login">"Sign in"</a>
                    <a class="button" href="/forgot">"New password"</a>
                    <a class="button" href="/register">"Register"</a>
                </p>
            </section>
        }
    })
    .await
}

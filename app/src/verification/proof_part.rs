use crate::form::Filled;
use crate::kit::lines::Lines;
use leptos::prelude::*;

/// How a provisional doctor confirms that they are who the register names.
pub fn proof_part(filled: &Filled) -> AnyView {
    view! {
        <section class="section" aria-labelledby="confirm">
            <div class="section-head"><h2 id="confirm">"Confirm who you are"</h2></div>
            <p class="measure">
                "GMC numbers are public, so anybody who knows yours and your name could have typed them. Until you have confirmed that it is you, your posts say so, and you come first in our random checks. One of these is enough:"
            </p>
            <ul class="ways measure">
                <li>
                    <strong>"An institutional address. "</strong>"Change your e-mail address to one that your hospital or university has given you, such as one at nhs.net or ac.uk, in "
                    <a href="/my/security#email">"Security"</a>". Once you have opened the link in our letter, the label changes by itself."
                </li>
                <li><strong>"A document. "</strong>"Tell us what you can show, such as a certificate or your identity card at work; you add it on the next page. Cover what we do not need."</li>
            </ul>
            <form class="form" method="post" action="/my/verification" novalidate>
                <Lines filled=filled name="words" label="What you can show us" hint="A sentence is enough; at most 2,000 characters." />
                <p class="actions"><button class="button" name="deed" value="proof">"Offer a document"</button></p>
            </form>
        </section>
    }
    .into_any()
}

use crate::fault::Fault;
use crate::form::{Check, Filled, Form};
use crate::kit::field::Field;
use crate::kit::time::Time;
use crate::request::Ask;
use domain::db::Tx;
use domain::feeds::keys;
use leptos::prelude::*;
use types::feeds::FeedKey;
use types::text::KeyName;

/// Makes a key to the member's own feed; the answer is the feed's address, shown this one time.
pub async fn make(ask: &Ask, form: &Form) -> Result<String, Fault> {
    let mut check = Check::default();
    let Some(name) = check.read::<KeyName>(form, "name") else { return Err(check.fault()) };
    let token = ask.act(async |tx: &mut Tx<'_>| keys::make(tx, &name).await).await?;
    Ok(format!("{}/feeds/my/{}.atom", ask.site.0.origin, token.as_str()))
}

/// The member's own feeds: what they are, those there are, and how to make one. `made` is the address of a new one.
pub fn keys_part(list: Vec<FeedKey>, filled: &Filled, made: Option<String>) -> AnyView {
    let made = made.map(|address| {
        view! {
            <div class="notice good" role="status">
                <p>"Your feed is ready. Copy its address into your reader program now: it is shown this one time."</p>
                <p><label for="feed-address">"Address of your feed"</label></p>
                <p><input id="feed-address" readonly value=address /></p>
            </div>
        }
    });
    let rows = (!list.is_empty()).then(|| view! { <ul class="entries">{list.into_iter().map(row).collect_view()}</ul> });
    view! {
        <section class="section" aria-labelledby="feeds">
            <div class="section-head"><h2 id="feeds">"Your own feed"</h2></div>
            <p class="measure">
                "A feed brings what you follow into a reader program. Its address is as good as a key: it shows the open posts that you follow, and of closed forums only that there is something new. It can be read, and nothing else. Make one for each program, and remove it here when you no longer use it."
            </p>
            {made}
            {rows}
            <form class="form" method="post" action="/my/subscriptions" novalidate>
                <Field filled=filled name="name" label="Name of the program" most=40 hint="For you alone, such as “Reader on my phone”." />
                <p class="actions"><button class="button" name="deed" value="make-feed">"Make a feed"</button></p>
            </form>
        </section>
    }
    .into_any()
}

fn row(key: FeedKey) -> impl IntoView {
    let used = match key.used_at {
        Some(at) => view! { "last read "<Time at=at day_only=true /> }.into_any(),
        None => "not read yet".into_any(),
    };
    let of = format!(" the feed for {}", key.name);
    view! {
        <li>
            <form class="actions" method="post" action="/my/subscriptions">
                <input type="hidden" name="feed" value=key.handle />
                <span><strong>{key.name}</strong>" · made "<Time at=key.created_at day_only=true />" · "{used}</span>
                <button class="button quiet" name="deed" value="remove-feed">"Remove"<span class="visually-hidden">{of}</span></button>
            </form>
        </li>
    }
}

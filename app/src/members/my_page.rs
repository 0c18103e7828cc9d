use crate::following::paused::paused_line;
use crate::form::escape;
use crate::kit::icon::Icon;
use crate::kit::time::Time;
use crate::layout::Head;
use crate::members::factors_view::waiting;
use crate::members::tabs::MyHead;
use crate::request::{Answer, Ask};
use domain::db::Tx;
use domain::members::account::{self, Own};
use leptos::prelude::*;
use types::icon;

/// `/my`: one's own account, its two faces side by side and never mixed.
pub async fn my_page(ask: Ask) -> Answer {
    if let Some(to_sign_in) = ask.sign_in_first() {
        return Ok(to_sign_in);
    }
    let own = ask.look(async |tx: &mut Tx<'_>| account::read(tx).await).await?;
    let paused = paused_line(&ask).await?;
    ask.page(Head::private("My doc2doc"), || {
        view! {
            <MyHead here="/my" />
            {waiting(&ask, "/my")}
            {paused}
            {seen_by_others(&own)}
            {kept_for_us(&own)}
        }
    })
    .await
}

fn seen_by_others(own: &Own) -> AnyView {
    let page = format!("/members/{}", escape(&own.screen_name));
    let about = if own.about.is_empty() { "Nothing yet" } else { "Some words of yours" };
    view! {
        <section class="section" aria-labelledby="persona">
            <div class="section-head"><h2 id="persona">"What others see"</h2><a href=page>"Your page"</a></div>
            <dl class="facts">
                <dt>"Screen name"</dt><dd>{own.screen_name.clone()}</dd>
                <dt>"About you"</dt><dd>{about}" · "<a href="/my/profile">"Change"<span class="visually-hidden">" what you tell about yourself"</span></a></dd>
                <dt>"Member since"</dt><dd><Time at=own.joined day_only=true /></dd>
                <dt>"Your page is seen by"</dt><dd>{own.visibility.words()}" · "<a href="/my/privacy">"Change"<span class="visually-hidden">" who sees your page"</span></a></dd>
            </dl>
        </section>
    }
    .into_any()
}

fn kept_for_us(own: &Own) -> AnyView {
    let facts = [
        ("Real name", &own.real_name),
        ("Country", &own.country),
        ("Profession", &own.profession),
        ("Specialty", &own.specialty),
        ("Grade", &own.grade),
    ]
    .into_iter()
    .map(|(label, value)| view! { <dt>{label}</dt><dd>{given(value)}</dd> })
    .collect_view();
    view! {
        <section class="section" aria-labelledby="register">
            <div class="section-head"><h2 id="register">"What only you and verification see"</h2><a href="/my/security">"Security"</a></div>
            <p class="meta">
                <Icon of=icon::SHIELD />" Never shown beside your screen name. "<a href="/privacy#two-faces">"Why there are two faces"</a>
            </p>
            <dl class="facts">
                <dt>"E-mail address"</dt><dd>{own.email.clone()}" · "<a href="/my/security#email">"Change"<span class="visually-hidden">" your e-mail address"</span></a></dd>
                {facts}
                <dt>"Doctors’ forums"</dt><dd><a href="/my/verification">"Verification"</a></dd>
            </dl>
            <p class="meta">"Is something wrong here, or has it changed? Write to community@doc2doc.example, and we put it right."</p>
        </section>
    }
    .into_any()
}

fn given(value: &str) -> String {
    if value.is_empty() { "Not given".to_owned() } else { value.to_owned() }
}

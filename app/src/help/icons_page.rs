use crate::help::paper::{HELP, tabs};
use crate::kit::icon::Icon;
use crate::layout::Head;
use crate::request::{Answer, Ask};
use leptos::prelude::*;
use types::{icon, smiley};

/// `/help/icons`: the legend, made from the tables that the site itself draws with.
pub async fn icons_page(ask: Ask) -> Answer {
    let head = Head {
        description: Some("What the icons and smileys on doc2doc mean.".to_owned()),
        canonical: Some("/help/icons".to_owned()),
        ..Head::titled("What the icons mean")
    };
    ask.page(head, || {
        view! {
            <header class="head">
                <h1>"What the icons mean"</h1>
                <p class="lede">"Every icon on doc2doc stands beside its word, or says it to those who cannot see it."</p>
            </header>
            {tabs(HELP, "/help/icons")}
            {icons()}
            {smileys()}
        }
    })
    .await
}

fn icons() -> impl IntoView {
    let rows = icon::ALL
        .iter()
        .filter(|one| one.legend)
        .map(|one| {
            let dot = *one == icon::UNREAD;
            view! { <div id=one.id><dt><Icon of=*one dot />{one.words}</dt><dd>{one.meaning}</dd></div> }
        })
        .collect_view();
    view! { <dl class="legend">{rows}</dl> }
}

fn smileys() -> impl IntoView {
    let rows = smiley::ALL.iter().map(smiley_row).collect_view();
    view! {
        <section class="section" aria-labelledby="smileys">
            <div class="section-head"><h2 id="smileys">"Smileys"</h2></div>
            <p>"Choose one from the picker beside the text, or type what stands here. They keep out of code, links, times, ratios and doses."</p>
            <dl class="legend">{rows}</dl>
        </section>
    }
}

fn smiley_row(smiley: &smiley::Smiley) -> impl IntoView + use<> {
    let typed = std::iter::once(smiley.code)
        .chain(smiley.text.iter().copied())
        .map(|text| view! { <code>{text}</code>" " })
        .collect_view();
    view! {
        <div id=format!("smiley-{}", smiley.id)>
            <dt><img class="smiley" src=format!("/smileys/{}.svg", smiley.id) alt="" width="20" height="20" />{smiley.name}</dt>
            <dd>{typed}</dd>
        </div>
    }
}

use crate::fault::Fault;
use crate::form::{Filled, Form};
use crate::kit::field::Summary;
use crate::layout::Head;
use crate::request::{Answer, Ask};
use crate::search::asked::{anything, filtered, form, wish};
use crate::search::filters;
use crate::search::help_hits::help_hits;
use crate::search::results::results;
use crate::throttle::Action;
use domain::db::Tx;
use domain::forums::forum_list;
use domain::search::find::find;
use leptos::prelude::*;
use types::search::Found;

/// `/search`: what was said, and where. Kept out of search engines, and of what is kept for guests: there are too many questions.
pub async fn search_page(ask: Ask) -> Answer {
    let form = form(&ask);
    if !anything(&form) {
        return show(&ask, Filled::with(form), None).await;
    }
    match look(&ask, &form).await {
        Ok(found) => show(&ask, Filled::with(form), Some(found)).await,
        Err(fault) => show(&ask, Filled::again(form, fault)?, None).await,
    }
}

async fn look(ask: &Ask, form: &Form) -> Result<Found, Fault> {
    let wish = wish(ask, form)?;
    ask.throttle(Action::Search)?;
    Ok(find(&ask.site.0.db, ask.viewer(), &wish).await?)
}

async fn show(ask: &Ask, filled: Filled, found: Option<Found>) -> Answer {
    let forums = ask.look(async |tx: &mut Tx<'_>| forum_list::names(tx).await).await?;
    let (form, words) = (form(ask), filled.value("q"));
    let title = if words.is_empty() { "Search".to_owned() } else { format!("{} – search", shortened(&words)) };
    let help = if found.as_ref().is_some_and(|found| found.page.number == 1) { help_hits(&words) } else { ().into_any() };
    let open = filtered(&form);
    ask.page(Head::private(title).of(&filled), || {
        view! {
            <header class="head"><h1>"Search"</h1></header>
            <Summary filled=&filled />
            {filters::form(&filled, forums, open)}
            {found.map(|found| results(found, &form))}
            {help}
        }
    })
    .await
}

fn shortened(words: &str) -> String {
    let short: String = words.chars().filter(|c| !c.is_control()).take(60).collect();
    if words.chars().count() > 60 { format!("{short}…") } else { short }
}

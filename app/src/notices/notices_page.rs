use crate::fault::Fault;
use crate::following::paused::paused_line;
use crate::form::{Filled, Form};
use crate::kit::done::Done;
use crate::kit::icon::Icon;
use crate::kit::time::Time;
use crate::layout::Head;
use crate::request::{Answer, Ask, see_other};
use domain::db::Tx;
use domain::notices::{list, read};
use leptos::prelude::*;
use types::icon;
use types::ids::ThreadId;
use types::notices::{Bundle, NoticeKind};

/// `/my/notices`: what the member has been told of, bundled, the unread first.
pub async fn notices_page(ask: Ask) -> Answer {
    if let Some(to_sign_in) = ask.sign_in_first() {
        return Ok(to_sign_in);
    }
    let bundles = ask.look(async |tx: &mut Tx<'_>| list::bundles(tx).await).await?;
    let done = ask.done(&Filled::default()).filter(|done| done == "read").map(|_| "Marked as read, on all your devices.");
    let paused = paused_line(&ask).await?;
    ask.page(Head::private("Notices"), || {
        view! {
            <header class="head"><h1>"Notices"</h1></header>
            <Done words=done />
            {paused}
            {listed(bundles)}
        }
    })
    .await
}

/// One bundle has been read, or all of them.
pub async fn change(ask: Ask, form: Form) -> Answer {
    if let Some(to_sign_in) = ask.sign_in_first() {
        return Ok(to_sign_in);
    }
    form.only(&["deed", "thread", "kind"])?;
    match form.text("deed") {
        "all" => ask.act(async |tx: &mut Tx<'_>| read::all(tx).await).await?,
        "one" => {
            let thread: ThreadId = form.text("thread").parse().map_err(|_| Fault::NotFound)?;
            let kind = NoticeKind::read(form.text("kind"));
            ask.act(async |tx: &mut Tx<'_>| read::bundle(tx, thread, kind).await).await?;
        }
        _ => return Err(Fault::without_purpose()),
    }
    Ok(see_other("/my/notices?done=read"))
}

fn listed(bundles: Vec<Bundle>) -> impl IntoView {
    if bundles.is_empty() {
        return view! {
            <p class="empty">
                "Nothing yet. You will find here who has answered you, mentioned you or quoted you. "
                <a href="/my/subscriptions">"Choose what you follow"</a>
            </p>
        }
        .into_any();
    }
    let (unread, earlier): (Vec<_>, Vec<_>) = bundles.into_iter().partition(|bundle| bundle.unread);
    let new = if unread.is_empty() {
        view! { <p class="empty">"You have read everything that you were told of."</p> }.into_any()
    } else {
        view! { <ul class="entries notices">{unread.into_iter().map(row).collect_view()}</ul> }.into_any()
    };
    view! {
        <section class="section" aria-labelledby="unread-notices">
            <div class="section-head">
                <h2 id="unread-notices">"New"</h2>
                <form method="post" action="/my/notices"><button class="button quiet" name="deed" value="all">"Mark all read"</button></form>
            </div>
            {new}
        </section>
        {(!earlier.is_empty()).then(|| view! {
            <section class="section" aria-labelledby="read-notices">
                <div class="section-head"><h2 id="read-notices">"Earlier"</h2></div>
                <ul class="entries notices">{earlier.into_iter().map(row).collect_view()}</ul>
            </section>
        })}
    }
    .into_any()
}

fn row(bundle: Bundle) -> impl IntoView {
    let (title, words, unread) = (bundle.title.clone(), words(&bundle), bundle.unread);
    let label = format!("Mark read: {title}");
    let done = unread.then(|| {
        view! {
            <form class="actions" method="post" action="/my/notices">
                <input type="hidden" name="thread" value=bundle.thread.to_string() />
                <input type="hidden" name="kind" value=bundle.kind.key() />
                <button class="button quiet" name="deed" value="one" aria-label=label>"Mark read"</button>
            </form>
        }
    });
    view! {
        <li>
            <h3><a href=format!("/posts/{}", bundle.first)>{title}</a></h3>
            <p class="meta">
                {unread.then(|| view! { <span class="mark new"><Icon of=icon::UNREAD dot=true />"new"</span>" · " })}
                {words}" · "<Time at=bundle.at />
            </p>
            {done}
        </li>
    }
}

fn words(bundle: &Bundle) -> String {
    let Bundle { by, many, .. } = bundle;
    match (bundle.kind, bundle.many) {
        (NoticeKind::Poll, _) => "The poll is closed".to_owned(),
        (NoticeKind::Reply, 1) => format!("{by} has replied"),
        (NoticeKind::Mention, 1) => format!("{by} has mentioned you"),
        (NoticeKind::Quote, 1) => format!("{by} has quoted you"),
        (NoticeKind::Reply, _) => format!("{many} replies, the last by {by}"),
        (NoticeKind::Mention, _) => format!("{many} mentions of you, the last by {by}"),
        (NoticeKind::Quote, _) => format!("{many} quotations of you, the last by {by}"),
    }
}

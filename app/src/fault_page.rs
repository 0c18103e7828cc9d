use crate::fault::Fault;
use crate::form::escape;
use crate::layout::Head;
use crate::request::Ask;
use axum::response::Response;
use domain::forums::forum_list::Visited;
use http::StatusCode;
use leptos::prelude::*;

/// The page for a fault: one look, one sentence, one thing to do. The same for hidden and for absent. A fault found by the
/// server has a status of its own.
pub fn fault_page(ask: &Ask, fault: &Fault, status: StatusCode) -> Response {
    let title = match fault {
        Fault::NotFound => "There is nothing here",
        Fault::Refused(_) => "That cannot be done here",
        Fault::Wrong(_) | Fault::Unreadable(_) => "We could not read that",
        Fault::TooMany(_) => "A little too often",
        Fault::Busy(_) | Fault::CannotWrite => "Please try again shortly",
        Fault::Broken(_) => "Something went wrong",
    };
    let sentence = fault.sentence();
    let guest = ask.viewer().is_guest();
    let sign_in = (guest && *fault == Fault::NotFound).then(|| {
        view! { <p>"Some pages are for members or doctors only. "<a href="/login">"Sign in"</a>" if you have an account."</p> }
    });
    let way_on = match fault {
        Fault::Refused(why) => why.way_on(),
        _ => None,
    };
    let way_on = way_on.map(|(address, words)| {
        let address = format!("{address}?next={}", escape(&ask.path));
        view! { <p class="actions"><a class="button filled" href=address>{words}</a></p> }
    });
    let head = Head { retry_after: fault.retry_after(), ..Head::private(title).status(status) };
    ask.frame(head, Visited::new(), None, || {
        view! {
            <section class="door lost" aria-labelledby="fault-title">
                <p class="code">{status.as_u16()}</p>
                <h1 id="fault-title">{title}</h1>
                <p class="lede">{sentence}</p>
                {sign_in}
                {way_on}
                <p class="actions"><a class="button" href="/">"Home"</a><a class="button" href="/forums">"Forums"</a></p>
            </section>
        }
    })
}

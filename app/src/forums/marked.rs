//! What has just been marked as read, with the way back.

use crate::request::Ask;
use domain::forums::markers::undo::Undo;
use leptos::prelude::*;

/// The address of a page that says what has been marked there.
pub fn address(page: &str, mark: &Undo) -> String {
    format!("{page}?mark={mark}")
}

/// The line about what has just been marked, as the page's address tells it; with a button that takes it back.
pub fn marked(ask: &Ask) -> Option<AnyView> {
    let words = match ask.query("done").as_deref() {
        Some("unread") => Some("Marked unread. The thread waits here until you come back to it."),
        Some("undone") => Some("Taken back: it is unread again."),
        Some("late") => Some("This can no longer be taken back: something has been read or marked since."),
        _ => None,
    };
    if let Some(words) = words {
        return Some(view! { <p class="notice good" role="status">{words}</p> }.into_any());
    }
    let mark = Undo::read(&ask.query("mark")?)?;
    let words = match mark {
        Undo::Thread(..) => "The thread is marked as read.",
        Undo::Forum(..) => "The forum is marked as read.",
        Undo::Everything(_) => "Everything is marked as read.",
    };
    Some(
        view! {
            <form class="notice good undo" method="post" action="/my/unread">
                <p role="status">{words}</p>
                <input type="hidden" name="mark" value=mark.to_string() />
                <button class="button quiet" name="deed" value="undo">"Undo"</button>
            </form>
        }
        .into_any(),
    )
}

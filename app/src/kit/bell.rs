use leptos::prelude::*;

/// The number of unread threads, beside the word and in the window's title, as long as the page is open. What else the stream
/// counts goes to the element of the page that has `data-notices`.
#[island]
pub fn Bell() -> impl IntoView {
    let unread = RwSignal::new(String::new());
    #[cfg(feature = "hydrate")]
    Effect::new(move || browser::listen(unread));
    view! { <span class="count" hidden=move || unread.read().is_empty()>{move || unread.get()}</span> }
}

#[cfg(feature = "hydrate")]
mod browser {
    use leptos::prelude::{RwSignal, Set, document, set_timeout};
    use leptos::wasm_bindgen::JsCast;
    use leptos::wasm_bindgen::prelude::Closure;
    use std::time::Duration;
    use web_sys::{EventSource, MessageEvent};

    /// The server counts no further than this.
    const MOST: u32 = 100;
    const FIRST_WAIT: Duration = Duration::from_secs(15);
    const LONGEST_WAIT: Duration = Duration::from_secs(15 * 60);

    pub(super) fn listen(unread: RwSignal<String>) {
        open(unread, document().title(), FIRST_WAIT);
    }

    /// Browsers open a stream anew when it breaks off, and give up when it is refused: then it is tried again later.
    fn open(unread: RwSignal<String>, title: String, wait: Duration) {
        let Ok(stream) = EventSource::new("/live") else { return };
        let (plain, ended, refused) = (title.clone(), stream.clone(), stream.clone());
        let heard = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            tell(unread, &plain, &event.data().as_string().unwrap_or_default());
        });
        stream.set_onmessage(Some(heard.as_ref().unchecked_ref()));
        heard.forget();
        let plain = title.clone();
        let over = Closure::<dyn FnMut()>::new(move || {
            ended.close();
            tell(unread, &plain, "");
        });
        if stream.add_event_listener_with_callback("over", over.as_ref().unchecked_ref()).is_err() {
            return stream.close();
        }
        over.forget();
        let failed = Closure::<dyn FnMut()>::new(move || {
            if refused.ready_state() == EventSource::CLOSED {
                let title = title.clone();
                set_timeout(move || open(unread, title, (wait * 2).min(LONGEST_WAIT)), wait);
            }
        });
        stream.set_onerror(Some(failed.as_ref().unchecked_ref()));
        failed.forget();
    }

    /// Two numbers: threads and notices.
    fn tell(unread: RwSignal<String>, title: &str, numbers: &str) {
        let mut numbers = numbers.split(' ').map(in_words);
        let (threads, notices) = (numbers.next().unwrap_or_default(), numbers.next().unwrap_or_default());
        document().set_title(&if threads.is_empty() { title.to_owned() } else { format!("({threads}) {title}") });
        if let Some(place) = document().query_selector("[data-notices]").ok().flatten() {
            let _ = place.toggle_attribute_with_force("hidden", notices.is_empty());
            place.set_text_content(Some(&notices));
        }
        unread.set(threads);
    }

    fn in_words(number: &str) -> String {
        match number.parse::<u32>() {
            Ok(0) | Err(_) => String::new(),
            Ok(number) if number < MOST => number.to_string(),
            Ok(_) => "99+".to_owned(),
        }
    }
}

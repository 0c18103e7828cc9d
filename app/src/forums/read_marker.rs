use leptos::prelude::*;
use types::ids::ThreadId;

/// Moves the reader's mark behind the posts that have been on screen.
#[island]
pub fn ReadMarker(thread: ThreadId, numbering: i64) -> impl IntoView {
    #[cfg(feature = "hydrate")]
    Effect::new(move || browser::watch(thread, numbering));
    #[cfg(not(feature = "hydrate"))]
    let _ = (thread, numbering);
}

#[cfg(feature = "hydrate")]
mod browser {
    use crate::forums::api;
    use crate::kit::browser::listen;
    use leptos::prelude::{document, set_interval, window};
    use leptos::wasm_bindgen::prelude::Closure;
    use leptos::wasm_bindgen::{JsCast, JsValue};
    use leptos::web_sys::Element;
    use std::cell::RefCell;
    use std::rc::Rc;
    use std::time::Duration;
    use types::ids::ThreadId;
    use web_sys::{IntersectionObserver, IntersectionObserverEntry};

    const LOOK: Duration = Duration::from_millis(250);
    /// Looks for which a post must be on screen: about a second.
    const ENOUGH: u8 = 4;
    /// Looks between two messages: two seconds.
    const SPACED: u8 = 8;
    /// A post longer than the screen has been seen when it filled so much of it.
    const FILLS: f64 = 0.6;

    /// A post of the page.
    struct Shown {
        no: i64,
        element: Element,
        near: bool,
        looks: u8,
    }

    struct Watch {
        thread: ThreadId,
        numbering: i64,
        posts: Vec<Shown>,
        sent: i64,
        since: u8,
    }

    pub(super) fn watch(thread: ThreadId, numbering: i64) {
        let Ok(found) = document().query_selector_all(".posts > article") else { return };
        let elements = (0..found.length()).filter_map(|at| found.item(at)?.dyn_into::<Element>().ok());
        let posts: Vec<_> = elements.filter_map(shown).collect();
        let watch = Rc::new(RefCell::new(Watch { thread, numbering, posts, sent: 0, since: SPACED }));
        observe(&watch);
        let looking = watch.clone();
        set_interval(move || looking.borrow_mut().look(), LOOK);
        listen(&document(), "visibilitychange", move |_| {
            if document().hidden() {
                watch.borrow_mut().tell();
            }
        });
    }

    /// Posts that are not new need not be seen.
    fn shown(element: Element) -> Option<Shown> {
        let no = element.id().strip_prefix('p')?.parse().ok()?;
        let looks = if element.class_list().contains("new") { 0 } else { ENOUGH };
        Some(Shown { no, element, near: false, looks })
    }

    fn observe(watch: &Rc<RefCell<Watch>>) {
        let inside = watch.clone();
        let met = Closure::<dyn Fn(js_sys::Array)>::new(move |entries: js_sys::Array| {
            let mut watch = inside.borrow_mut();
            for entry in entries.iter().filter_map(|entry| entry.dyn_into::<IntersectionObserverEntry>().ok()) {
                let (target, near) = (entry.target(), entry.is_intersecting());
                if let Some(post) = watch.posts.iter_mut().find(|post| post.element == target) {
                    post.near = near;
                }
            }
        });
        let Ok(observer) = IntersectionObserver::new(met.into_js_value().unchecked_ref()) else { return };
        for post in watch.borrow().posts.iter().filter(|post| post.looks < ENOUGH) {
            observer.observe(&post.element);
        }
    }

    impl Watch {
        fn look(&mut self) {
            self.since = self.since.saturating_add(1);
            if document().hidden() || prerendering() {
                return;
            }
            let screen = window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or_default();
            for post in self.posts.iter_mut().filter(|post| post.near && post.looks < ENOUGH) {
                if is_seen(&post.element, screen) {
                    post.looks += 1;
                }
            }
            if self.since >= SPACED {
                self.tell();
            }
        }

        /// Up to the last post before the first that has not been seen.
        fn tell(&mut self) {
            let Some(no) = self.posts.iter().take_while(|post| post.looks >= ENOUGH).last().map(|post| post.no) else { return };
            if no <= self.sent || prerendering() {
                return;
            }
            (self.sent, self.since) = (no, 0);
            let (thread, numbering) = (self.thread, self.numbering);
            leptos::task::spawn_local(async move {
                if let Err(fault) = api::read(thread, no, numbering).await {
                    leptos::logging::warn!("the read mark was not moved: {fault:?}");
                }
            });
        }
    }

    /// Its end is on screen, or it fills the screen well.
    fn is_seen(element: &Element, screen: f64) -> bool {
        let place = element.get_bounding_client_rect();
        let (top, bottom) = (place.top(), place.bottom());
        let end = bottom > 0.0 && bottom <= screen;
        end || bottom.min(screen) - top.max(0.0) >= FILLS * screen
    }

    /// A page that is made ahead has not been looked at.
    fn prerendering() -> bool {
        js_sys::Reflect::get(&document(), &JsValue::from_str("prerendering")).is_ok_and(|value| value.is_truthy())
    }
}

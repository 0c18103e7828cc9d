use leptos::prelude::*;
use types::ids::ThreadId;

/// Moves the reader's mark to the last post on this page.
#[island]
pub fn ReadMarker(thread: ThreadId, to: i64) -> impl IntoView {
    #[cfg(feature = "hydrate")]
    Effect::new(move || {
        leptos::task::spawn_local(async move {
            if let Err(fault) = crate::forums::api::read(thread, to).await {
                leptos::logging::warn!("the read mark was not moved: {fault:?}");
            }
        });
    });
    #[cfg(not(feature = "hydrate"))]
    let _ = (thread, to);
}

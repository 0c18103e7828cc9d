use leptos::prelude::*;

/// Draws an icon of the site's one table; the words beside it say what it means. `dot` makes it the mark of the unread.
#[component]
pub fn Icon(of: types::icon::Icon, #[prop(optional)] dot: bool) -> impl IntoView {
    let address = format!("{}#{}", sheet(of.sheet), of.id);
    let class = if dot { "icon unread-dot" } else { "icon" };
    view! { <svg class=class aria-hidden="true"><use href=address /></svg> }
}

#[cfg(feature = "ssr")]
fn sheet(name: &str) -> &'static str {
    crate::assets::sheet(name)
}

/// The browser takes the address that the server has written, so that the sheet is not loaded twice.
#[cfg(not(feature = "ssr"))]
fn sheet(name: &str) -> String {
    let written = || {
        let drawn = document().query_selector(&format!("use[href^='/{name}.svg']")).ok().flatten()?;
        Some(drawn.get_attribute("href")?.split('#').next()?.to_owned())
    };
    written().unwrap_or_else(|| format!("/{name}.svg"))
}

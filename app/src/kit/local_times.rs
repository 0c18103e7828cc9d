use leptos::prelude::*;

/// Turns the times on the page into the reader's own zone, near ones into "3 h ago"; the exact one stays on hover.
#[island]
pub fn LocalTimes() -> impl IntoView {
    #[cfg(feature = "hydrate")]
    Effect::new(browser::localise);
}

#[cfg(feature = "hydrate")]
mod browser {
    use leptos::prelude::document;
    use leptos::wasm_bindgen::{JsCast, JsValue};
    use leptos::web_sys::Element;

    pub(super) fn localise() {
        let Ok(times) = document().query_selector_all("main time[datetime]") else { return };
        let now = js_sys::Date::now();
        for index in 0..times.length() {
            if let Some(time) = times.item(index).and_then(|node| node.dyn_into::<Element>().ok()) {
                write(&time, now);
            }
        }
    }

    fn write(time: &Element, now: f64) {
        let machine = time.get_attribute("datetime").unwrap_or_default();
        let at = js_sys::Date::parse(&machine);
        if at.is_nan() || !machine.contains('T') {
            return;
        }
        let date = js_sys::Date::new(&JsValue::from_f64(at));
        let options = js_sys::Object::new();
        for (name, value) in [("dateStyle", "medium"), ("timeStyle", "short")] {
            if js_sys::Reflect::set(&options, &name.into(), &value.into()).is_err() {
                return;
            }
        }
        let exact = String::from(date.to_locale_string("en-GB", &options));
        let minutes = ((now - at) / 60_000.0).floor();
        let words = match minutes {
            m if m < 0.0 => exact.clone(),
            m if m < 1.0 => "just now".to_owned(),
            m if m < 60.0 => format!("{m} min ago"),
            m if m < 24.0 * 60.0 => format!("{} h ago", (m / 60.0).floor()),
            _ => exact.clone(),
        };
        time.set_text_content(Some(&words));
        if time.set_attribute("title", &exact).is_err() {
            time.set_text_content(Some(&exact));
        }
    }
}

/// Text made fit to stand in a `<textarea>`: the framework writes it there as it is, so a `</textarea>` in it would end the field.
pub fn raw_text(text: &str) -> String {
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;");
    // Browsers drop a line end right after the tag.
    if escaped.starts_with('\n') { format!("\n{escaped}") } else { escaped }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::raw_text;
    use leptos::prelude::*;

    #[test]
    fn no_text_ends_the_field_it_stands_in() {
        let html = crate::layout::render(|| view! { <textarea>{raw_text("</textarea><script>1 &lt; 2")}</textarea> });
        assert_eq!(html, "<textarea>&lt;/textarea>&lt;script>1 &amp;lt; 2</textarea>");
    }

    #[test]
    fn a_first_empty_line_is_kept() {
        assert_eq!(raw_text("\na"), "\n\na");
    }
}

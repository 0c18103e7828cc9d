use leptos::prelude::*;

/// A picture drawn from the screen name alone: two letters on one of twelve hues.
#[component]
pub fn Avatar(name: String, #[prop(optional)] small: bool, #[prop(optional)] large: bool) -> impl IntoView {
    let letters: String = name.chars().filter(|c| c.is_alphanumeric()).take(2).flat_map(char::to_lowercase).collect();
    let hue = name.bytes().fold(7_u32, |sum, byte| sum.wrapping_mul(31).wrapping_add(u32::from(byte))) % 12;
    let class = match (small, large) {
        (true, _) => "avatar small",
        (_, true) => "avatar large",
        _ => "avatar",
    };
    view! { <span class=class data-hue=hue.to_string() aria-hidden="true">{letters}</span> }
}

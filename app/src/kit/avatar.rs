use leptos::either::Either;
use leptos::prelude::*;
use types::ids::MediaId;

/// The picture that a member has chosen; else one drawn from the screen name alone: two letters on one of twelve hues.
#[component]
pub fn Avatar(
    name: String,
    #[prop(optional_no_strip)] picture: Option<MediaId>,
    #[prop(optional)] small: bool,
    #[prop(optional)] large: bool,
) -> impl IntoView {
    let (class, side) = match (small, large) {
        (true, _) => ("avatar small", "28"),
        (_, true) => ("avatar large", "72"),
        _ => ("avatar", "40"),
    };
    if let Some(id) = picture {
        let (one, two) = (format!("/media/{id}?size=phone"), format!("/media/{id}"));
        let sources = if large { format!("{two} 1x") } else { format!("{one} 1x, {two} 2x") };
        return Either::Left(view! { <img class=class src=one srcset=sources alt="" width=side height=side loading="lazy" /> });
    }
    let letters: String = name.chars().filter(|c| c.is_alphanumeric()).take(2).flat_map(char::to_lowercase).collect();
    let hue = name.bytes().fold(7_u32, |sum, byte| sum.wrapping_mul(31).wrapping_add(u32::from(byte))) % 12;
    Either::Right(view! { <span class=class data-hue=hue.to_string() aria-hidden="true">{letters}</span> })
}

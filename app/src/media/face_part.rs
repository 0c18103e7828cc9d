//! The part of one's profile with the picture beside one's name.

use crate::form::Filled;
use crate::kit::avatar::Avatar;
use crate::media::chooser::Chooser;
use crate::request::Ask;
use leptos::prelude::*;

/// The picture as it is, and the ways to change it.
pub fn face_part(ask: &Ask, filled: &Filled) -> AnyView {
    let (name, picture) = (ask.viewer().name().unwrap_or_default().to_owned(), ask.viewer().avatar());
    let error = filled.error("picture");
    let now = if picture.is_some() { "This is shown beside your name." } else { "Drawn from your screen name." };
    let remove = picture.is_some().then(|| {
        view! {
            <form method="post" action="/my/profile">
                <p class="actions"><button class="button danger" name="deed" value="remove-picture">"Remove the picture"</button></p>
            </form>
        }
    });
    view! {
        <section class="section" aria-labelledby="face">
            <h2 id="face">"Your picture"</h2>
            <div class="persona"><Avatar name picture large=true /><p class="meta">{now}</p></div>
            <form class="form" method="post" action="/my/profile/picture" enctype="multipart/form-data">
                <Chooser label="Another picture" error=error>
                    "JPEG, PNG, WebP or GIF, up to 10 MB. Its middle is cut out as a square, and everybody can see it. It need not be you; a photograph of your face tells who you are."
                </Chooser>
                <p class="actions"><button class="button">"Show this picture"</button></p>
            </form>
            {remove}
        </section>
    }
    .into_any()
}

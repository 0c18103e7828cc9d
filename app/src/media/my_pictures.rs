use crate::fault::Fault;
use crate::form::{Filled, Form};
use crate::kit::done::Done;
use crate::kit::field::{Field, Summary};
use crate::kit::time::Time;
use crate::layout::Head;
use crate::media::chooser::Chooser;
use crate::media::{alt, send};
use crate::members::tabs::MyHead;
use crate::request::{Answer, Ask, see_other};
use axum::extract::Request;
use domain::db::Tx;
use domain::media::keep;
use leptos::prelude::*;
use types::ids::MediaId;
use types::media::{ALT_MOST, OwnPicture};

/// `/my/pictures`: the member's own pictures, and the way in for more.
pub async fn my_pictures(ask: Ask) -> Answer {
    if let Some(to_sign_in) = ask.sign_in_first() {
        return Ok(to_sign_in);
    }
    show(&ask, Filled::default()).await
}

/// `/my/pictures/new`: a picture was sent.
pub async fn add(ask: Ask, request: Request) -> Answer {
    if ask.viewer().is_guest() {
        // This address answers no link.
        return Ok(see_other("/login?next=/my/pictures"));
    }
    let mut form = Form::default();
    match take(&ask, request, &mut form).await {
        Ok(done) => Ok(see_other(&format!("/my/pictures?done={done}"))),
        Err(fault) => show(&ask, Filled::again(form, fault)?).await,
    }
}

/// Keeps the picture; the word for what has been done.
async fn take(ask: &Ask, request: Request, form: &mut Form) -> Result<&'static str, Fault> {
    let (texts, file) = send::receive(ask, request, &["alt"]).await?;
    *form = texts;
    let file = file?;
    let words = alt::read(form.text("alt"))?;
    let picture = send::keep_picture(ask, file, &words).await?;
    Ok(if picture.stilled { "stilled" } else { "added" })
}

/// A picture is to be deleted.
pub async fn delete(ask: Ask, form: Form) -> Answer {
    if let Some(to_sign_in) = ask.sign_in_first() {
        return Ok(to_sign_in);
    }
    form.only(&["picture"])?;
    let id: MediaId = form.text("picture").parse().map_err(|_| Fault::NotFound)?;
    ask.act(async |tx: &mut Tx<'_>| keep::delete(tx, id).await).await?;
    Ok(see_other("/my/pictures?done=deleted"))
}

fn in_words(done: &str) -> Option<&'static str> {
    Some(match done {
        "added" => "Your picture is here. Its line below shows it in any post of yours.",
        "stilled" => {
            "Your picture is here; of an animation, only the first picture is shown. Its line below shows it in any post of yours."
        }
        "deleted" => "Deleted. Posts that showed the picture show its description instead.",
        _ => return None,
    })
}

async fn show(ask: &Ask, filled: Filled) -> Answer {
    let own = ask.look(async |tx: &mut Tx<'_>| keep::list(tx).await).await?;
    let done = ask.done(&filled).as_deref().and_then(in_words);
    ask.page(Head::private("My pictures").of(&filled), || {
        view! {
            <Summary filled=&filled />
            <MyHead here="/my/pictures" />
            <Done words=done />
            <p class="lede">
                "Pictures for your posts. Where you write, you can also paste or drop them straight into the text. Whoever can read a post sees its pictures; nobody else does."
            </p>
            {form(&filled)}
            <section class="section" aria-labelledby="own"><h2 id="own">"Your latest pictures"</h2>{list(own)}</section>
        }
    })
    .await
}

fn form(filled: &Filled) -> AnyView {
    let error = filled.error("picture");
    view! {
        <form class="form" method="post" action="/my/pictures/new" enctype="multipart/form-data">
            <Field
                filled name="alt" label="What does it show?" most=ALT_MOST
                hint="For colleagues who cannot see it: “Chest radiograph with a left pleural effusion”. Nothing that tells who the patient is."
            />
            <Chooser label="Picture" error=error>
                "JPEG, PNG, WebP or GIF, up to 10 MB and 40 megapixels. We keep the pixels alone: place, time, camera and names that a file carries are removed. Names that can be read in the picture itself are not; please cover them first ("
                <a href="/help/confidentiality">"guidelines"</a>")."
            </Chooser>
            <p class="actions"><button class="button filled">"Add the picture"</button></p>
        </form>
    }
    .into_any()
}

fn list(own: Vec<OwnPicture>) -> AnyView {
    if own.is_empty() {
        return view! { <p class="empty">"You have no pictures here yet."</p> }.into_any();
    }
    view! { <ul class="own-pictures">{own.into_iter().map(row).collect_view()}</ul> }.into_any()
}

fn row(own: OwnPicture) -> impl IntoView {
    let (id, line) = (own.picture.id.to_string(), own.picture.markdown(&own.alt));
    let (whole, field) = (format!("/media/{id}"), format!("line-{id}"));
    let line_label = if own.alt.is_empty() {
        "Line for your post; say between the square brackets what it shows"
    } else {
        "Line for your post"
    };
    let words = if own.alt.is_empty() { "Picture".to_owned() } else { own.alt };
    let shown = if own.shown { " · a post shows it" } else { " · no post shows it; it is deleted after seven days" };
    view! {
        <li>
            <a class="thumb" href=whole.clone()>
                <img src=format!("{whole}?size=phone") alt=words width="96" height="96" loading="lazy" />
            </a>
            <div>
                <p class="meta"><Time at=own.at />{shown}</p>
                <label for=field.clone()>{line_label}</label>
                <input id=field class="line" type="text" readonly value=line />
                <form method="post" action="/my/pictures">
                    <input type="hidden" name="picture" value=id />
                    <button class="button danger">"Delete"</button>
                </form>
            </div>
        </li>
    }
}

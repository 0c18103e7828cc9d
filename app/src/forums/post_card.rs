use crate::form::escape;
use crate::kit::avatar::Avatar;
use crate::kit::time::Time;
use crate::verification::label::in_words;
use leptos::prelude::*;
use types::forums::PostView;
use types::verification::Label;

/// A post in its thread, with its author's picture where pictures are shown.
#[component]
pub fn PostCard(post: PostView, pictures: bool) -> impl IntoView {
    let anchor = format!("p{}", post.no);
    if post.withdrawn {
        let line = format!("{} withdrew this post.", post.author);
        return view! { <article class="post withdrawn" id=anchor.clone()><p>{line}</p><p><a href=format!("#{anchor}")>{format!("#{}", post.no)}</a></p></article> }
            .into_any();
    }
    let class = match (post.new, post.own) {
        (true, _) => "post new",
        (false, true) => "post own",
        (false, false) => "post",
    };
    let link = format!("/posts/{}", post.id);
    let name = if post.author_page {
        view! { <a href=format!("/members/{}", escape(&post.author))>{post.author.clone()}</a> }.into_any()
    } else {
        post.author.clone().into_any()
    };
    let edited = post.edited_at.map(|_| view! { <a href=format!("{link}/history")>"edited"</a> });
    let guess = post.at_is_guess.then_some("about ");
    view! {
        <article class=class id=anchor.clone()>
            <header class="byline">
                {pictures.then(|| view! { <Avatar name=post.author.clone() picture=post.avatar /> })}
                <h2 class="who">{name}</h2>
                {post.imported.then(|| view! { <p class="what">"imported"</p> })}
                {post.label.as_ref().map(checked)}
            </header>
            <p class="when">
                {post.new.then(|| view! { <span class="mark new">"new"</span> })}
                {edited}<a href=link.clone()>{guess}<Time at=post.at /></a><a href=format!("#{anchor}")>{format!("#{}", post.no)}</a>
            </p>
            <div class="body" inner_html=post.html.clone()></div>
            {foot(&post, &link)}
        </article>
    }
    .into_any()
}

/// How the author was checked, and what else they show here.
fn checked(label: &Label) -> impl IntoView + use<> {
    view! { <p class="what"><span class="visually-hidden">"Checked: "</span>{in_words(label)}</p> }
}

fn foot(post: &PostView, link: &str) -> impl IntoView + use<> {
    let quote = post.can.quote.then(|| view! { <a href=format!("?quote={}#reply", post.id)>"Quote"</a> });
    let keep = post.can.quote.then(|| view! { <a href=format!("{link}/bookmark")>"For later"</a> });
    let edit = post.can.edit.then(|| view! { <a href=format!("{link}/edit")>"Edit"</a> });
    (quote.is_some() || edit.is_some()).then(|| view! { <footer>{quote}{keep}{edit}</footer> })
}

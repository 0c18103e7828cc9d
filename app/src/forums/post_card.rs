use crate::form::escape;
use crate::kit::avatar::Avatar;
use crate::kit::time::Time;
use crate::verification::label::in_words;
use leptos::either::Either;
use leptos::prelude::*;
use types::forums::PostView;
use types::verification::Label;

/// A post in its thread, with its author's picture where pictures are shown.
#[component]
pub fn PostCard(post: PostView, pictures: bool) -> impl IntoView {
    if post.withdrawn { Either::Left(withdrawn(&post)) } else { Either::Right(standing(post, pictures)) }
}

fn withdrawn(post: &PostView) -> impl IntoView + use<> {
    let (anchor, line) = (format!("p{}", post.no), format!("{} withdrew this post.", post.author));
    let address = format!("#{anchor}");
    view! { <article class="post withdrawn" id=anchor><p>{line}</p><p><a href=address>{format!("#{}", post.no)}</a></p></article> }
}

fn standing(post: PostView, pictures: bool) -> impl IntoView {
    let (anchor, here, number) = (format!("p{}", post.no), format!("#p{}", post.no), format!("#{}", post.no));
    let class = match (post.new, post.own) {
        (true, _) => "post new",
        (false, true) => "post own",
        (false, false) => "post",
    };
    let link = format!("/posts/{}", post.id);
    let foot = foot(&post, &link);
    let edited = post.edited_at.map(|_| view! { <a href=format!("{link}/history")>"edited"</a> });
    let guess = post.at_is_guess.then_some("about ");
    let face = pictures.then(|| view! { <Avatar name=post.author.clone() picture=post.avatar /> });
    let name = if post.author_page {
        let page = format!("/members/{}", escape(&post.author));
        Either::Left(view! { <a href=page>{post.author}</a> })
    } else {
        Either::Right(post.author)
    };
    view! {
        <article class=class id=anchor>
            <header class="byline">
                {face}
                <h2 class="who">{name}</h2>
                {post.imported.then(|| view! { <p class="what">"imported"</p> })}
                {post.label.as_ref().map(checked)}
            </header>
            <p class="when">
                {post.new.then(|| view! { <span class="mark new">"new"</span> })}
                {edited}<a href=link>{guess}<Time at=post.at /></a><a href=here>{number}</a>
            </p>
            <div class="body" inner_html=post.html></div>
            {foot}
        </article>
    }
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

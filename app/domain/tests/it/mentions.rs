//! Mentions link to members with an open page, and tell those who may see where they are mentioned.

use crate::hand;
use domain::cast::{CLOSED, OPEN, World, world};
use domain::check::check;
use domain::db::Tx;
use domain::fault::Result;
use domain::forums::names::complete;
use domain::forums::written;
use domain::members::account;
use domain::notices::{count_unread, list};
use domain::viewer::Viewer;
use types::drafts::Place;
use types::forums::Landing;
use types::members::Visibility;
use types::notices::NoticeKind;
use types::text::Body;

const LINK: &str = "<a href=\"/members/Stella\" rel=\"nofollow ugc noopener noreferrer\">@Stella</a>";

async fn html(w: &World, who: &Viewer, landing: &Landing) -> Result<String> {
    let page = w.page(who, landing.thread).await?;
    Ok(page.posts.into_iter().find(|post| post.no == landing.no).map(|post| post.html).unwrap_or_default())
}

async fn told(w: &World, who: &Viewer) -> Result<Vec<NoticeKind>> {
    let bundles = w.db.look(who, async |tx: &mut Tx<'_>| list::bundles(tx).await).await?;
    Ok(bundles.into_iter().map(|bundle| bundle.kind).collect())
}

async fn offered(w: &World, who: &Viewer, place: &Place, begins: &str) -> Result<Vec<String>> {
    w.db.look(who, async |tx: &mut Tx<'_>| complete(tx, place, begins).await).await
}

async fn hide(w: &World, who: &Viewer, visibility: Visibility) -> Result<()> {
    w.db.act(who, async |tx: &mut Tx<'_>| account::show_to(tx, visibility).await).await
}

#[tokio::test]
async fn a_mention_links_to_the_member_and_tells_them() -> Result<()> {
    let w = world().await?;
    let landing = w.start(&w.wren, OPEN, "Quokkas", "Ask @stella, not @Nobody or `@Pavel`.").await?;
    assert_eq!(html(&w, &w.gus, &landing).await?, format!("<p>Ask {LINK}, not @Nobody or <code>@Pavel</code>.</p>"));
    assert_eq!(told(&w, &w.stella).await?, [NoticeKind::Mention]);
    for untold in [&w.wren, &w.pavel, &w.mabel] {
        assert_eq!(told(&w, untold).await?, [], "nobody else is told");
    }
    let body = Body::try_from("Ask @stella").ok().unwrap();
    let prepared = w.db.look(&w.wren, async |tx: &mut Tx<'_>| written::preview(tx, &body).await).await?;
    assert_eq!(prepared, format!("<p>Ask {LINK}</p>"), "the preview shows the same");
    assert_eq!(check(w.data(), false).await?, Vec::<String>::new());
    Ok(())
}

#[tokio::test]
async fn a_mention_in_a_closed_place_tells_nobody_outside() -> Result<()> {
    let w = world().await?;
    let landing = w.start(&w.pavel, CLOSED, "Quokkas", "Ask @Stella and @Marlow and @Xavier and @Pavel").await?;
    assert!(w.page(&w.stella, landing.thread).await.is_err(), "Stella is outside");
    assert_eq!(told(&w, &w.marlow).await?, [NoticeKind::Mention]);
    for outside in [&w.stella, &w.xavier] {
        assert_eq!(told(&w, outside).await?, []);
        assert_eq!(w.db.look(outside, async |tx: &mut Tx<'_>| count_unread(tx).await).await?, 0);
    }
    assert_eq!(told(&w, &w.pavel).await?, [], "nor does one tell oneself");
    let html = html(&w, &w.marlow, &landing).await?;
    for name in ["Stella", "Marlow", "Xavier"] {
        assert!(html.contains(&format!("href=\"/members/{name}\"")), "the writer sees no difference: {html}");
    }
    let rows: i64 = sqlx::query_scalar("select count(*) from notices").fetch_one(&mut hand(&w).await?).await?;
    assert_eq!(rows, 1);
    Ok(())
}

#[tokio::test]
async fn an_edit_tells_only_whom_it_mentions_for_the_first_time() -> Result<()> {
    let w = world().await?;
    let landing = w.start(&w.wren, OPEN, "Quokkas", "Ask @Stella").await?;
    let post = w.post(&w.wren, &landing).await?;
    w.read(&w.stella, landing.thread, 1).await?;
    w.clock.advance(1);
    w.edit(&w.wren, post, "Ask @Pavel").await?;
    w.edit(&w.wren, post, "Ask @Pavel, @Stella").await?;
    let unread = |who| w.db.look(who, async |tx: &mut Tx<'_>| count_unread(tx).await);
    assert_eq!((unread(&w.stella).await?, unread(&w.pavel).await?), (0, 1));
    assert_eq!(check(w.data(), false).await?, Vec::<String>::new());
    Ok(())
}

#[tokio::test]
async fn who_hides_their_page_is_told_but_not_linked_and_not_offered() -> Result<()> {
    let w = world().await?;
    let place = Place::Forum(OPEN.to_owned());
    w.start(&w.stella, OPEN, "My own", "Hello").await?;
    let before = w.start(&w.wren, OPEN, "Quokkas", "Ask @Stella").await?;
    let post = w.post(&w.wren, &before).await?;
    w.edit(&w.wren, post, "Ask @Stella again").await?;
    assert_eq!(offered(&w, &w.wren, &place, "st").await?, ["Stella"]);
    hide(&w, &w.stella, Visibility::Nobody).await?;
    assert_eq!(html(&w, &w.wren, &before).await?, "<p>Ask @Stella again</p>");
    let states = crate::history(&w, &w.wren, post).await?;
    assert!(states.iter().all(|state| !state.html.contains("/members/")), "earlier states neither");
    let hidden = w.start(&w.wren, OPEN, "Wombats", "Ask @Stella").await?;
    let never = w.start(&w.wren, OPEN, "Bats", "Ask @Stellb").await?;
    assert_eq!(html(&w, &w.wren, &hidden).await?.replace("Stella", "Stellb"), html(&w, &w.wren, &never).await?);
    assert_eq!(offered(&w, &w.wren, &place, "st").await?, Vec::<String>::new());
    assert_eq!(told(&w, &w.stella).await?, [NoticeKind::Mention, NoticeKind::Mention]);
    assert_eq!(check(w.data(), false).await?, Vec::<String>::new());
    hide(&w, &w.stella, Visibility::Everyone).await?;
    assert_eq!(html(&w, &w.wren, &hidden).await?, format!("<p>Ask {LINK}</p>"));
    assert_eq!(check(w.data(), false).await?, Vec::<String>::new());
    Ok(())
}

#[tokio::test]
async fn only_who_has_written_in_a_place_is_offered_there() -> Result<()> {
    let w = world().await?;
    let open = w.start(&w.wren, OPEN, "Quokkas", "Hello").await?;
    let closed = w.start(&w.pavel, CLOSED, "Quokkas", "Hello").await?;
    w.reply(&w.marlow, closed.thread, "Hello").await?;
    let secret = w.start(&w.cora, &w.unlisted.clone(), "Quokkas", "Hello").await?;
    assert!(w.page(&w.wren, closed.thread).await.is_err() && w.page(&w.pavel, secret.thread).await.is_err());
    let here = Place::Thread(open.thread);
    assert_eq!(offered(&w, &w.pavel, &here, "wr").await?, ["Wren"]);
    assert_eq!(offered(&w, &w.pavel, &Place::Forum("cycling".to_owned()), "wr").await?, Vec::<String>::new());
    for who in [&w.wren, &w.pavel] {
        assert_eq!(offered(&w, who, &here, "co").await?, Vec::<String>::new(), "Cora writes elsewhere");
        assert_eq!(offered(&w, who, &here, "ma").await?, Vec::<String>::new());
    }
    assert_eq!(offered(&w, &w.pavel, &Place::Thread(closed.thread), "ma").await?, ["Marlow"]);
    assert!(offered(&w, &w.wren, &Place::Thread(closed.thread), "ma").await.is_err());
    assert!(offered(&w, &w.pavel, &Place::Forum(w.unlisted.clone()), "co").await.is_err());
    assert!(offered(&w, &w.gus, &here, "wr").await.is_err(), "guests are offered nothing");
    for typed in ["", "w", "'", "%", "w%", "~~"] {
        assert_eq!(offered(&w, &w.pavel, &here, typed).await?, Vec::<String>::new());
    }
    Ok(())
}

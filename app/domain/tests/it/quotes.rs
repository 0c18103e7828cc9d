//! A quotation stands only where every reader may see its source, and goes with it.

use crate::communities::reason;
use crate::{hand, wrong};
use domain::cast::{CLOSED, OPEN, World, text, world};
use domain::check::check;
use domain::communities::members;
use domain::db::Tx;
use domain::drafts::keep::{Unsent, keep};
use domain::fault::Result;
use domain::forums::keys::PostingKey;
use domain::forums::moving;
use domain::viewer::Viewer;
use domain::writing::quote::quote;
use types::drafts::Place;
use types::ids::{PostId, ThreadId};
use types::polls::UnfinishedPoll;
use types::text::{Unfinished, UnfinishedTitle};

const GONE: &str = "The quoted post is no longer here.";

fn quoting(post: PostId, words: &str) -> String {
    format!("{}And I say", quote("Somebody", "/members/Somebody", &format!("/posts/{post}"), words))
}

async fn draft(w: &World, who: &Viewer, thread: ThreadId, body: &str) -> Result<()> {
    let unsent = Unsent {
        kind: None,
        title: text(UnfinishedTitle::try_from(""))?,
        body: text(Unfinished::try_from(body))?,
        poll: UnfinishedPoll::default(),
        key: PostingKey::new()?,
    };
    w.db.act(who, async |tx: &mut Tx<'_>| keep(tx, &Place::Thread(thread), &unsent, 0, "A browser").await).await?;
    Ok(())
}

pub(crate) async fn go(w: &World, thread: ThreadId, to: &str) -> Result<()> {
    let why = reason()?;
    w.db.act(&w.marlow, async |tx: &mut Tx<'_>| moving::move_thread(tx, thread, to, &why).await).await
}

/// In how many rows these words still stand: posts, their earlier states, drafts; the source itself not counted.
async fn rows(w: &World, words: &str, source: PostId) -> Result<[i64; 3]> {
    let mut hand = hand(w).await?;
    let mut found = [0; 3];
    for (at, sql) in [
        "select count(*) from posts where id <> $2 and (instr(body, $1) > 0 or instr(html, $1) > 0)",
        "select count(*) from post_versions where post_id <> $2 and (instr(body, $1) > 0 or instr(html, $1) > 0)",
        "select count(*) from drafts where $2 > 0 and instr(body, $1) > 0",
    ]
    .into_iter()
    .enumerate()
    {
        found[at] = sqlx::query_scalar(sql).bind(words).bind(source.number()).fetch_one(&mut hand).await?;
    }
    Ok(found)
}

pub(crate) async fn sound(w: &World) -> Result<()> {
    assert_eq!(check(w.data(), false).await?, Vec::<String>::new());
    Ok(())
}

#[tokio::test]
async fn a_quotation_needs_a_source_that_all_its_readers_may_see() -> Result<()> {
    let w = world().await?;
    let open = w.start(&w.wren, OPEN, "Quokkas", "Open words").await?;
    let closed = w.start(&w.pavel, CLOSED, "Wombats", "Closed words").await?;
    let secret = w.start(&w.cora, &w.unlisted.clone(), "Bats", "Secret words").await?;
    let (in_open, in_closed, in_secret) =
        (w.post(&w.wren, &open).await?, w.post(&w.pavel, &closed).await?, w.post(&w.cora, &secret).await?);
    assert!(w.page(&w.wren, closed.thread).await.is_err() && w.page(&w.pavel, secret.thread).await.is_err());
    w.reply(&w.pavel, open.thread, &quoting(in_open, "Open words")).await?;
    w.reply(&w.pavel, closed.thread, &quoting(in_open, "Open words")).await?;
    w.reply(&w.pavel, closed.thread, &quoting(in_closed, "Closed words")).await?;
    w.reply(&w.milo, secret.thread, &quoting(in_open, "Open words")).await?;
    let never = PostId::try_from(4_711).ok().unwrap();
    let sentences = [
        wrong(w.reply(&w.wren, open.thread, &quoting(in_closed, "Guessed")).await),
        wrong(w.reply(&w.wren, open.thread, &quoting(in_secret, "Guessed")).await),
        wrong(w.reply(&w.wren, open.thread, &quoting(never, "Guessed")).await),
    ];
    assert!(sentences[0].len() == 1 && sentences.iter().all(|one| *one == sentences[0]), "unseen and never been are alike");
    assert_eq!(sentences[0][0].0, "body");
    let mine = w.post(&w.wren, &open).await?;
    assert_eq!(wrong(w.edit(&w.wren, mine, &quoting(in_closed, "Guessed")).await), sentences[0]);
    let seen = wrong(w.reply(&w.pavel, open.thread, &quoting(in_closed, "Closed words")).await);
    assert!(seen.len() == 1 && seen != sentences[0], "who sees it is told why");
    assert_eq!(
        wrong(w.reply(&w.pavel, open.thread, &format!("> {}", quoting(in_closed, "Closed words"))).await).len(),
        1,
        "deeper too"
    );
    assert_eq!(rows(&w, "Guessed", in_open).await?, [0, 0, 0]);
    sound(&w).await
}

#[tokio::test]
async fn a_quotation_goes_with_its_source_from_bodies_versions_drafts_and_index() -> Result<()> {
    let w = world().await?;
    let landing = w.start(&w.wren, OPEN, "Quokkas", "Zebrafish words").await?;
    let source = w.post(&w.wren, &landing).await?;
    let direct = w.reply(&w.pavel, landing.thread, &quoting(source, "Zebrafish words")).await?;
    let direct_post = w.post(&w.pavel, &direct).await?;
    let nested = format!("> {}", quoting(source, "Zebrafish words").replace('\n', "\n> "));
    let nested = format!("> [Pavel](/members/Pavel) [wrote](/posts/{direct_post}):\n{nested}\n\nIndeed");
    let nested = w.reply(&w.stella, landing.thread, &nested).await?;
    let changed = w.reply(&w.tessa, landing.thread, &quoting(source, "Zebrafish words")).await?;
    let changed_post = w.post(&w.tessa, &changed).await?;
    w.edit(&w.tessa, changed_post, "Nothing more to say").await?;
    draft(&w, &w.mabel, landing.thread, &quoting(source, "Zebrafish words")).await?;
    let own = w.reply(&w.wren, landing.thread, &quoting(source, "Zebrafish words")).await?;
    assert_eq!(rows(&w, "Zebrafish", source).await?, [3, 1, 1]);
    w.withdraw(&w.wren, source).await?;
    assert_eq!(rows(&w, "Zebrafish", source).await?, [0, 0, 0]);
    let page = w.page(&w.gus, landing.thread).await?;
    for post in page.posts.iter().filter(|post| [direct.no, nested.no, own.no].contains(&post.no)) {
        assert!(post.html.contains(GONE), "{}", post.html);
        assert!(post.html.contains("And I say"), "the rest stays: {}", post.html);
        assert_eq!(post.edited_at, None, "nobody has edited it");
    }
    assert_eq!(crate::history(&w, &w.tessa, changed_post).await?.len(), 1, "the history keeps its states");
    assert_eq!(wrong(w.reply(&w.pavel, landing.thread, &quoting(source, "Zebrafish words")).await).len(), 1);
    sound(&w).await
}

#[tokio::test]
async fn quotations_go_when_their_source_moves_out_of_sight() -> Result<()> {
    let w = world().await?;
    let source = w.start(&w.wren, OPEN, "Quokkas", "Zebrafish words").await?;
    let source_post = w.post(&w.wren, &source).await?;
    let open = w.start(&w.stella, OPEN, "Wombats", &quoting(source_post, "Zebrafish words")).await?;
    let closed = w.start(&w.pavel, CLOSED, "Bats", &quoting(source_post, "Zebrafish words")).await?;
    w.reply(&w.pavel, source.thread, &quoting(source_post, "Zebrafish words")).await?;
    draft(&w, &w.stella, open.thread, &quoting(source_post, "Zebrafish words")).await?;
    draft(&w, &w.pavel, open.thread, &quoting(source_post, "Zebrafish words")).await?;
    go(&w, source.thread, CLOSED).await?;
    assert!(w.page(&w.stella, source.thread).await.is_err());
    assert_eq!(rows(&w, "Zebrafish", source_post).await?, [2, 0, 1], "it stays where its readers see the source");
    assert!(w.page(&w.stella, open.thread).await?.posts[0].html.contains(GONE));
    assert!(w.page(&w.marlow, closed.thread).await?.posts[0].html.contains("Zebrafish"));
    sound(&w).await
}

#[tokio::test]
async fn quotations_go_when_they_move_to_more_readers() -> Result<()> {
    let w = world().await?;
    let source = w.start(&w.pavel, CLOSED, "Quokkas", "Zebrafish words").await?;
    let source_post = w.post(&w.pavel, &source).await?;
    let quoting_thread = w.start(&w.marlow, CLOSED, "Bats", &quoting(source_post, "Zebrafish words")).await?;
    go(&w, quoting_thread.thread, "cycling").await?;
    assert!(w.page(&w.stella, source.thread).await.is_err());
    let shown = &w.page(&w.stella, quoting_thread.thread).await?.posts[0].html;
    assert!(shown.contains(GONE) && !shown.contains("Zebrafish"), "{shown}");
    assert_eq!(rows(&w, "Zebrafish", source_post).await?, [0, 0, 0]);
    sound(&w).await
}

#[tokio::test]
async fn a_lost_seat_takes_what_was_quoted_into_drafts() -> Result<()> {
    let w = world().await?;
    let open = w.start(&w.wren, OPEN, "Wombats", "Hello").await?;
    let secret = w.start(&w.milo, &w.unlisted.clone(), "Bats", "Zebrafish words").await?;
    let post = w.post(&w.milo, &secret).await?;
    draft(&w, &w.cora, open.thread, &quoting(post, "Zebrafish words")).await?;
    draft(&w, &w.olga, open.thread, &quoting(post, "Zebrafish words")).await?;
    let (slug, why) = (w.unlisted.clone(), reason()?);
    w.db.act(&w.olga, async |tx: &mut Tx<'_>| members::remove(tx, &slug, "Cora", &why).await).await?;
    assert!(w.page(&w.cora, secret.thread).await.is_err());
    assert_eq!(rows(&w, "Zebrafish", post).await?, [0, 0, 1], "Olga may still see it");
    Ok(())
}

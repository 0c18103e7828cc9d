//! Whatever is written, changed, withdrawn or moved, nobody reads a quotation whose source they do not see.

use crate::hand;
use crate::quotes::{go, sound};
use domain::cast::{CLOSED, OPEN, World, world};
use domain::fault::Result;
use domain::writing::quote::quote;
use proptest::prelude::{Strategy, any, prop_oneof};
use proptest::test_runner::{Config, TestCaseError, TestRunner};
use types::forums::Landing;
use types::ids::PostId;

/// Something that happens; numbers choose which.
#[derive(Debug, Clone)]
enum Step {
    Start(usize, usize),
    Quote(usize, usize, usize),
    Edit(usize),
    Withdraw(usize),
    Move(usize, usize),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let which = any::<usize>;
    let one = prop_oneof![
        2 => (0..2_usize, 0..3_usize).prop_map(|(who, place)| Step::Start(who, place)),
        5 => (0..2_usize, which(), which()).prop_map(|(who, into, of)| Step::Quote(who, into, of)),
        1 => which().prop_map(Step::Edit),
        1 => which().prop_map(Step::Withdraw),
        2 => (which(), 0..3_usize).prop_map(|(thread, to)| Step::Move(thread, to)),
    ];
    proptest::collection::vec(one, 4..30)
}

const PLACES: [&str; 3] = [OPEN, CLOSED, "cycling"];

/// Everybody writes words of their own; whoever reads those words anywhere must see the post that they are from.
async fn play(steps: &[Step]) -> Result<()> {
    let w = world().await?;
    let writers = [&w.pavel, &w.marlow];
    let mut posts: Vec<(Landing, PostId, usize)> = Vec::new();
    for (number, step) in steps.iter().enumerate() {
        let pick = |at: usize| posts.get(at.checked_rem(posts.len()).unwrap_or(0)).cloned();
        let written = match *step {
            Step::Start(who, place) => {
                Some((w.start(writers[who], PLACES[place], &format!("Thread {number}"), &format!("WORDS{number}.")).await, who))
            }
            Step::Quote(who, into, of) => match (pick(into), pick(of)) {
                (Some((into, ..)), Some((_, of, _))) => {
                    let body: String = sqlx::query_scalar("select body from posts where id = $1")
                        .bind(of.number())
                        .fetch_one(&mut hand(&w).await?)
                        .await?;
                    let quotation = quote("Somebody", "/members/Somebody", &format!("/posts/{of}"), &body);
                    Some((w.reply(writers[who], into.thread, &format!("{quotation}WORDS{number}.")).await, who))
                }
                _ => None,
            },
            Step::Edit(which) => {
                if let Some((_, post, who)) = pick(which) {
                    let _ = w.edit(writers[who], post, "Edited.").await;
                }
                None
            }
            Step::Withdraw(which) => {
                if let Some((_, post, who)) = pick(which) {
                    let _ = w.withdraw(writers[who], post).await;
                }
                None
            }
            Step::Move(which, to) => {
                if let Some((landing, ..)) = pick(which) {
                    let _ = go(&w, landing.thread, PLACES[to]).await;
                }
                None
            }
        };
        if let Some((Ok(landing), who)) = written {
            let id: i64 = sqlx::query_scalar("select id from posts where thread_id = $1 and no = $2")
                .bind(landing.thread.number())
                .bind(landing.no)
                .fetch_one(&mut hand(&w).await?)
                .await?;
            posts.push((landing, PostId::try_from(id).ok().unwrap(), who));
        }
    }
    nothing_is_read_without_its_source(&w).await?;
    sound(&w).await
}

async fn nothing_is_read_without_its_source(w: &World) -> Result<()> {
    let mut hand = hand(w).await?;
    let texts: Vec<(i64, i64, String)> = sqlx::query_as(
        "select p.id, p.audience_id, p.body || ' ' || p.html || ' ' || coalesce((select group_concat(v.body || ' ' || v.html, ' ')
           from post_versions v where v.post_id = p.id), '') from posts p where p.withdrawn_at is null",
    )
    .fetch_all(&mut hand)
    .await?;
    for (post, audience, words) in texts {
        let quoted: Vec<i64> = words
            .split("/posts/")
            .skip(1)
            .filter_map(|rest| rest.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok())
            .collect();
        for source in quoted {
            let (sight, withdrawn): (i64, bool) =
                sqlx::query_as("select audience_id, withdrawn_at is not null from posts where id = $1")
                    .bind(source)
                    .fetch_one(&mut hand)
                    .await?;
            assert!(
                !withdrawn && (sight == audience || sight == 1),
                "post {post} in {audience} quotes {source} in {sight}: {words}"
            );
        }
    }
    Ok(())
}

#[test]
fn nobody_reads_a_quotation_without_its_source() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let mut runner = TestRunner::new(Config { cases: 24, ..Config::default() });
    let played =
        runner.run(&steps(), |steps| runtime.block_on(play(&steps)).map_err(|fault| TestCaseError::fail(format!("{fault:?}"))));
    assert!(played.is_ok(), "{played:?}");
}

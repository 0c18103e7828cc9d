//! How fast a large community is searched. Run by hand: DOC2DOC_BENCH=DIR cargo test --release … search_speed -- --ignored --nocapture

use domain::clock::Clock;
use domain::db::Db;
use domain::schema::migrate;
use domain::search::{catch_up, find};
use domain::secrets::Key;
use domain::viewer::Viewer;
use std::path::Path;
use std::time::{Duration, Instant};
use types::search::{Order, Wish};

const COMMON: [&str; 6] =
    ["patient", "question", "plan", "blood gas", "a proper history of the patient", "\"number needed to treat\""];
const RARE: [&str; 4] = ["zygomycosis", "leiden potassium zebra", "nosuchwordatall", "\"small but properly done\" -leiden"];

#[tokio::test]
#[ignore = "needs a large database, and measures"]
async fn a_large_community_is_searched_quickly() {
    let Ok(data) = std::env::var("DOC2DOC_BENCH") else { return };
    let (path, clock) = (Path::new(&data).join("doc2doc.db"), Clock::machine());
    let began = Instant::now();
    let database = migrate(&path, &clock).await.unwrap();
    println!("migrated in {:?}", began.elapsed());
    let db = Db::open(database, clock, Key::from([7; 32]));
    let began = Instant::now();
    catch_up::catch_up(&db).await.unwrap();
    println!("caught up in {:?}", began.elapsed());
    for (kind, words) in [("common", COMMON.as_slice()), ("rare", RARE.as_slice())] {
        for word in words {
            for order in [Order::Best, Order::Newest] {
                let wish = Wish { words: (*word).to_owned(), page: 1, order, ..Wish::default() };
                let mut times = Vec::new();
                let mut posts = 0;
                for _ in 0..40 {
                    let began = Instant::now();
                    posts = find::find(&db, &Viewer::guest(), &wish).await.unwrap().posts;
                    times.push(began.elapsed());
                }
                times.sort_unstable();
                let at = |share: usize| times.get(times.len() * share / 100).copied().unwrap_or(Duration::ZERO);
                println!("{kind} {word:?} {order:?}: median {:?}, p95 {:?}, {posts} posts", at(50), at(95));
            }
        }
    }
}

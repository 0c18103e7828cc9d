//! How the database finds what the hot pages show. A scan of posts or threads here is slow on every page.

use crate::{folded, hand, statements};
use domain::cast::world;
use domain::demo;
use domain::fault::{Fault, Result};
use sqlx::Row;
use std::fmt::Write;

/// A name, and words that only this statement has.
const HOT: [(&str, &str); 20] = [
    ("who asks", "finds out who asks */ select s.account_id"),
    ("a thread", "t.first_unread as"),
    ("a page of posts", "and thread_id = $2 and no > $3 and no <= $4"),
    ("a post", "p.thread_id, t.slug, t.title from seen_posts p join seen_threads t on t.viewer = $1 and t.id = p.thread_id"),
    ("the history of a post", "from seen_versions"),
    ("a forum", "from seen_forums f where f.viewer = $1 and f.slug = $2"),
    ("a page of threads", "order by pinned desc, last_seq desc limit $3 + 0 offset $4"),
    ("the latest threads", "from seen_thread_lines where viewer = $1 order by last_seq desc limit $2 + 0"),
    ("unread threads", "limit $2 + 0))) order by +last_seq desc limit $2 + 0"),
    ("the bell", "select min(count(*), $2) as \"unread!: i64\""),
    ("unanswered questions", "kind = 'question' and last_no = 1"),
    ("all forums", "f.position, f.last_thread, $2 and ("),
    ("their last posts", "id in (select last_thread from seen_forums"),
    ("doors", "from seen_doors d where d.slug not in"),
    ("a door", "from seen_doors where slug"),
    ("the rail", "from seen_visits"),
    ("a member's page", "from seen_personas"),
    ("a member's latest posts", "p.persona_id = $2 and not p.withdrawn"),
    ("who looks after the site", "from seen_helpers"),
    ("what is swept", "update posts set html = '', body = ''"),
];

#[tokio::test]
async fn the_hot_selects_find_their_rows_by_index() -> Result<()> {
    let w = world_with_demo().await?;
    let all: Vec<String> = statements()?.iter().map(|sql| folded(sql)).collect();
    let mut hand = hand(&w).await?;
    let (mut table, mut scanned) = (String::new(), Vec::new());
    for (name, words) in HOT {
        let found: Vec<_> = all.iter().filter(|sql| sql.contains(words)).collect();
        assert_eq!(found.len(), 1, "{name} is not to be told from others: {found:?}");
        let explain = format!("explain query plan {}", found[0]);
        let rows = sqlx::query(sqlx::AssertSqlSafe(explain)).fetch_all(&mut hand).await?;
        writeln!(table, "{name}").map_err(|_| Fault::NotFound)?;
        for row in rows {
            let step: String = row.try_get("detail")?;
            let scans = step.starts_with("SCAN")
                && !step.contains("INDEX")
                && ["posts", "threads", " p", " t"].iter().any(|table| step.ends_with(table));
            writeln!(table, "  {step}").map_err(|_| Fault::NotFound)?;
            if scans {
                scanned.push(format!("{name}: {step}"));
            }
        }
    }
    insta::assert_snapshot!(table);
    assert_eq!(scanned, Vec::<String>::new());
    Ok(())
}

#[tokio::test]
async fn a_page_holds_a_usual_post() -> Result<()> {
    let w = world().await?;
    let size: i64 = sqlx::query_scalar("pragma page_size").fetch_one(&mut hand(&w).await?).await?;
    assert_eq!(size, 8192, "SQLite lets a row of posts take a quarter of its page before it spills");
    Ok(())
}

/// The cast's names are taken in the demo, so the demo has a world of its own.
async fn world_with_demo() -> Result<domain::cast::World> {
    let w = world().await?;
    let mut hand = hand(&w).await?;
    sqlx::query("update personas set screen_name = 'x' || id, name_key = 'x' || id").execute(&mut hand).await?;
    demo::load(&w.db, &w.key).await?;
    Ok(w)
}

//! The fourth lock: no select gets past `seen.sql`, and none reads a view as nobody in particular.

mod sql;

use crate::{folded, statements};
use domain::fault::Result;
use sql::{Guard, Verdict};
use std::path::{Path, PathBuf};

fn guard() -> Result<Guard> {
    let home = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut tables = String::new();
    for entry in std::fs::read_dir(home.join("migrations"))? {
        tables += &std::fs::read_to_string(entry?.path())?;
    }
    Ok(Guard::new(&tables, &std::fs::read_to_string(home.join("seen.sql"))?))
}

#[test]
fn every_select_reads_a_seen_view_and_binds_its_viewer() -> Result<()> {
    let (guard, all) = (guard()?, statements()?);
    assert!(all.len() > 80, "the statements were not found: {}", all.len());
    let leaks: Vec<_> = all
        .iter()
        .flat_map(|sql| guard.judge(sql).leaks.into_iter().map(move |leak| format!("{leak}: {}", folded(sql))))
        .collect();
    assert_eq!(leaks, Vec::<String>::new());
    let reading = all.iter().filter(|sql| sql.contains("seen_") && guard.judge(sql).exempt.is_empty()).count();
    assert!(reading > 15, "most selects read as a viewer, and are judged: {reading}");
    Ok(())
}

#[test]
fn every_view_says_who_sees_it() -> Result<()> {
    let home = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(home.join("seen.sql"))?;
    let views: Vec<_> = text.split("create view ").skip(1).collect();
    assert!(views.len() > 10);
    for view in views {
        let name = view.split_whitespace().next().unwrap_or_default();
        let body = view.split_once(';').map_or(view, |(body, _)| body);
        assert!(name.starts_with("seen_"), "{name} is named like a table");
        assert!(body.contains("as viewer") || name == "seen_doors", "{name} is seen by nobody in particular");
    }
    Ok(())
}

#[test]
fn the_selects_that_the_site_makes_for_itself_are_these() -> Result<()> {
    let guard = guard()?;
    let mut lines = Vec::new();
    for sql in statements()? {
        let short: String = folded(&sql).split("*/").last().unwrap_or_default().trim().chars().take(90).collect();
        lines.extend(guard.judge(&sql).exempt.into_iter().map(|why| format!("{why}: {short}")));
    }
    lines.sort();
    lines.dedup();
    insta::assert_snapshot!(lines.join("\n"));
    Ok(())
}

#[test]
fn the_statements_that_no_macro_has_checked_are_these() -> Result<()> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut lines = Vec::new();
    for file in sources(&src)? {
        let name = file.strip_prefix(&src).unwrap_or(&file).display().to_string();
        for line in std::fs::read_to_string(&file)?.lines() {
            let made = [
                "sqlx::query(",
                "sqlx::query_scalar(",
                "sqlx::query_scalar::<",
                "sqlx::query_as(",
                "sqlx::query_as::<",
                "raw_sql(",
                "QueryBuilder::",
            ];
            if made.iter().any(|call| line.contains(call)) {
                lines.push(format!("{name}: {}", line.trim()));
            }
        }
    }
    lines.sort();
    insta::assert_snapshot!(lines.join("\n"));
    Ok(())
}

fn sources(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            files.extend(sources(&path)?);
        } else if path.extension().is_some_and(|end| end == "rs") {
            files.push(path);
        }
    }
    Ok(files)
}

#[test]
fn an_injected_leak_is_found() -> Result<()> {
    let guard = guard()?;
    let leaks = [
        "select id from threads",
        "SELECT id FROM threads",
        "select p.body from posts p where p.id = $1",
        "select \"body\" from \"posts\"",
        "select body from main.posts",
        "select body from [posts]",
        "select body from (posts)",
        "select body from `posts`",
        "select f.name from seen_forums f, threads t where f.viewer = $1 and t.forum_id = f.id",
        "select id from seen_threads",
        "select id from seen_threads where id = $1",
        "select id from seen_threads where viewer = viewer",
        "select id from seen_threads where viewer = 0",
        "select id from seen_threads where viewer = $1 or true",
        "select id from seen_threads where not viewer = $1",
        "select id from seen_threads where viewer <> $1",
        "select id from seen_threads where id in (select thread_id from seen_posts where viewer = $1)",
        "select t.id from seen_threads t join seen_posts p on p.thread_id = t.id where t.viewer = $1",
        "select t.id from seen_threads t left join posts p on p.thread_id = t.id where t.viewer = $1",
        "select id, (select email from accounts where id = $2) from seen_threads where viewer = $1",
        "select id from seen_threads where viewer = $1 and exists (select 1 from staff where account_id = $1)",
        "with x as (select id from posts) select id from x",
        "select id from seen_threads where viewer = $1 union select id from threads",
        "update personas set about = (select body from posts limit 1) where id = $1",
        "update forums set name = t.title from threads t where t.forum_id = forums.id",
        "insert into letters (text) select email from accounts",
        "delete from sessions where account_id in (select id from accounts)",
        "select id /* as the site: too late */ from threads",
        "select '/* as the site: only a text */' from threads",
        "-- as the site: a line\nselect id from threads",
        "/* as the site */ select id from threads",
        "/* as the site: */ select id from threads",
        "/* seen by the site: almost */ select id from threads",
    ];
    let missed: Vec<_> = leaks.into_iter().filter(|sql| guard.judge(sql).leaks.is_empty()).collect();
    assert_eq!(missed, Vec::<&str>::new());
    Ok(())
}

#[test]
fn an_honest_statement_passes() -> Result<()> {
    let guard = guard()?;
    let honest = [
        "select id from seen_threads where viewer = $1 and (last_no > 2 or pinned)",
        "select t.id from seen_threads t join seen_posts p on p.thread_id = t.id and p.viewer = $1 where t.viewer = $1",
        "select slug from seen_doors where slug not in (select slug from seen_forums where viewer = $1)",
        "select f.threads, f.posts from seen_forums f where f.viewer = $1 order by f.threads, f.posts",
        "insert into threads (id) values ($1) returning id",
        "delete from sessions where hash = $1",
        "update threads set locked = $2 where id = $1",
    ];
    for sql in honest {
        assert_eq!(guard.judge(sql), Verdict::default(), "{sql}");
    }
    let exempt = "/* as the site: finds out who asks */ select id from accounts where (select count(*) from seats) > 1";
    assert_eq!(guard.judge(exempt), Verdict { leaks: Vec::new(), exempt: vec!["finds out who asks".into()] });
    let nested = "insert into threads (seq) values ((/* as the site: the order */ select max(seq) from threads))";
    assert_eq!(guard.judge(nested), Verdict { leaks: Vec::new(), exempt: vec!["the order".into()] });
    Ok(())
}

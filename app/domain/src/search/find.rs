//! A search, from what was typed to a page of results.

use super::choose::{Chosen, choose};
use super::query::{Query, query};
use super::rank::{Finder, Seen, Spot, score};
use super::rows::Index;
use super::sighted::Ground;
use super::snippet::{marked, snippet};
use super::wanted::wanted;
use super::words::words;
use super::{asked, typo};
use crate::db::{Db, Tx, gathered, truth};
use crate::fault::{Fault, Result};
use crate::forums::threads::{circle, kind, number};
use crate::viewer::Viewer;
use crate::writing::own_words::own_words;
use serde::Deserialize;
use serde_json::json;
use std::collections::HashMap;
use types::forums::Landing;
use types::page::Page;
use types::search::{Found, Hit, Order, RESULTS, Wish};

/// Answers a search as the viewer.
pub async fn find(db: &Db, viewer: &Viewer, wish: &Wish) -> Result<Found> {
    db.look(viewer, async |tx: &mut Tx<'_>| {
        let query = query(&wish.words);
        let ground = Ground::of(tx).await?;
        let list = db.synonyms().list(tx, &ground.synonyms).await?;
        let wanted = wanted(&query, &list);
        let filtered = wish.forum.len() + wish.author.len() + wish.kind.len() > 0
            || wish.from.is_some()
            || wish.until.is_some()
            || wish.image;
        let asked = !wanted.is_empty() || (filtered && query.without.is_empty());
        let unready =
            (!ground.whole).then_some("Older posts are still being made ready for searching, so some of them may be missing.");
        let remarks = query.remarks.iter().copied().chain(unready).map(str::to_owned).collect();
        if !asked {
            return nothing(wish, remarks, false);
        }
        let index = Index { facets: ground.facets(tx, wish).await?, without: asked::without(&query.without) };
        let chosen = choose(tx, &index, &wanted, wish.order).await?;
        let finder = Finder::of(&wanted);
        let ranked = rank(tx, &chosen, &finder, wish.order).await?;
        let mut found = page(wish, &chosen, &finder, ranked, remarks)?;
        if chosen.all == 0 && !wanted.is_empty() {
            let meant = typo::meant(tx, &Index::plain(&ground), &query, &list).await?;
            found.meant = said(&query, &meant);
        }
        Ok(found)
    })
    .await
}

fn nothing(wish: &Wish, remarks: Vec<String>, asked: bool) -> Result<Found> {
    let page = Page::of(wish.page, 0, RESULTS).ok_or(Fault::NotFound)?;
    let hits = Vec::new();
    Ok(Found { page, threads: 0, posts: 0, cut: false, best: false, some: false, hits, meant: None, remarks, asked })
}

/// A post that has been read and ranked, and how many more of its thread have been found.
struct Ranked {
    row: Row,
    score: f64,
    more: i64,
}

#[derive(Deserialize)]
struct Row {
    seq: i64,
    no: i64,
    thread_id: i64,
    audience_id: i64,
    created_at: i64,
    #[serde(deserialize_with = "truth")]
    at_is_guess: bool,
    html: String,
    author: String,
    title: String,
    slug: String,
    kind: String,
    forum: String,
    forum_slug: String,
}

/// Reads the chosen posts as the viewer, and puts them in order, one of each thread.
async fn rank(tx: &mut Tx<'_>, chosen: &Chosen, finder: &Finder<'_>, order: Order) -> Result<Vec<Ranked>> {
    let (me, now) = (tx.me(), tx.now());
    let asked = json!(chosen.rows).to_string();
    let lines = sqlx::query_scalar!(
        r#"select coalesce(group_concat(json_array(seq, no, thread_id, audience_id, created_at, at_is_guess, html, author, title, slug, kind,
          forum, forum_slug)), '') as "lines!: String"
        from seen_found where viewer = $1 and seq in (select value from json_each($2))"#,
        me,
        asked
    )
    .fetch_one(tx.conn())
    .await?;
    let rows: Vec<Row> = gathered(&lines)?;
    let newest = |one: &Ranked, other: &Ranked| other.row.seq.cmp(&one.row.seq);
    if order == Order::Newest || finder.is_idle() {
        let mut rows: Vec<Ranked> = rows.into_iter().map(|row| Ranked { row, score: 0.0, more: 0 }).collect();
        rows.sort_by(newest);
        return Ok(one_of_each(rows));
    }
    let mut ranked: Vec<Ranked> = rows.into_iter().map(|row| scored(row, finder, &chosen.weights, now)).collect();
    let mut often: HashMap<i64, f64> = HashMap::new();
    for one in &ranked {
        *often.entry(one.row.thread_id).or_default() += one.score;
    }
    // A thread in which more is said about it is the better answer.
    for one in &mut ranked {
        let others = often.get(&one.row.thread_id).map_or(0.0, |sum| sum - one.score);
        one.score += 0.25 * one.score * (1.0 - (-others / one.score.max(0.001) / 3.0).exp());
    }
    ranked.sort_by(|one, other| other.score.total_cmp(&one.score).then_with(|| newest(one, other)));
    Ok(one_of_each(ranked))
}

fn scored(row: Row, finder: &Finder<'_>, weights: &[f64], now: i64) -> Ranked {
    let text = own_words(&row.html);
    let (title, body) = (words(&row.title), words(&text));
    let (in_title, in_words): (Vec<Spot>, Vec<Spot>) = (finder.spots(&title), finder.spots(&body));
    let (first, age) = (row.no == 1, now - row.created_at);
    let seen = Seen { title: &title, in_title: &in_title, words: body.len(), in_words: &in_words, first, age };
    Ranked { score: score(&seen, weights), row, more: 0 }
}

/// The best post of each thread, which says how many more there are.
fn one_of_each(ranked: Vec<Ranked>) -> Vec<Ranked> {
    let (mut best, mut at): (Vec<Ranked>, HashMap<i64, usize>) = (Vec::new(), HashMap::new());
    for one in ranked {
        if let Some(first) = at.get(&one.row.thread_id).and_then(|at| best.get_mut(*at)) {
            first.more += 1;
        } else {
            at.insert(one.row.thread_id, best.len());
            best.push(one);
        }
    }
    best
}

/// A found post as it is shown.
fn hit(Ranked { row, more, .. }: Ranked, finder: &Finder<'_>) -> Result<Hit> {
    let text = own_words(&row.html);
    let (title, body) = (words(&row.title), words(&text));
    let landing = Landing { thread: number(row.thread_id)?, slug: row.slug, no: row.no };
    Ok(Hit {
        address: landing.address(),
        title: marked(&row.title, &title, &finder.spots(&title)),
        kind: kind(&row.kind),
        forum: row.forum,
        forum_slug: row.forum_slug,
        circle: circle(row.audience_id),
        author: row.author,
        at: row.created_at,
        at_is_guess: row.at_is_guess,
        snippet: snippet(&text, &body, &finder.spots(&body)),
        more,
    })
}

fn page(wish: &Wish, chosen: &Chosen, finder: &Finder<'_>, ranked: Vec<Ranked>, remarks: Vec<String>) -> Result<Found> {
    let threads = count(ranked.len());
    let page = Page::of(wish.page, threads, RESULTS).ok_or(Fault::NotFound)?;
    let skip = usize::try_from((page.number - 1) * RESULTS).unwrap_or(0);
    let shown = ranked.into_iter().skip(skip).take(usize::try_from(RESULTS).unwrap_or(20));
    let hits = shown.map(|one| hit(one, finder)).collect::<Result<Vec<_>>>()?;
    Ok(Found {
        page,
        threads,
        posts: count(chosen.found),
        cut: chosen.cut,
        best: chosen.found > chosen.rows.len(),
        some: chosen.found > chosen.all && chosen.all == 0,
        hits,
        meant: None,
        remarks,
        asked: true,
    })
}

fn count(many: usize) -> i64 {
    i64::try_from(many).unwrap_or(i64::MAX)
}

/// What was typed, with the words that were perhaps meant.
fn said(query: &Query, meant: &HashMap<String, String>) -> Option<String> {
    if meant.is_empty() {
        return None;
    }
    let said = |term: &super::query::Term| {
        let words: Vec<&str> = term.words.iter().map(|word| meant.get(word).unwrap_or(word).as_str()).collect();
        if term.exact { format!("\"{}\"", words.join(" ")) } else { words.join("-") }
    };
    let with = query.with.iter().map(said);
    let without = query
        .without
        .iter()
        .map(|term| format!("-{}", said(&super::query::Term { exact: term.words.len() > 1, ..term.clone() })));
    Some(with.chain(without).collect::<Vec<_>>().join(" "))
}

use super::found;
use crate::fault::Result;
use crate::search::asked::quoted;
use crate::search::catch_up::{empty, note};
use crate::search::facets;
use crate::search::index::{Entry, FORM, put};
use crate::search::words::folded;
use sqlx::SqliteConnection;

/// Posts that are looked for by their own words.
const SAMPLE: i64 = 300;
/// Words of each.
const WORDS: usize = 12;
/// Posts read at a time when the index is made anew.
const CHUNK: i64 = 1_000;

/// Every post is in the index with its words, and nothing else is. With `anew` the index is made anew whatever is found.
pub(super) async fn examine(conn: &mut SqliteConnection, repair: bool, anew: bool) -> Result<Vec<String>> {
    let (missing, stray) = counts(conn).await?;
    let wrong = wrong(conn).await?;
    if repair && (anew || missing + stray + wrong > 0) {
        rebuild(conn).await?;
    }
    let sentences = [
        found(missing, "A post cannot be found by searching.", "posts cannot be found by searching.", repair),
        found(stray, "The index knows a post that is not there.", "posts in the index are not there.", repair),
        found(wrong, "A post is not found by its words.", "posts are not found by their words.", repair),
    ];
    Ok(sentences.into_iter().flatten().collect())
}

/// How many posts are not in the index, of those that should be by now, and how many in it have no place there.
async fn counts(conn: &mut SqliteConnection) -> Result<(i64, i64)> {
    let how_far = sqlx::query_scalar!("/* as the site: check */ select value from site where name = 'search'")
        .fetch_optional(&mut *conn)
        .await?;
    let from = match how_far.as_deref().map(|told| told.split_once(' ').unwrap_or((told, ""))) {
        Some((FORM, "")) => i64::MIN,
        Some((FORM, before)) => before.parse().unwrap_or(i64::MAX),
        _ => i64::MAX,
    };
    let row = sqlx::query!(
        r#"/* as the site: check */
        select (select count(*) from posts p where p.seq >= $1 and p.withdrawn_at is null
            and not exists (select 1 from post_words_docsize d where d.id = p.seq)) as "missing!: i64",
          (select count(*) from post_words_docsize d
            where not exists (select 1 from posts p where p.seq = d.id and p.withdrawn_at is null)) as "stray!: i64""#,
        from
    )
    .fetch_one(conn)
    .await?;
    Ok((row.missing, row.stray))
}

/// Of some posts, spread over all there are, those whom their own words do not lead to.
async fn wrong(conn: &mut SqliteConnection) -> Result<i64> {
    let entries = sqlx::query_as!(
        Entry,
        "/* as the site: check */
        select p.seq, p.no, p.audience_id, p.forum_id, p.persona_id, p.created_at, t.kind, t.title, p.html
        from posts p join threads t on t.id = p.thread_id join post_words_docsize d on d.id = p.seq
        where p.withdrawn_at is null and p.seq % (1 + (select count(*) from posts) / $1) = 0
          and not exists (select 1 from site s where s.name = 'moved-forum:' || p.forum_id)",
        SAMPLE
    )
    .fetch_all(&mut *conn)
    .await?;
    let mut wrong = 0;
    for entry in entries {
        let asked = by_its_words(&entry);
        let there = sqlx::query_scalar!(
            r#"/* as the site: check */
            select exists (select 1 from post_words where post_words match $1 and rowid = $2) as "there!: bool""#,
            asked,
            entry.seq
        )
        .fetch_one(&mut *conn)
        .await?;
        wrong += i64::from(!there);
    }
    Ok(wrong)
}

fn by_its_words(entry: &Entry) -> String {
    let mut asked = vec![format!("facets : ({} AND {})", facets::audience(entry.audience_id), facets::forum(entry.forum_id))];
    for (column, text) in [("title", entry.title().to_owned()), ("words", entry.words())] {
        let words: Vec<String> = folded(&text).into_iter().take(WORDS).collect();
        if !words.is_empty() {
            asked.push(format!("{column} : {}", quoted(&words)));
        }
    }
    asked.join(" AND ")
}

/// Makes the index anew from the posts, in the order of writing.
async fn rebuild(conn: &mut SqliteConnection) -> Result<()> {
    empty(conn).await?;
    let mut after = i64::MIN;
    loop {
        let entries = sqlx::query_as!(
            Entry,
            "/* as the site: check */
            select p.seq, p.no, p.audience_id, p.forum_id, p.persona_id, p.created_at, t.kind, t.title, p.html
            from posts p join threads t on t.id = p.thread_id
            where p.seq > $1 and p.withdrawn_at is null order by p.seq limit $2 + 0",
            after,
            CHUNK
        )
        .fetch_all(&mut *conn)
        .await?;
        let Some(last) = entries.last() else { break };
        after = last.seq;
        for entry in &entries {
            put(conn, entry).await?;
        }
    }
    sqlx::query!("delete from site where name > 'moved-forum:' and name < 'moved-forum;'").execute(&mut *conn).await?;
    note(conn, FORM).await
}

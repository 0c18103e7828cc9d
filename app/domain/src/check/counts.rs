use super::found;
use crate::fault::Result;
use sqlx::SqliteConnection;

/// Counters against recounts, and posts against their threads and forums.
pub(super) async fn examine(conn: &mut SqliteConnection, repair: bool) -> Result<Vec<String>> {
    let mut findings = Vec::new();
    findings.extend(audiences(conn, repair).await?);
    findings.extend(numbers(conn).await?);
    findings.extend(threads(conn, repair).await?);
    findings.extend(forums(conn, repair).await?);
    findings.extend(marks(conn, repair).await?);
    Ok(findings)
}

/// Everything is shown to the audience of its forum, and to no other.
async fn audiences(conn: &mut SqliteConnection, repair: bool) -> Result<Vec<String>> {
    let wrong = sqlx::query!(
        r#"/* as the site: check */
        select (select count(*) from threads t join forums f on f.id = t.forum_id where t.audience_id <> f.audience_id) as "threads!: i64",
          (select count(*) from posts p join threads t on t.id = p.thread_id
            where p.audience_id <> t.audience_id or p.forum_id <> t.forum_id) as "posts!: i64",
          (select count(*) from post_versions v left join posts p on p.id = v.post_id
            where p.id is null or v.audience_id <> p.audience_id) as "versions!: i64""#
    )
    .fetch_one(&mut *conn)
    .await?;
    if repair && wrong.threads + wrong.posts + wrong.versions > 0 {
        bring_home(conn).await?;
    }
    let sentences = [
        found(
            wrong.threads,
            "A thread is shown to another audience than its forum.",
            "threads are shown to another audience than their forum.",
            repair,
        ),
        found(wrong.posts, "A post is shown elsewhere than its thread.", "posts are shown elsewhere than their threads.", repair),
        found(
            wrong.versions,
            "An earlier state of a post has lost its post.",
            "earlier states of posts have lost their posts.",
            repair,
        ),
    ];
    Ok(sentences.into_iter().flatten().collect())
}

async fn bring_home(conn: &mut SqliteConnection) -> Result<()> {
    sqlx::query!(
        "update threads set audience_id = f.audience_id from (/* as the site: check */ select id, audience_id from forums) f
         where f.id = threads.forum_id and f.audience_id <> threads.audience_id"
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "update posts set audience_id = t.audience_id, forum_id = t.forum_id
         from (/* as the site: check */ select id, audience_id, forum_id from threads) t
         where t.id = posts.thread_id and (t.audience_id <> posts.audience_id or t.forum_id <> posts.forum_id)"
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!("delete from post_versions where post_id not in (/* as the site: check */ select id from posts)")
        .execute(&mut *conn)
        .await?;
    sqlx::query!(
        "update post_versions set audience_id = p.audience_id from (/* as the site: check */ select id, audience_id from posts) p
         where p.id = post_versions.post_id and p.audience_id <> post_versions.audience_id"
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The posts of a thread are numbered 1, 2, … without a gap; what is missing cannot be derived.
async fn numbers(conn: &mut SqliteConnection) -> Result<Vec<String>> {
    let wrong = sqlx::query!(
        r#"/* as the site: check */
        select (select count(*) from (select 1 from posts group by thread_id having min(no) <> 1 or max(no) <> count(*))) as "gaps!: i64",
          (select count(*) from threads t where not exists (select 1 from posts p where p.thread_id = t.id)) as "empty!: i64""#
    )
    .fetch_one(conn)
    .await?;
    let sentences = [
        found(wrong.gaps, "A thread has a gap between its posts.", "threads have gaps between their posts.", false),
        found(wrong.empty, "A thread has no posts.", "threads have no posts.", false),
    ];
    Ok(sentences.into_iter().flatten().collect())
}

/// What a thread tells of its last post.
async fn threads(conn: &mut SqliteConnection, repair: bool) -> Result<Option<String>> {
    let wrong = sqlx::query_scalar!(
        r#"/* as the site: check */
        select count(*) from threads t
        join posts p on p.thread_id = t.id and p.no = (select max(no) from posts where thread_id = t.id)
        where t.last_no <> p.no or t.last_seq <> p.seq or t.last_at <> p.created_at or t.last_post <> p.id or t.last_persona <> p.persona_id"#
    )
    .fetch_one(&mut *conn)
    .await?;
    if repair && wrong > 0 {
        sqlx::query!(
            "update threads set last_no = p.no, last_seq = p.seq, last_at = p.created_at, last_post = p.id, last_persona = p.persona_id
             from (/* as the site: check */ select thread_id, max(no) as no, seq, created_at, id, persona_id from posts group by thread_id) p
             where p.thread_id = threads.id"
        )
        .execute(conn)
        .await?;
    }
    Ok(found(wrong, "A thread tells the wrong last post.", "threads tell the wrong last post.", repair))
}

/// What a forum tells of its threads and posts.
async fn forums(conn: &mut SqliteConnection, repair: bool) -> Result<Vec<String>> {
    let wrong = sqlx::query!(
        r#"/* as the site: check */
        with told as (
          select f.id, f.slug, f.threads, f.posts, f.last_seq, f.last_thread,
            (select count(*) from threads where forum_id = f.id) as real_threads,
            coalesce((select sum(last_no) from threads where forum_id = f.id), 0) as real_posts,
            coalesce((select max(last_seq) from threads where forum_id = f.id), 0) as real_seq,
            (select id from threads where forum_id = f.id order by last_seq desc limit 1) as real_last
          from forums f)
        select slug, threads as "threads!: i64", posts as "posts!: i64", real_threads as "real_threads!: i64", real_posts as "real_posts!: i64"
        from told where threads <> real_threads or posts <> real_posts or last_seq <> real_seq or last_thread is not real_last"#
    )
    .fetch_all(&mut *conn)
    .await?;
    if repair && !wrong.is_empty() {
        sqlx::query!(
            "update forums set threads = (/* as the site: check */ select count(*) from threads where forum_id = forums.id),
               posts = coalesce((/* as the site: check */ select sum(last_no) from threads where forum_id = forums.id), 0),
               last_seq = coalesce((/* as the site: check */ select max(last_seq) from threads where forum_id = forums.id), 0),
               last_thread = (/* as the site: check */ select id from threads where forum_id = forums.id order by last_seq desc limit 1)"
        )
        .execute(conn)
        .await?;
    }
    let end = if repair { " Repaired." } else { "" };
    let sentence = |slug, threads, posts, real_threads, real_posts| {
        format!(
            "The forum {slug} tells of {threads} threads and {posts} posts and has {real_threads} and {real_posts}, or tells the wrong last one.{end}"
        )
    };
    Ok(wrong.into_iter().map(|row| sentence(row.slug, row.threads, row.posts, row.real_threads, row.real_posts)).collect())
}

/// Nobody has read what has not been written.
async fn marks(conn: &mut SqliteConnection, repair: bool) -> Result<Option<String>> {
    let wrong = sqlx::query_scalar!(
        r#"/* as the site: check */
        select count(*) from thread_marks m left join threads t on t.id = m.thread_id where t.id is null or m.read_no > t.last_no"#
    )
    .fetch_one(&mut *conn)
    .await?;
    if repair && wrong > 0 {
        sqlx::query!("delete from thread_marks where thread_id not in (/* as the site: check */ select id from threads)")
            .execute(&mut *conn)
            .await?;
        sqlx::query!(
            "update thread_marks set read_no = t.last_no from (/* as the site: check */ select id, last_no from threads) t
             where t.id = thread_marks.thread_id and thread_marks.read_no > t.last_no"
        )
        .execute(conn)
        .await?;
    }
    Ok(found(
        wrong,
        "A reader's mark stands behind the end of its thread.",
        "readers' marks stand behind the end of their threads.",
        repair,
    ))
}

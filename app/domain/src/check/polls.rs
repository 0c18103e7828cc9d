use super::found;
use crate::fault::Result;
use sqlx::SqliteConnection;

/// Counters of polls against their ballots, and polls against their threads.
pub(super) async fn examine(conn: &mut SqliteConnection, repair: bool) -> Result<Vec<String>> {
    let wrong = sqlx::query_as!(
        Wrong,
        r#"/* as the site: check */
        select (select count(*) from polls p
            where p.voters <> (select count(distinct b.voter) from ballots b where b.poll_id = p.id)) as "voters!: i64",
          (select count(*) from poll_options o
            left join (select poll_id, no, count(*) as votes from ballots group by poll_id, no) b on b.poll_id = o.poll_id and b.no = o.no
            where o.votes <> coalesce(b.votes, 0)) as "votes!: i64",
          (select count(*) from polls p join threads t on t.id = p.thread_id where p.audience_id <> t.audience_id) as "strays!: i64",
          (select count(*) from threads t left join polls p on p.thread_id = t.id
            where (t.kind = 'poll') <> (p.id is not null)) as "kinds!: i64",
          (select count(*) from ballots b left join poll_options o on o.poll_id = b.poll_id and o.no = b.no
            where o.poll_id is null) as "lost!: i64",
          (select count(*) from (select 1 from ballots b join polls p on p.id = b.poll_id and not p.several
            group by b.poll_id, b.voter having count(*) > 1)) as "twice!: i64""#
    )
    .fetch_one(&mut *conn)
    .await?;
    if repair && wrong.voters + wrong.votes + wrong.strays > 0 {
        count_again(conn).await?;
    }
    Ok(told(&wrong, repair))
}

/// What is wrong with polls, counted.
struct Wrong {
    voters: i64,
    votes: i64,
    strays: i64,
    kinds: i64,
    lost: i64,
    twice: i64,
}

fn told(wrong: &Wrong, repair: bool) -> Vec<String> {
    let sentences = [
        found(wrong.voters, "A poll tells the wrong number of voters.", "polls tell the wrong number of voters.", repair),
        found(
            wrong.votes,
            "An option of a poll tells the wrong number of votes.",
            "options of polls tell the wrong number of votes.",
            repair,
        ),
        found(
            wrong.strays,
            "A poll is shown elsewhere than its thread.",
            "polls are shown elsewhere than their threads.",
            repair,
        ),
        found(
            wrong.kinds,
            "A thread has lost its poll, or is none and has one.",
            "threads have lost their polls, or are none and have one.",
            false,
        ),
        found(
            wrong.lost,
            "A ballot is for an option that its poll does not have.",
            "ballots are for options that their polls do not have.",
            false,
        ),
        found(
            wrong.twice,
            "Somebody has voted twice where only one choice counts.",
            "members have voted twice where only one choice counts.",
            false,
        ),
    ];
    sentences.into_iter().flatten().collect()
}

async fn count_again(conn: &mut SqliteConnection) -> Result<()> {
    sqlx::query!(
        "update polls set voters = (/* as the site: check */ select count(distinct b.voter) from ballots b where b.poll_id = polls.id),
           audience_id = coalesce((/* as the site: check */ select t.audience_id from threads t where t.id = polls.thread_id), audience_id)"
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "update poll_options set votes = (/* as the site: check */
           select count(*) from ballots b where b.poll_id = poll_options.poll_id and b.no = poll_options.no)"
    )
    .execute(conn)
    .await?;
    Ok(())
}

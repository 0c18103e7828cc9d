//! Readers' marks when posts go from thread to thread: what was unread stays unread.

use crate::db::Tx;
use crate::fault::Result;
use crate::forums::carrying::Step;
use serde_json::json;
use std::collections::HashMap;

/// How far somebody has read in both threads, and when they marked one of them unread.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Mark {
    from_no: i64,
    to_no: i64,
    unread_at: i64,
}

/// How far those have read who have a mark in either thread.
pub(crate) async fn marks(tx: &mut Tx<'_>, from: i64, to: i64) -> Result<HashMap<i64, Mark>> {
    let rows = sqlx::query!(
        "/* as the site: readers' marks go along with the posts */
        select account_id, thread_id, read_no, unread_at from thread_marks where thread_id in ($1, $2)",
        from,
        to
    )
    .fetch_all(tx.conn())
    .await?;
    let mut marks: HashMap<i64, Mark> = HashMap::new();
    for row in rows {
        let mark = marks.entry(row.account_id).or_default();
        if row.thread_id == from {
            mark.from_no = row.read_no;
        } else {
            mark.to_no = row.read_no;
        }
        mark.unread_at = mark.unread_at.max(row.unread_at);
    }
    Ok(marks)
}

/// Up to where one has read of a thread: before the first post that lay beyond one's mark.
fn read_no(thread: i64, from: i64, mark: Mark, steps: &[Step]) -> i64 {
    let here = || steps.iter().filter(|step| step.thread == thread);
    let beyond = |step: &&Step| step.post.no > if step.post.thread == from { mark.from_no } else { mark.to_no };
    let first = here().find(beyond).map(|step| step.no - 1);
    first.unwrap_or_else(|| here().map(|step| step.no).max().unwrap_or(0))
}

/// Sets everybody's marks anew in both threads. What letters have told of is no longer known: one may come more.
pub(crate) async fn remark(tx: &mut Tx<'_>, from: i64, to: i64, steps: &[Step], marks: &HashMap<i64, Mark>) -> Result<()> {
    sqlx::query!("delete from thread_marks where thread_id in ($1, $2)", from, to).execute(tx.conn()).await?;
    sqlx::query!("delete from told_marks where thread_id in ($1, $2)", from, to).execute(tx.conn()).await?;
    let rows: Vec<[i64; 4]> = [from, to]
        .into_iter()
        .flat_map(|thread| {
            let end = steps.iter().filter(|step| step.thread == thread).map(|step| step.no).max();
            marks.iter().filter_map(move |(account, mark)| {
                let (end, no) = (end?, read_no(thread, from, *mark, steps));
                Some([*account, thread, no, if no < end { mark.unread_at } else { 0 }])
            })
        })
        .collect();
    let rows = json!(rows).to_string();
    sqlx::query!(
        "insert into thread_marks (account_id, thread_id, read_no, unread_at)
         /* as the site: the marks given */ select value ->> 0, value ->> 1, value ->> 2, value ->> 3 from json_each($1)",
        rows
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{Mark, read_no};
    use crate::forums::carrying::tests::{merged, thread};
    use crate::forums::carrying::{Post, numbered};

    #[test]
    fn nothing_that_was_unread_becomes_read() {
        let read = |from_no, to_no| read_no(2, 1, Mark { from_no, to_no, unread_at: 0 }, &merged());
        assert_eq!((read(3, 2), read(2, 2), read(1, 2), read(3, 0), read(0, 2)), (5, 4, 2, 1, 0));
    }

    #[test]
    fn a_split_leaves_everybody_where_they_were() {
        let (going, staying): (Vec<Post>, Vec<Post>) = thread(1, 5).into_iter().partition(|post| post.no % 2 == 0);
        let steps: Vec<_> = numbered(1, staying).into_iter().chain(numbered(2, going)).collect();
        let read = |no| {
            let mark = Mark { from_no: no, ..Mark::default() };
            (read_no(1, 1, mark, &steps), read_no(2, 1, mark, &steps))
        };
        assert_eq!([read(0), read(1), read(2), read(3), read(5)], [(0, 0), (1, 0), (1, 1), (2, 1), (3, 2)]);
    }
}

use crate::db::Tx;
use crate::fault::Result;
use crate::viewer::{DOCTORS, EVERYONE, MEMBERS};

/// Kibibytes of pages held while the indexes grow at random places.
const CACHE: &str = "pragma cache_size = -262144";
/// The same as everywhere else.
pub(super) const USUAL_CACHE: &str = "pragma cache_size = -8000";

/// What was there before.
pub(super) struct Ground {
    pub(super) now: i64,
    pub(super) members: i64,
    pub(super) post_seq: i64,
    pub(super) thread_seq: i64,
    pub(super) forums: Vec<Forum>,
}

/// Who writes in a forum.
#[derive(Clone, Copy)]
pub(super) enum Circle {
    Everyone,
    Doctors,
    Community { number: usize, of: usize },
}

/// A forum, and what has been added to it in this transaction.
pub(super) struct Forum {
    pub(super) id: i64,
    pub(super) audience: i64,
    pub(super) threads: i64,
    pub(super) posts: i64,
    pub(super) last_seq: i64,
    pub(super) last_thread: i64,
}

/// Looks at what is there, and holds more of the database in memory from now on.
pub(super) async fn survey(tx: &mut Tx<'_>) -> Result<Ground> {
    hold(tx, CACHE).await?;
    let now = tx.now();
    let there = sqlx::query!(
        r#"/* as the site: the demo */
        select (select count(*) from accounts where email like 'bench%@demo.doc2doc.example') as "members!: i64",
          max(coalesce((select max(seq) from posts), 0), 0) as "post_seq!: i64", max(coalesce((select max(seq) from threads), 0), 0) as "thread_seq!: i64""#
    )
    .fetch_one(tx.conn())
    .await?;
    let forums = sqlx::query!(
        "/* as the site: the demo */
        select f.id, f.audience_id from forums f join audiences a on a.id = f.audience_id
        where a.kind <> 'community' or f.slug like 'measure-community-%' order by f.position, f.id"
    )
    .fetch_all(tx.conn())
    .await?;
    let forums = forums.into_iter().map(|row| Forum {
        id: row.id,
        audience: row.audience_id,
        threads: 0,
        posts: 0,
        last_seq: 0,
        last_thread: 0,
    });
    Ok(Ground { now, members: there.members, post_seq: there.post_seq, thread_seq: there.thread_seq, forums: forums.collect() })
}

/// Holds so much of the database in memory.
#[expect(clippy::disallowed_methods, reason = "the macros cannot check a pragma")]
pub(super) async fn hold(tx: &mut Tx<'_>, cache: &'static str) -> Result<()> {
    sqlx::query(cache).execute(tx.conn()).await?;
    Ok(())
}

impl Ground {
    /// The audiences of the closed communities, in their order.
    pub(super) fn communities(&self) -> Vec<i64> {
        self.forums.iter().map(|forum| forum.audience).filter(|audience| *audience > DOCTORS).collect()
    }

    /// From among whom the authors of this forum come.
    pub(super) fn circle(&self, forum: usize) -> Circle {
        let audience = self.forums[forum].audience;
        match audience {
            EVERYONE | MEMBERS => Circle::Everyone,
            DOCTORS => Circle::Doctors,
            _ => {
                let communities = self.communities();
                let number = communities.iter().position(|known| *known == audience).unwrap_or(0);
                Circle::Community { number, of: communities.len() }
            }
        }
    }

    pub(super) fn forum_ids(&self) -> Vec<i64> {
        self.forums.iter().map(|forum| forum.id).collect()
    }
}

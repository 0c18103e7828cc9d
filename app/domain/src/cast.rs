//! The people of every test, on a fresh community each time. Only compiled for tests.

mod acts;
mod people;

use crate::clock::Clock;
use crate::db::{Db, Tx};
use crate::fault::{Fault, Result};
use crate::letters::{self, Letter};
use crate::members::sessions;
use crate::secrets::Key;
use crate::sqlite::options;
use crate::viewer::Viewer;
use crate::{place, schema};
use people::{enter, password_hash};
use sqlx::{Connection, SqliteConnection};
use std::collections::HashMap;
use std::path::Path;
use tempfile::TempDir;
use types::text::Wrong;

/// The password of everybody in the cast.
pub const PASSWORD: &str = "seven lilac teaspoons";
/// When the curtain rises: 1 June 2026, noon.
pub const NOON: i64 = 1_780_315_200_000;
/// A forum that everybody reads, and one that only doctors do.
pub const OPEN: &str = "cardiology";
pub const CLOSED: &str = "difficult-cases";

/// A community with its people, on a database that goes when it is dropped.
pub struct World {
    pub db: Db,
    pub key: Key,
    pub clock: Clock,
    /// Nobody signed in.
    pub gus: Viewer,
    /// A student.
    pub stella: Viewer,
    /// A nurse.
    pub wren: Viewer,
    /// A verified doctor.
    pub pavel: Viewer,
    /// A moderator who is no doctor.
    pub mabel: Viewer,
    /// A moderator who is a doctor.
    pub marlow: Viewer,
    /// The administrator, who is no doctor.
    pub hedda: Viewer,
    /// A doctor whose identity is not confirmed yet.
    pub prue: Viewer,
    /// A doctor whose seat has been taken.
    pub xavier: Viewer,
    /// The owner of both closed communities.
    pub olga: Viewer,
    /// A moderator of both.
    pub milo: Viewer,
    /// A member of both.
    pub cora: Viewer,
    /// Somebody who has left both.
    pub xena: Viewer,
    /// A verifier.
    pub vera: Viewer,
    /// An editor.
    pub edie: Viewer,
    /// A trusted user.
    pub tessa: Viewer,
    /// The address of a closed community that strangers see from outside, and of one that does not exist for them.
    pub listed: String,
    pub unlisted: String,
    cookies: HashMap<&'static str, String>,
    dir: TempDir,
}

/// Makes a new world; everybody is signed in.
pub async fn world() -> Result<World> {
    let (dir, clock, key) = (tempfile::tempdir()?, Clock::told(NOON), Key::from([7; 32]));
    let path = place::database(dir.path());
    let db = Db::open(schema::migrate(&path, &clock).await?, clock.clone(), key.clone());
    let hash = password_hash(&key).await?;
    let (cookies, [listed, unlisted]) = db.act(&Viewer::guest(), async |tx: &mut Tx<'_>| enter(tx, hash).await).await?;
    let mut viewers = HashMap::new();
    for (name, cookie) in &cookies {
        viewers.insert(*name, sessions::resume(&db, cookie).await?.ok_or(Fault::NotFound)?);
    }
    let mut take = |name| viewers.remove(name).ok_or(Fault::NotFound);
    Ok(World {
        gus: Viewer::guest(),
        stella: take("Stella")?,
        wren: take("Wren")?,
        pavel: take("Pavel")?,
        mabel: take("Mabel")?,
        marlow: take("Marlow")?,
        hedda: take("Hedda")?,
        prue: take("Prue")?,
        xavier: take("Xavier")?,
        olga: take("Olga")?,
        milo: take("Milo")?,
        cora: take("Cora")?,
        xena: take("Xena")?,
        vera: take("Vera")?,
        edie: take("Edie")?,
        tessa: take("Tessa")?,
        listed,
        unlisted,
        db,
        key,
        clock,
        cookies,
        dir,
    })
}

/// The address under which somebody of the cast signs in.
pub fn address(name: &str) -> String {
    format!("{}@cast.example", name.to_lowercase())
}

/// A text of the cast's, parsed.
pub fn text<T>(parsed: Result<T, Wrong>) -> Result<T> {
    parsed.map_err(|Wrong(sentence)| Fault::Told(sentence))
}

impl World {
    /// The data directory.
    pub fn data(&self) -> &Path {
        self.dir.path()
    }

    /// A copy of the community as it is now, in a directory of its own: what happens there does not happen here.
    #[expect(clippy::disallowed_methods, reason = "the macros cannot check a vacuum")]
    pub async fn copy(&self) -> Result<(TempDir, Db)> {
        let dir = tempfile::tempdir()?;
        let path = place::database(dir.path());
        let to = path.to_string_lossy().into_owned();
        let mut hand = SqliteConnection::connect_with(&options(&place::database(self.data()))).await?;
        sqlx::query("vacuum into $1").bind(to).execute(&mut hand).await?;
        let clock = Clock::told(self.clock.now());
        clock.skip_ids(2_000_000);
        let database = schema::migrate(&path, &clock).await?;
        Ok((dir, Db::open(database, clock, self.key.clone())))
    }

    /// Everybody, the guest first.
    pub fn everyone(&self) -> [(&'static str, &Viewer); 16] {
        [
            ("Gus, guest", &self.gus),
            ("Stella, student", &self.stella),
            ("Wren, nurse", &self.wren),
            ("Pavel, doctor", &self.pavel),
            ("Mabel, moderator", &self.mabel),
            ("Marlow, moderator and doctor", &self.marlow),
            ("Hedda, admin", &self.hedda),
            ("Prue, provisional doctor", &self.prue),
            ("Xavier, ex-doctor", &self.xavier),
            ("Olga, owner", &self.olga),
            ("Milo, community moderator", &self.milo),
            ("Cora, community member", &self.cora),
            ("Xena, ex-member", &self.xena),
            ("Vera, verifier", &self.vera),
            ("Edie, editor", &self.edie),
            ("Tessa, trusted user", &self.tessa),
        ]
    }

    /// The cookie of somebody's first session.
    pub fn cookie(&self, name: &str) -> &str {
        self.cookies.get(name).map_or("", String::as_str)
    }

    /// What their browser sends along: the cookie of their first session, nothing for the guest.
    pub fn cookie_header(&self, name: &str) -> String {
        self.cookies.get(name).map_or_else(String::new, |cookie| format!("d2d={cookie}"))
    }

    /// Somebody comes back with the cookie of their first session.
    pub async fn back(&self, name: &str) -> Result<Viewer> {
        sessions::resume(&self.db, self.cookie(name)).await?.ok_or(Fault::NotFound)
    }

    /// The letters that wait; each is handed out once.
    pub async fn letters(&self) -> Result<Vec<Letter>> {
        letters::claim(&self.db).await
    }

    /// The letters about posts that wait: number, address and post.
    pub async fn queued(&self) -> Result<Vec<(i64, String, i64)>> {
        self.db
            .look(&self.gus, async |tx: &mut Tx<'_>| {
                let rows = sqlx::query!(
                    r#"/* as the site: a test counts */ select l.id, a.email, l.post_id as "post!: i64" from letters l
                    join accounts a on a.id = l.account_id where l.sent_at is null and l.failed_at is null and l.post_id is not null"#
                )
                .fetch_all(tx.conn())
                .await?;
                Ok(rows.into_iter().map(|row| (row.id, row.email, row.post)).collect())
            })
            .await
    }

    /// The letters that were sent, each with the one that told of its post.
    pub async fn told_with(&self) -> Result<HashMap<i64, i64>> {
        self.db
            .look(&self.gus, async |tx: &mut Tx<'_>| {
                let rows = sqlx::query!(
                    r#"/* as the site: a test counts */ select id, coalesce(told_with, id) as "told_with!: i64" from letters
                    where sent_at is not null"#
                )
                .fetch_all(tx.conn())
                .await?;
                Ok(rows.into_iter().map(|row| (row.id, row.told_with)).collect())
            })
            .await
    }

    /// Time passes until every letter that waits may be tried again.
    pub async fn hasten(&self) -> Result<()> {
        self.db
            .act(&self.gus, async |tx: &mut Tx<'_>| {
                sqlx::query!("update letters set due_at = 0 where sent_at is null and failed_at is null")
                    .execute(tx.conn())
                    .await?;
                Ok(())
            })
            .await
    }
}

use super::ground::{Circle, Ground};
use super::plan::Planned;
use crate::clock::DAY;
use crate::db::{Db, Tx};
use crate::fault::Result;
use crate::members::names::name_key;
use crate::members::register::TERMS_VERSION;
use crate::viewer::{DOCTORS, EVERYONE, MEMBERS, Viewer};
use fastrand::Rng;
use sqlx::{QueryBuilder, Sqlite};

const AT_ONCE: usize = 1000;
/// Every fourth member is no doctor.
const FOURTH: usize = 4;
/// Members who have left marks while reading.
const READERS: usize = 1000;

const NAMES: [&str; 40] = [
    "Alder", "Bramble", "Cricket", "Dapple", "Ember", "Fennel", "Gannet", "Heron", "Indigo", "Juniper", "Kelp", "Larch",
    "Mallow", "Nettle", "Osprey", "Plover", "Quince", "Rowan", "Sorrel", "Tansy", "Umber", "Vetch", "Willow", "Yarrow", "Zinnia",
    "Aster", "Birch", "Clover", "Dunlin", "Elder", "Finch", "Gorse", "Hazel", "Iris", "Jasper", "Kite", "Linnet", "Merlin",
    "Nuthatch", "Oriole",
];

/// The members just made, in one order; every list has one entry for each.
pub(super) struct Crowd {
    accounts: Vec<i64>,
    personas: Vec<i64>,
}

impl Crowd {
    /// Somebody who may write there; the first ones write most.
    pub(super) fn author(&self, circle: Circle, rng: &mut Rng) -> i64 {
        let chance = rng.f64();
        let number = ((chance * chance * self.personas.len() as f64) as usize).min(self.personas.len() - 1);
        let number = match circle {
            Circle::Everyone => number,
            Circle::Doctors if number % FOURTH == FOURTH - 1 => number - 1,
            Circle::Doctors => number,
            Circle::Community { number, of } => (rng.usize(..5) * of + number).min(self.personas.len() - 1),
        };
        self.personas[number]
    }

    /// The first so many accounts.
    pub(super) fn first(&self, many: usize) -> &[i64] {
        &self.accounts[..many.min(self.accounts.len())]
    }
}

/// Opens the accounts, with all that belongs to each; everybody has read most of what will be written up to `end`.
pub(super) async fn join(db: &Db, hash: &str, wanted: u64, ground: &Ground, end: i64, rng: &mut Rng) -> Result<Crowd> {
    let wanted = usize::try_from(wanted).unwrap_or(usize::MAX);
    let mut crowd = Crowd { accounts: Vec::with_capacity(wanted), personas: Vec::with_capacity(wanted) };
    for _ in 0..wanted {
        crowd.accounts.push(db.clock().id()?);
        crowd.personas.push(db.clock().id()?);
    }
    // In the order of their numbers the tables only grow at their ends.
    crowd.accounts.sort_unstable();
    crowd.personas.sort_unstable();
    for from in (0..wanted).step_by(AT_ONCE) {
        let some: Vec<usize> = (from..wanted.min(from + AT_ONCE)).collect();
        let read: Vec<i64> = some.iter().map(|_| end - rng.i64(0..=end / 50)).collect();
        db.act(&Viewer::guest(), async |tx: &mut Tx<'_>| open(tx, hash, ground, &crowd, &some, &read).await).await?;
    }
    Ok(crowd)
}

async fn open(tx: &mut Tx<'_>, hash: &str, ground: &Ground, crowd: &Crowd, some: &[usize], read: &[i64]) -> Result<()> {
    let joined = ground.now - 9 * 365 * DAY;
    let number = |at: usize| ground.members + at as i64 + 1;
    let mut insert = QueryBuilder::<Sqlite>::new(
        "insert into accounts (id, email, password_hash, terms_version, terms_agreed_at, created_at) ",
    );
    insert.push_values(some, |mut row, &at| {
        row.push_bind(crowd.accounts[at]).push_bind(format!("bench{}@demo.doc2doc.example", number(at))).push_bind(hash);
        row.push_bind(TERMS_VERSION).push_bind(joined).push_bind(joined);
    });
    insert.build().persistent(false).execute(tx.conn()).await?;
    let mut insert = QueryBuilder::<Sqlite>::new(
        "insert into register_entries (account_id, real_name, country, profession, specialty, grade) ",
    );
    insert.push_values(some, |mut row, &at| {
        let doctor = at % FOURTH != FOURTH - 1;
        row.push_bind(crowd.accounts[at])
            .push_bind(format!("{} Measure {}", NAMES[(at / 7) % NAMES.len()], number(at)))
            .push_bind("GB");
        row.push_bind(if doctor { "Doctor" } else { "Nurse" })
            .push_bind(if doctor { "General practice" } else { "" })
            .push_bind("");
    });
    insert.build().persistent(false).execute(tx.conn()).await?;
    let mut insert = QueryBuilder::<Sqlite>::new("insert into personas (id, account_id, screen_name, name_key, created_at) ");
    insert.push_values(some, |mut row, &at| {
        let name = if number(at) == 1 { "bench1".to_owned() } else { format!("{}{}", NAMES[at % NAMES.len()], number(at)) };
        row.push_bind(crowd.personas[at])
            .push_bind(crowd.accounts[at])
            .push_bind(name.clone())
            .push_bind(name_key(&name))
            .push_bind(joined);
    });
    insert.build().persistent(false).execute(tx.conn()).await?;
    let seats = some.iter().flat_map(|&at| {
        let doctor = (at % FOURTH != FOURTH - 1).then_some(DOCTORS);
        [Some(EVERYONE), Some(MEMBERS), doctor].into_iter().flatten().map(move |audience| (at, audience))
    });
    let mut insert = QueryBuilder::<Sqlite>::new("insert into seats (account_id, audience_id, role) ");
    insert.push_values(seats, |mut row, (at, audience)| {
        row.push_bind(crowd.accounts[at]).push_bind(audience).push_bind("member");
    });
    insert.build().persistent(false).execute(tx.conn()).await?;
    verify(tx, ground, crowd, some).await?;
    let mut insert = QueryBuilder::<Sqlite>::new("insert into account_marks (account_id, read_seq) ");
    insert.push_values(some.iter().zip(read), |mut row, (&at, read)| {
        row.push_bind(crowd.accounts[at]).push_bind(read);
    });
    insert.build().persistent(false).execute(tx.conn()).await?;
    Ok(())
}

/// The doctors' standings, and what their posts tell of them.
async fn verify(tx: &mut Tx<'_>, ground: &Ground, crowd: &Crowd, some: &[usize]) -> Result<()> {
    let doctors: Vec<i64> = some.iter().filter(|&&at| at % FOURTH != FOURTH - 1).map(|&at| crowd.accounts[at]).collect();
    let mut insert = QueryBuilder::<Sqlite>::new("insert into standings (account_id, assurance, assured_at, state, changed_at) ");
    insert.push_values(&doctors, |mut row, account| {
        row.push_bind(account).push_bind("register").push_bind(ground.now).push_bind("active").push_bind(ground.now);
    });
    insert.build().persistent(false).execute(tx.conn()).await?;
    for account in &doctors {
        sqlx::query!("update personas set assurance = 'register', assured_at = $2 where account_id = $1", account, ground.now)
            .execute(tx.conn())
            .await?;
    }
    Ok(())
}

/// Some members have read in some threads and been to some forums.
pub(super) async fn read_here_and_there(
    db: &Db,
    crowd: &Crowd,
    ids: &[i64],
    threads: &[Planned],
    forums: &[i64],
    now: i64,
    rng: &mut Rng,
) -> Result<()> {
    if ids.is_empty() {
        return Ok(());
    }
    for (at, &account) in crowd.accounts.iter().take(READERS).enumerate() {
        let many = if at == 0 { 2000 } else { 20 };
        let marks: Vec<(i64, i64)> = (0..many)
            .map(|_| {
                let place = rng.usize(..ids.len());
                (ids[place], rng.i64(1..=threads[place].length as i64))
            })
            .collect();
        let visits: Vec<(i64, i64)> = (0..8).map(|_| (forums[rng.usize(..forums.len())], now - rng.i64(0..30 * DAY))).collect();
        db.act(&Viewer::guest(), async |tx: &mut Tx<'_>| mark(tx, account, &marks, &visits).await).await?;
    }
    Ok(())
}

async fn mark(tx: &mut Tx<'_>, account: i64, marks: &[(i64, i64)], visits: &[(i64, i64)]) -> Result<()> {
    for (thread, no) in marks {
        sqlx::query!(
            "insert into thread_marks (account_id, thread_id, read_no) values ($1, $2, $3) on conflict do nothing",
            account,
            thread,
            no
        )
        .execute(tx.conn())
        .await?;
    }
    for (forum, at) in visits {
        sqlx::query!(
            "insert into forum_marks (account_id, forum_id, visited_at) values ($1, $2, $3) on conflict do nothing",
            account,
            forum,
            at
        )
        .execute(tx.conn())
        .await?;
    }
    Ok(())
}

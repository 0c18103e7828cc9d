//! Random checks: a few doctors every week, picked by a seed that stands on record.

use crate::clock::DAY;
use crate::db::{Db, Tx};
use crate::desk::audit::{self, Deed};
use crate::fault::Result;
use crate::verification::cases::{self, NewCase};
use crate::verification::letters;
use crate::viewer::Viewer;
use types::verification::CaseKind;

/// How often members are picked.
const EVERY: i64 = 7 * DAY;

/// A doctor who can be picked.
struct Candidate {
    account: i64,
    body: String,
    provisional: bool,
    checked_at: i64,
}

/// Picks the week's members, unless that has been done; the first week of a new site passes without.
pub(crate) async fn weekly(db: &Db) -> Result<()> {
    db.act(&Viewer::guest(), async |tx: &mut Tx<'_>| {
        let now = tx.now();
        let last =
            sqlx::query_scalar!("/* as the site: when it was last done */ select value from site where name = 'checks-picked'")
                .fetch_optional(tx.conn())
                .await?;
        let last = last.and_then(|value| value.parse::<i64>().ok());
        if last.is_some_and(|last| last + EVERY > now) {
            return Ok(());
        }
        let value = now.to_string();
        sqlx::query!(
            "insert into site (name, value) values ('checks-picked', $1) on conflict (name) do update set value = excluded.value",
            value
        )
        .execute(tx.conn())
        .await?;
        if last.is_some() { begin(tx).await } else { Ok(()) }
    })
    .await
}

async fn begin(tx: &mut Tx<'_>) -> Result<()> {
    let (seed, now) = (tx.clock.id()?, tx.now());
    let candidates = candidates(tx).await?;
    let doctors = sqlx::query_scalar!(
        r#"/* as the site: a share of them is picked */ select count(*) from standings where state = 'active'"#
    )
    .fetch_one(tx.conn())
    .await?;
    let picked = pick(candidates, seed, how_many(doctors));
    for doctor in &picked {
        let case = NewCase { account: doctor.account, kind: CaseKind::Check, body: &doctor.body, details: None };
        cases::open(tx, &case).await?;
        sqlx::query!("update standings set checked_at = $2 where account_id = $1", doctor.account, now)
            .execute(tx.conn())
            .await?;
        letters::write(tx, doctor.account, letters::check()).await?;
    }
    let words = format!("{} of {doctors} picked with seed {seed}", picked.len());
    audit::record(tx, Deed { act: "pick-checks", words: &words, ..Deed::default() }).await
}

async fn candidates(tx: &mut Tx<'_>) -> Result<Vec<Candidate>> {
    Ok(sqlx::query_as!(
        Candidate,
        r#"/* as the site: who can be picked */
        select account_id as account, body, assurance = 'provisional' as "provisional!: bool", checked_at
        from standings d
        where state = 'active' and not exists (select 1 from cases c where c.account_id = d.account_id and c.state in ('open', 'asked'))
        order by account_id"#
    )
    .fetch_all(tx.conn())
    .await?)
}

/// One in two hundred, at least one and at most fifty.
fn how_many(doctors: i64) -> usize {
    usize::try_from(doctors.div_euclid(200) + i64::from(doctors.rem_euclid(200) > 0)).unwrap_or(0).clamp(1, 50)
}

/// Provisional doctors first, then those whose last check is longest ago; chance decides among equals.
fn pick(mut candidates: Vec<Candidate>, seed: i64, count: usize) -> Vec<Candidate> {
    fastrand::Rng::with_seed(seed.unsigned_abs()).shuffle(&mut candidates);
    candidates.sort_by_key(|doctor| (!doctor.provisional, doctor.checked_at));
    candidates.truncate(count);
    candidates
}

#[cfg(test)]
mod tests {
    use super::{Candidate, how_many, pick};

    fn doctors(count: i64) -> Vec<Candidate> {
        let doctor =
            |account| Candidate { account, body: String::new(), provisional: account % 10 == 0, checked_at: account % 3 };
        (1..=count).map(doctor).collect()
    }

    #[test]
    fn one_in_two_hundred() {
        for (doctors, picked) in [(0, 1), (1, 1), (200, 1), (201, 2), (5_000, 25), (45_000, 50)] {
            assert_eq!(how_many(doctors), picked, "{doctors}");
        }
    }

    #[test]
    fn provisional_first_then_those_long_unchecked() {
        let picked = pick(doctors(100), 7, 20);
        assert!(picked.iter().take(10).all(|doctor| doctor.provisional));
        assert!(picked.iter().skip(10).all(|doctor| !doctor.provisional && doctor.checked_at == 0));
    }

    #[test]
    fn a_seed_picks_the_same_and_chance_is_fair() {
        let of = |seed| pick(doctors(100), seed, 12).iter().map(|doctor| doctor.account).collect::<Vec<_>>();
        assert_eq!(of(42), of(42));
        assert_ne!(of(42), of(43));
        // Thirty not provisional doctors have never been checked; two of them are picked each time.
        let mut times = [0_u32; 101];
        for account in (0..3_000).flat_map(of) {
            if let Some(count) = usize::try_from(account).ok().and_then(|at| times.get_mut(at)) {
                *count += 1;
            }
        }
        let never_checked: Vec<u32> =
            times.iter().enumerate().filter(|(at, _)| at.is_multiple_of(3) && !at.is_multiple_of(10)).map(|(_, n)| *n).collect();
        assert!(never_checked.iter().all(|count| (140..=260).contains(count)), "{never_checked:?}");
    }
}

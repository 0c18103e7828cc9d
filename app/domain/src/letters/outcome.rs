//! What became of a letter that was tried.

use super::paused::{owner, pause};
use super::refusal::{Means, Refusal};
use super::{About, Letter};
use crate::clock::{HOUR, MINUTE};
use crate::db::{Db, Tx};
use crate::fault::Result;
use crate::following::digest;
use crate::viewer::Viewer;

/// How long is waited after each try that went wrong; after one more the letter is given up.
const WAITS: [i64; 9] = [MINUTE / 6, MINUTE, 5 * MINUTE, 15 * MINUTE, 30 * MINUTE, HOUR, 2 * HOUR, 4 * HOUR, 6 * HOUR];

/// The letter has been taken by the mail server, and with it all that it tells of; its words are no longer kept.
pub async fn sent(db: &Db, id: i64) -> Result<()> {
    db.act_unheard(&Viewer::guest(), async |tx: &mut Tx<'_>| {
        let now = tx.now();
        digest::told(tx, id).await?;
        sqlx::query!(
            "update letters set sent_at = $2, leased_until = 0, subject = '', text = '', last_error = '' where id = $1 or told_with = $1",
            id,
            now
        )
        .execute(tx.conn())
        .await?;
        Ok(())
    })
    .await
}

/// The letter was not taken: it is tried again later, or given up. An address that takes no letters rests from now on.
pub async fn unsent(db: &Db, letter: &Letter, refusal: &Refusal) -> Result<()> {
    db.act_unheard(&Viewer::guest(), async |tx: &mut Tx<'_>| {
        let (now, chance) = (tx.now(), tx.clock.id()?);
        let again = if refusal.means == Means::Later { wait(letter.attempts, chance) } else { None };
        let (id, class) = (letter.id, refusal.class.as_str());
        let (due, given_up) = (now + again.unwrap_or_default(), again.is_none().then_some(now));
        sqlx::query!(
            "update letters set attempts = attempts + 1, due_at = $2, leased_until = 0, failed_at = $3, last_error = $4 where id = $1",
            id,
            due,
            given_up,
            class
        )
        .execute(tx.conn())
        .await?;
        if refusal.means != Means::Nobody {
            return Ok(());
        }
        let account = match letter.about {
            Some(About { account, .. }) => Some(account),
            None => owner(tx, &letter.to).await?,
        };
        match account {
            Some(account) => pause(tx, account, refusal.reason()).await,
            None => Ok(()),
        }
    })
    .await
}

/// No letter can be sent at the moment: these are handed back as if they had not been taken; the first shows why.
pub async fn hand_back(db: &Db, letters: &[Letter], class: &str) -> Result<()> {
    let Some(first) = letters.first().map(|letter| letter.id) else { return Ok(()) };
    db.act_unheard(&Viewer::guest(), async |tx: &mut Tx<'_>| {
        for letter in letters {
            let id = letter.id;
            sqlx::query!("update letters set leased_until = 0 where id = $1 and sent_at is null", id).execute(tx.conn()).await?;
        }
        if !class.is_empty() {
            sqlx::query!("update letters set last_error = $2 where id = $1 and sent_at is null", first, class)
                .execute(tx.conn())
                .await?;
        }
        Ok(())
    })
    .await
}

/// The wait after so many tries in vain and this one, a little longer by chance so that not all come back at once.
fn wait(before: i64, chance: i64) -> Option<i64> {
    let wait = *WAITS.get(usize::try_from(before).ok()?)?;
    Some(wait + wait * (chance % 26) / 100)
}

#[cfg(test)]
mod tests {
    use super::{WAITS, wait};
    use crate::clock::HOUR;

    #[test]
    fn each_wait_is_longer_than_the_last_whatever_chance_adds_and_the_tenth_try_is_the_last() {
        let mut last = 0;
        for before in 0..9 {
            let shortest = wait(before, 0).unwrap_or_default();
            assert!(shortest > last, "{before}");
            last = wait(before, 25).unwrap_or_default();
            assert!(last <= shortest + shortest / 4 + 1, "{before}");
        }
        assert_eq!(wait(9, 0), None);
        assert!((12 * HOUR..24 * HOUR).contains(&WAITS.iter().sum::<i64>()));
    }
}

use super::script::{Asked, Script};
use super::told::{Cast, parsed};
use crate::clock::{DAY, HOUR};
use crate::db::Tx;
use crate::desk::rules::MayPoll;
use crate::fault::{Fault, Result};
use crate::polls::desk::open_on_site;
use crate::polls::vote::{self, Vote};
use std::collections::BTreeMap;
use types::forums::Landing;
use types::ids::PollId;
use types::polls::{Lasts, NewPoll, Results};
use types::text::{PollOptions, Question};

/// A poll of the demo as it is opened; those of threads run for two weeks.
pub(super) fn poll(asked: &Asked, lasts: Option<Lasts>) -> Result<NewPoll> {
    Ok(NewPoll {
        question: parsed(Question::try_from(asked.question.as_str()))?,
        options: parsed(PollOptions::try_from(asked.options.join("\n")))?,
        several: asked.several,
        results: Results::Voted,
        hide_few: true,
        lasts: lasts.or_else(|| Lasts::read("2-weeks")).unwrap_or(Lasts::WEEK),
    })
}

/// The people of the demo vote in the polls of its threads, and in those that the site has asked.
pub(super) async fn vote(tx: &mut Tx<'_>, script: &Script, cast: &Cast<'_>, landings: &[Vec<Landing>], now: i64) -> Result<()> {
    let (site, clock) = (tx.viewer.clone(), tx.clock.clone());
    tx.clock = clock.at(now);
    for (thread, landings) in script.threads.iter().zip(landings) {
        let (Some(asked), Some(first)) = (&thread.poll, landings.first()) else { continue };
        for (who, choice) in people(&asked.votes, cast)? {
            tx.viewer = who.clone();
            vote::in_thread(tx, first.thread, &choice).await?;
        }
    }
    for asked in &script.site_polls {
        let opens_at = now - asked.age_days * DAY;
        (tx.viewer, tx.clock) = (site.clone(), clock.at(opens_at + HOUR));
        let id: PollId = open_on_site(tx, MayPoll::of_operator(), &poll(asked, Some(Lasts::WEEK))?, opens_at).await?;
        for (who, choice) in people(&asked.votes, cast)? {
            tx.viewer = who.clone();
            vote::on_site(tx, id, &choice).await?;
        }
    }
    (tx.viewer, tx.clock) = (site, clock);
    Ok(())
}

/// Who votes for what.
fn people<'c>(votes: &BTreeMap<String, Vec<i64>>, cast: &'c Cast<'_>) -> Result<Vec<(&'c crate::viewer::Viewer, Vote)>> {
    votes.iter().map(|(name, choice)| Ok((cast.get(name.as_str()).ok_or(Fault::NotFound)?, Vote::For(choice.clone())))).collect()
}

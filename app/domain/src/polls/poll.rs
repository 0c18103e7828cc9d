use crate::db::Tx;
use crate::fault::Result;
use crate::forums::threads::{Thread, number};
use crate::polls::rules::{self, may_vote};
use crate::secrets::Key;
use types::fault::Refusal;
use types::polls::{FEW, OptionView, PollView, Results, Tally};

/// A poll that the viewer sees, with their own vote in it.
#[derive(Clone)]
pub(crate) struct Poll {
    pub(crate) id: i64,
    pub(crate) of_site: bool,
    pub(crate) several: bool,
    pub(crate) opens_at: i64,
    pub(crate) closes_at: i64,
    pub(crate) options: Vec<PollOption>,
    question: String,
    results: Results,
    hide_few: bool,
    voters: i64,
}

#[derive(Clone)]
pub(crate) struct PollOption {
    pub(crate) no: i64,
    pub(crate) mine: bool,
    words: String,
    votes: i64,
}

/// The name under which a ballot lies: only the site's key makes it, so the database does not tell whose it is.
pub(crate) fn voter(key: &Key, poll: i64, account: i64) -> Vec<u8> {
    key.mark(&format!("vote:{poll}"), &account.to_be_bytes()).to_vec()
}

/// The poll of this thread, which bears the thread's own number.
pub(crate) async fn of_thread(tx: &mut Tx<'_>, thread: &Thread) -> Result<Option<Poll>> {
    let rows = rows(tx, thread.id).await?;
    Ok(gather(rows).pop().filter(|poll| !poll.of_site))
}

/// The poll of the site with this number, once it is open.
pub(crate) async fn of_site(tx: &mut Tx<'_>, id: i64) -> Result<Option<Poll>> {
    let (now, rows) = (tx.now(), rows(tx, id).await?);
    Ok(gather(rows).pop().filter(|poll| poll.of_site && poll.opens_at <= now))
}

/// What the viewer is shown of a thread's poll.
pub(crate) async fn view_of_thread(tx: &mut Tx<'_>, thread: &Thread) -> Result<Option<PollView>> {
    let (now, poll) = (tx.now(), of_thread(tx, thread).await?);
    poll.map(|poll| poll.view(now, may_vote(thread, &poll, now).map(|_| ()))).transpose()
}

/// A poll and one of its options.
pub(crate) struct Row {
    pub(crate) id: i64,
    pub(crate) of_site: bool,
    pub(crate) question: String,
    pub(crate) several: bool,
    pub(crate) results: String,
    pub(crate) hide_few: bool,
    pub(crate) opens_at: i64,
    pub(crate) closes_at: i64,
    pub(crate) voters: i64,
    pub(crate) no: i64,
    pub(crate) words: String,
    pub(crate) votes: i64,
    pub(crate) mine: bool,
}

async fn rows(tx: &mut Tx<'_>, id: i64) -> Result<Vec<Row>> {
    let me = tx.me();
    let voter = voter(tx.key, id, me);
    let rows = sqlx::query_as!(
        Row,
        r#"select p.id, p.thread_id is null as "of_site!: bool", p.question, p.several, p.results, p.hide_few, p.opens_at, p.closes_at,
          p.voters, o.no, o.words, o.votes,
          exists (select 1 from seen_ballots b where b.viewer = $1 and b.poll_id = o.poll_id and b.voter = $3 and b.no = o.no) as "mine!: bool"
        from seen_polls p join seen_poll_options o on o.viewer = $1 and o.poll_id = p.id
        where p.viewer = $1 and p.id = $2 order by o.no"#,
        me,
        id,
        voter
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows)
}

/// Rows that lie together by poll, as polls.
pub(crate) fn gather(rows: Vec<Row>) -> Vec<Poll> {
    let mut polls: Vec<Poll> = Vec::new();
    for row in rows {
        let option = PollOption { no: row.no, mine: row.mine, words: row.words, votes: row.votes };
        match polls.last_mut().filter(|poll| poll.id == row.id) {
            Some(poll) => poll.options.push(option),
            None => polls.push(Poll {
                id: row.id,
                of_site: row.of_site,
                several: row.several,
                opens_at: row.opens_at,
                closes_at: row.closes_at,
                options: vec![option],
                question: row.question,
                results: Results::read(&row.results).unwrap_or(Results::Closed),
                hide_few: row.hide_few,
                voters: row.voters,
            }),
        }
    }
    polls
}

impl Poll {
    /// The numbers of the options that the viewer has chosen.
    pub(crate) fn mine(&self) -> Vec<i64> {
        self.options.iter().filter(|option| option.mine).map(|option| option.no).collect()
    }

    /// The same as somebody sees it who has no vote in it, such as one of whom nothing is known yet.
    pub(crate) fn view(&self, now: i64, leave: Result<(), Refusal>) -> Result<PollView> {
        let (closed, voted) = (rules::closed(self, now), self.options.iter().any(|option| option.mine));
        let options = self.options.iter().map(|one| OptionView { no: one.no, words: one.words.clone(), mine: one.mine });
        Ok(PollView {
            id: number(self.id)?,
            question: self.question.clone(),
            several: self.several,
            options: options.collect(),
            closes_at: self.closes_at,
            closed,
            voted,
            may_vote: leave.is_ok(),
            tally: self.tally(closed, voted),
        })
    }

    fn tally(&self, closed: bool, voted: bool) -> Tally {
        match self.results {
            Results::Closed if !closed => Tally::AfterClosing,
            Results::Voted if !closed && !voted => Tally::AfterVoting,
            _ if self.hide_few && self.voters < FEW => Tally::TooFew,
            _ => Tally::Shown { voters: self.voters, votes: self.options.iter().map(|option| option.votes).collect() },
        }
    }
}

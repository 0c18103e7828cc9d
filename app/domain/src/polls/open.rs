use crate::db::Tx;
use crate::fault::Result;
use crate::polls::rules::MayOpen;
use types::polls::NewPoll;

/// Opens the poll of a new thread, under the thread's own number.
pub(crate) async fn open(tx: &mut Tx<'_>, permit: MayOpen<'_>, poll: &NewPoll) -> Result<()> {
    let (MayOpen(thread), now) = (permit, tx.now());
    write(tx, Place { id: thread.id, thread: Some(thread.id), audience: thread.audience, opens_at: now }, poll).await
}

/// Where and when a poll opens.
pub(super) struct Place {
    pub(super) id: i64,
    pub(super) thread: Option<i64>,
    pub(super) audience: i64,
    pub(super) opens_at: i64,
}

/// Writes a poll and its options.
pub(super) async fn write(tx: &mut Tx<'_>, place: Place, poll: &NewPoll) -> Result<()> {
    let (question, results) = (poll.question.as_str(), poll.results.key());
    let closes_at = place.opens_at + poll.lasts.millis();
    sqlx::query!(
        "insert into polls (id, thread_id, audience_id, question, several, results, hide_few, opens_at, closes_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        place.id,
        place.thread,
        place.audience,
        question,
        poll.several,
        results,
        poll.hide_few,
        place.opens_at,
        closes_at
    )
    .execute(tx.conn())
    .await?;
    for (words, no) in poll.options.lines().zip(1_i64..) {
        sqlx::query!("insert into poll_options (poll_id, no, words) values ($1, $2, $3)", place.id, no, words)
            .execute(tx.conn())
            .await?;
    }
    Ok(())
}

/// A title with what tells its poll from another one sent under the same key.
pub(crate) fn with_poll(title: &str, poll: &NewPoll) -> String {
    format!(
        "{title}\0{}\n{}\n{} {} {} {}",
        poll.question.as_str(),
        poll.options.lines().collect::<Vec<_>>().join("\n"),
        poll.several,
        poll.results.key(),
        poll.hide_few,
        poll.lasts.millis()
    )
}

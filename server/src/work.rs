use crate::mail::Post;
use app::request::Site;
use domain::communities::silence;
use domain::fault::Result;
use domain::letters::Letter;
use domain::verification::rounds;
use domain::{letters, sweep};
use metrics::counter;
use std::error::Error;
use std::time::Duration;
use tokio::time::{Instant, sleep, timeout};

/// Letters that wait for another try are looked for at least this often.
const LOOK_EVERY: Duration = Duration::from_secs(20);
/// Many acts in a row are answered with one look.
const GATHER: Duration = Duration::from_millis(250);
const TIDY_EVERY: Duration = Duration::from_secs(600);
const ROUND_EVERY: Duration = Duration::from_secs(3600);
const SWEEP_EVERY: Duration = Duration::from_secs(24 * 3600);
/// The start belongs to the visitors.
const FIRST_SWEEP: Duration = Duration::from_secs(300);

/// Sends letters as they are written, whatever befalls single ones. Runs until dropped.
pub async fn send_letters(site: Site, post: Post) {
    let mut wake = site.0.db.wake();
    loop {
        let before = *wake.borrow_and_update();
        let own = match send_due(&site, &post).await {
            Ok(acts) => acts,
            Err(error) => {
                tracing::warn!(%error, "letters could not be looked for");
                0
            }
        };
        // Sending is itself an act that wakes: only when others have acted meanwhile is there anything new.
        let quiet = *wake.borrow_and_update() == before + own;
        if quiet && let Ok(Err(_)) = timeout(LOOK_EVERY, wake.changed()).await {
            return;
        }
        sleep(GATHER).await;
    }
}

/// How many acts it took to send what is due.
async fn send_due(site: &Site, post: &Post) -> Result<u64> {
    let db = &site.0.db;
    let due = letters::claim(db).await?;
    let mut acts = 1;
    for letter in due {
        match send(site, post, &letter).await {
            Ok(true) => {
                letters::sent(db, letter.id).await?;
                counter!("doc2doc_letters_sent_total").increment(1);
            }
            // Its recipient may not read it now: it was dropped, which was an act.
            Ok(false) => {}
            Err(error) => {
                tracing::warn!(letter = letter.id, attempt = letter.attempts, %error, "a letter could not be sent; it is tried again later");
                letters::failed(db, &letter).await?;
                counter!("doc2doc_letters_failed_total").increment(1);
            }
        }
        acts += 1;
    }
    Ok(acts)
}

/// Whether the letter was sent; its rights are asked here and now, not when it was claimed.
async fn send(site: &Site, post: &Post, letter: &Letter) -> std::result::Result<bool, Box<dyn Error + Send + Sync>> {
    let Some(worded) = letters::worded(&site.0.db, &site.0.origin, letter).await? else { return Ok(false) };
    post.send(&worded).await?;
    Ok(true)
}

/// Does what falls due: hourly in verification and communities, nightly what the retention rules name; old throttle counts go. Runs until dropped.
pub async fn keep_tidy(site: Site) {
    let mut sweep_at = Instant::now() + FIRST_SWEEP;
    let mut round_at = sweep_at;
    loop {
        let next = sweep_at.min(round_at);
        sleep(TIDY_EVERY.min(next.saturating_duration_since(Instant::now()))).await;
        site.0.throttles.tidy();
        if Instant::now() >= round_at {
            round_at = Instant::now() + ROUND_EVERY;
            if let Err(error) = rounds::round(&site.0.db).await {
                tracing::warn!(%error, "the round of verification could not be done");
            }
            if let Err(error) = silence::round(&site.0.db).await {
                tracing::warn!(%error, "the owners of silent communities could not be asked");
            }
        }
        if Instant::now() >= sweep_at {
            sweep_at = Instant::now() + SWEEP_EVERY;
            if let Err(error) = sweep::sweep(&site.0.db).await {
                tracing::warn!(%error, "the nightly sweep could not be done");
            }
        }
    }
}

use crate::mail::{Post, Trouble};
use app::request::Site;
use domain::communities::silence;
use domain::fault::Result;
use domain::following::digest;
use domain::letters::Letter;
use domain::letters::refusal::{Means, Refusal};
use domain::polls::closing;
use domain::verification::rounds;
use domain::{letters, sweep};
use metrics::counter;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::{Instant, sleep, timeout};

/// Letters that wait for another try are looked for at least this often.
const LOOK_EVERY: Duration = Duration::from_secs(20);
/// Many acts in a row are answered with one look.
const GATHER: Duration = Duration::from_millis(250);
/// A mail server that cannot be used is asked again after this long, then after twice as long, and so on.
const AWAY_FIRST: Duration = Duration::from_secs(5);
const AWAY_MOST: Duration = Duration::from_secs(300);
const TIDY_EVERY: Duration = Duration::from_secs(600);
const ROUND_EVERY: Duration = Duration::from_secs(3600);
const SWEEP_EVERY: Duration = Duration::from_secs(24 * 3600);
/// The start belongs to the visitors.
const FIRST_SWEEP: Duration = Duration::from_secs(300);

/// What a look at the queue has found.
enum Found {
    /// Letters, and there may be more.
    Some,
    Nothing,
    /// Letters, and nobody who takes them.
    Away,
}

/// Sends letters as they are written, whatever befalls single ones. Ends when it is stopped, after the letter under way.
pub async fn send_letters(site: Site, post: Post, mut stopped: watch::Receiver<bool>) {
    let (db, post) = (&site.0.db, Arc::new(post));
    // What a former process held is free, and so is what this one holds after an error.
    let (mut wake, mut away, mut astray) = (db.wake(), Duration::ZERO, true);
    while !*stopped.borrow() {
        wake.mark_unchanged();
        if astray {
            astray = letters::begin(db).await.is_err();
        }
        let found = send_due(&site, &post, &stopped).await.unwrap_or_else(|error| {
            tracing::warn!(%error, "letters could not be looked for");
            astray = true;
            Found::Nothing
        });
        away = if matches!(found, Found::Away) { (away * 2).clamp(AWAY_FIRST, AWAY_MOST) } else { Duration::ZERO };
        let rest = async {
            match found {
                Found::Some => {}
                Found::Away => sleep(away).await,
                // Nobody who would wake is no reason to turn in circles.
                Found::Nothing => match timeout(LOOK_EVERY, wake.changed()).await {
                    Ok(Err(_)) => sleep(LOOK_EVERY).await,
                    Ok(Ok(())) => sleep(GATHER).await,
                    Err(_) => {}
                },
            }
        };
        tokio::select! {
            () = rest => {}
            changed = stopped.changed() => if changed.is_err() { return },
        }
    }
}

/// Sends some of what is due, one letter after the other.
async fn send_due(site: &Site, post: &Arc<Post>, stopped: &watch::Receiver<bool>) -> Result<Found> {
    let db = &site.0.db;
    let due = letters::claim(db).await?;
    if due.is_empty() {
        return Ok(Found::Nothing);
    }
    for (at, letter) in due.iter().enumerate() {
        if *stopped.borrow() {
            letters::hand_back(db, &due[at..], "").await?;
            break;
        }
        match send(site, post, letter).await {
            Ok(true) => {
                letters::sent(db, letter.id).await?;
                counter!("doc2doc_letters_sent_total").increment(1);
            }
            // Its recipient may not read it, or not now.
            Ok(false) => {}
            Err(Trouble::Away(class)) => {
                tracing::warn!(letter = letter.id, class, "no letter can be sent now; all are tried again later");
                letters::hand_back(db, &due[at..], class).await?;
                counter!("doc2doc_letters_failed_total").increment(1);
                return Ok(Found::Away);
            }
            Err(Trouble::Letter(refusal)) => {
                note(letter, &refusal);
                letters::unsent(db, letter, &refusal).await?;
            }
        }
    }
    Ok(Found::Some)
}

/// Whether the letter was sent; its rights are asked here and now, not when it was claimed.
async fn send(site: &Site, post: &Arc<Post>, letter: &Letter) -> std::result::Result<bool, Trouble> {
    let worded = letters::worded(&site.0.db, &site.0.origin, letter).await.map_err(|error| {
        tracing::warn!(letter = letter.id, %error, "a letter has no words");
        Trouble::Letter(Refusal::later("its words could not be read"))
    })?;
    let Some(worded) = worded else { return Ok(false) };
    let post = post.clone();
    // A task of its own: a letter that breaks the program would break it for all others too.
    let sending = tokio::spawn(async move { post.send(&worded).await });
    match sending.await {
        Ok(sent) => sent.map(|()| true),
        Err(_) => Err(Trouble::Letter(Refusal { means: Means::Later, class: "it broke the program".to_owned() })),
    }
}

fn note(letter: &Letter, refusal: &Refusal) {
    let Refusal { means, class } = refusal;
    tracing::warn!(letter = letter.id, tries = letter.attempts + 1, ?means, class, "a letter was not sent");
    counter!("doc2doc_letters_failed_total").increment(1);
}

/// Does what falls due: hourly in verification and communities, nightly what the retention rules name; old throttle counts go. Runs until dropped.
pub async fn keep_tidy(site: Site) {
    let mut sweep_at = Instant::now() + FIRST_SWEEP;
    let mut round_at = sweep_at;
    loop {
        let next = sweep_at.min(round_at);
        sleep(TIDY_EVERY.min(next.saturating_duration_since(Instant::now()))).await;
        site.0.throttles.tidy();
        if let Err(error) = closing::round(&site.0.db).await {
            tracing::warn!(%error, "polls that have closed could not be told of");
        }
        if let Err(error) = digest::round(&site.0.db).await {
            tracing::warn!(%error, "the daily digests that are due could not be queued");
        }
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

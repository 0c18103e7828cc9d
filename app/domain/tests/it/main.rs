//! The domain's stories, as sentences about the cast.
#![expect(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "tests make damage by hand, and stop where something is missing"
)]

mod attacks;
mod audit;
mod backups;
mod bookmarks;
mod bundles;
mod bundles_tried;
mod checking;
mod communities;
mod communities_closed;
mod communities_joining;
mod desk_identity;
mod desk_staff;
mod digest;
mod doors;
mod drafts;
mod drafts_editing;
mod drafts_polls;
mod factors;
mod feeds;
mod following;
mod following_wishes;
mod forums;
mod fresh;
mod import;
mod import_authors;
mod leaks;
mod letters;
mod locks;
mod media;
mod members;
mod mentions;
mod moving;
mod muted;
mod newer;
mod notices;
mod operating;
mod parting;
mod permissions;
mod permissions_communities;
mod plans;
mod polls;
mod polls_ballots;
mod polls_places;
mod polls_site;
mod quiet;
mod quotes;
mod quotes_property;
mod readers;
mod register;
mod register_meanwhile;
mod robust;
mod search;
mod search_index;
mod search_questions;
mod search_speed;
mod sessions;
mod subscriptions;
mod unread;
mod unread_game;
mod unread_property;
mod unsubscribing;
mod verification;
mod verification_cases;
mod verification_claims;
mod verification_rounds;

use domain::cast::World;
use domain::db::Tx;
use domain::fault::{Fault, Result};
use domain::forums::moderate::{Deed, moderate};
use domain::forums::{history, posts};
use domain::viewer::Viewer;
use sqlx::{Connection, SqliteConnection};
use types::fault::Refusal;
use types::forums::Version;
use types::ids::{PostId, ThreadId};

/// Whether it is not there, or not there for this viewer.
fn absent<T>(asked: &Result<T>) -> bool {
    matches!(asked, Err(Fault::NotFound))
}

/// Why it was refused, if it was.
fn refused<T>(asked: &Result<T>) -> Option<Refusal> {
    match asked {
        Err(Fault::Refused(why)) => Some(*why),
        _ => None,
    }
}

/// The fields that were wrong, with their sentences.
fn wrong<T>(asked: Result<T>) -> Vec<(String, String)> {
    match asked {
        Err(Fault::Wrong(fields)) => fields.into_iter().map(|wrong| (wrong.field, wrong.sentence)).collect(),
        _ => Vec::new(),
    }
}

/// A hand on the database such as the product never has, to make damage and to look at what no view shows.
async fn hand(world: &World) -> Result<SqliteConnection> {
    Ok(SqliteConnection::connect(&format!("sqlite:{}", world.db.path().display())).await?)
}

/// What stands behind `mark` in a letter, up to the end of the line: the token of a link.
fn token_in(text: &str, mark: &str) -> Result<String> {
    let found = text.split_once(mark).and_then(|(_, rest)| rest.split_whitespace().next());
    found.map(str::to_owned).ok_or_else(|| Fault::Told(format!("no {mark} in: {text}")))
}

/// Every statement of the crate, as the macros have checked it.
fn statements() -> Result<Vec<String>> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(".sqlx");
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let text = std::fs::read_to_string(entry?.path())?;
        let kept: serde_json::Value = serde_json::from_str(&text).map_err(|error| Fault::Told(error.to_string()))?;
        found.extend(kept["query"].as_str().map(str::to_owned));
    }
    found.sort();
    Ok(found)
}

/// The text with every run of white space as one blank.
fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The earlier states of a post that somebody sees.
async fn history(world: &World, viewer: &Viewer, post: PostId) -> Result<Vec<Version>> {
    world
        .db
        .look(viewer, async |tx: &mut Tx<'_>| {
            let post = posts::find(tx, post).await?;
            let mut states = history::states(tx, &post).await?;
            states.pop();
            Ok(states)
        })
        .await
}

/// What moderators do, done by anybody.
async fn deed(world: &World, viewer: &Viewer, thread: ThreadId, deed: Deed) -> Result<()> {
    world.db.act(viewer, async |tx: &mut Tx<'_>| moderate(tx, thread, deed).await).await
}

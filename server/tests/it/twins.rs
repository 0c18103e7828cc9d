//! Two communities, one with everything hidden that there is, one without: a stranger gets the same bytes from both.

use crate::house::{Answer, Tried};
use crate::html::links;
use crate::stage::Stage;
use axum::body::Body;
use axum::extract::Request;
use http::header;
use std::collections::{BTreeSet, VecDeque};

/// Those who see nothing of what is hidden, and have no part in it.
const STRANGERS: [&str; 4] = ["Gus", "Stella", "Mabel", "Xavier"];
/// Addresses that lead to nothing in either world, or to a door; beside every link that is found.
const ALSO: [&str; 12] = [
    "/forums/difficult-cases?page=2",
    "/forums/difficult-cases/new",
    "/forums/harbour",
    "/forums/harbour/new",
    "/forums/harbour/members",
    "/forums/cellar",
    "/forums/belfry",
    "/forums/orangery",
    "/members/Edie",
    "/join/no-such-code",
    "/robots.txt",
    "/threads/1/x",
];

/// The answer without what is made by chance: posting keys, and marks of one's own sessions.
fn plain(answer: &Answer) -> String {
    let mut text = format!("{} {:?}\n{}", answer.status, answer.headers, answer.text());
    for mark in ["name=\"key\" value=\"", "name=\"session\" value=\"", "name=\"handle\" value=\"", "data-key=\""] {
        let pieces: Vec<_> = text.split(mark).map(str::to_owned).collect();
        text = pieces
            .iter()
            .enumerate()
            .map(|(number, piece)| {
                if number == 0 { piece.clone() } else { piece.split_once('"').map_or(piece.clone(), |(_, rest)| rest.to_owned()) }
            })
            .collect::<Vec<_>>()
            .join(mark);
    }
    text
}

async fn fetch(stage: &Stage, cookie: &str, address: &str, packed: bool) -> Tried<Answer> {
    let mut request = Request::get(address);
    if !cookie.is_empty() {
        request = request.header(header::COOKIE, cookie);
    }
    if packed {
        request = request.header(header::ACCEPT_ENCODING, "br");
    }
    stage.house.send(request.body(Body::empty())?).await
}

#[tokio::test]
async fn what_is_hidden_changes_no_byte_for_a_stranger() -> Tried {
    let (with, without) = (Stage::open(true).await?, Stage::open(false).await?);
    let mut compared = 0;
    for name in STRANGERS {
        let mut waiting: VecDeque<String> = ["/"].iter().chain(&ALSO).map(|address| (*address).to_owned()).collect();
        let mut known: BTreeSet<String> = waiting.iter().cloned().collect();
        while let Some(address) = waiting.pop_front() {
            // An authenticator's secret is made by chance whenever the page is shown; files are nobody's in particular.
            if address.starts_with("/my/security/factors") || address.split('?').next().is_some_and(|path| path.contains('.')) {
                continue;
            }
            let here = fetch(&without, &without.cookie(name), &address, false).await?;
            let there = fetch(&with, &with.cookie(name), &address, false).await?;
            let (here_plain, there_plain) = (plain(&here), plain(&there));
            if here_plain != there_plain {
                let differs = here_plain.lines().zip(there_plain.lines()).find(|(a, b)| a != b);
                return Err(format!("{name} can tell at {address}: {differs:?}").into());
            }
            if name == "Gus" {
                let (here, there) = (fetch(&without, "", &address, true).await?, fetch(&with, "", &address, true).await?);
                assert!(here.body == there.body && here.headers == there.headers, "{address} differs when it is compressed");
            }
            compared += 1;
            for link in links(&here.text()) {
                if known.insert(link.clone()) {
                    waiting.push_back(link);
                }
            }
        }
    }
    assert!(compared > 300, "only {compared} pages were compared");
    println!("{compared} pages are alike in both worlds");
    Ok(())
}

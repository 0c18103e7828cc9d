//! Everybody follows every link and sends every form they find, and asks for everything that is hidden by its address; no
//! answer may hold a word that they may not read.

use crate::facts::FACTS;
use crate::house::{Answer, Tried};
use crate::html::{FoundForm, forms, links};
use crate::stage::{Stage, for_everybody};
use std::collections::{BTreeSet, VecDeque};
use std::fmt::Write;

/// Addresses of what is there, tried by everybody whether or not they have found them. No slug in them holds a secret word.
pub const DOORS: &[&str] = &[
    "/threads/{doctors-thread}",
    "/threads/{doctors-thread}/x",
    "/threads/{doctors-thread}/x?page=2",
    "/threads/{doctors-thread}/move",
    "/threads/{doctors-thread}/merge",
    "/threads/{doctors-thread}/merge?into={open-thread}",
    "/threads/{open-thread}/merge?into={cellar-thread}",
    "/threads/{cellar-thread}/split",
    "/threads/{harbour-thread}",
    "/threads/{harbour-thread}/x",
    "/threads/{harbour-thread}/move",
    "/threads/{harbour-thread}/move?to={unlisted}",
    "/threads/{cellar-thread}",
    "/threads/{cellar-thread}/x",
    "/threads/{cellar-thread}/read?no=1",
    "/posts/{doctors-post}",
    "/posts/{doctors-post}/edit",
    "/posts/{doctors-post}/history",
    "/posts/{harbour-post}",
    "/posts/{harbour-post}/edit",
    "/posts/{harbour-post}/history",
    "/posts/{cellar-post}",
    "/posts/{cellar-post}/edit",
    "/posts/{cellar-post}/history",
    "/threads/{open}?quote={cellar-post}",
    "/forums/{listed}",
    "/forums/{listed}?page=2",
    "/forums/{listed}/new",
    "/forums/{listed}/members",
    "/forums/{unlisted}",
    "/forums/{unlisted}/new",
    "/forums/{unlisted}/members",
    "/forums/difficult-cases/new",
    "/members/Edie",
    "/my/verification",
    "/my/communities",
    "/desk",
    "/desk/verification",
    "/desk/verification/{case}",
    "/desk/requests",
    "/desk/staff",
    "/desk/audit",
    "/desk/members?name=X",
];

/// Calls and forms on what is there, tried by everybody.
const CALLS: [(&str, &str); 14] = [
    ("/api/quote", "post={doctors-post}&selected="),
    ("/api/quote", "post={cellar-post}&selected="),
    ("/api/reply", "thread={doctors-thread}&body=Hello&key=kkkkkkkk1"),
    ("/api/reply", "thread={cellar-thread}&body=Hello&key=kkkkkkkk2"),
    ("/api/edit", "post={cellar-post}&body=Hello"),
    ("/api/read", "thread={cellar-thread}&no=1"),
    ("/api/preview", "body=%5Bx%5D(/posts/{cellar-post})"),
    ("/threads/{cellar-thread}/x", "body=Hello&key=kkkkkkkk3"),
    ("/threads/{cellar-thread}/x", "deed=subscribe"),
    ("/threads/{cellar-thread}/move", "to=help&reason=Because"),
    ("/forums/{unlisted}", "words=Hello"),
    ("/forums/{unlisted}/members", "deed=leave"),
    ("/desk/evidence/{evidence}", ""),
    ("/desk/verification/{case}", "deed=refuse&words=Because"),
];

/// So many pages are enough for one visitor.
const MOST: usize = 450;

struct Visitor<'s> {
    stage: &'s Stage,
    name: &'static str,
    cookie: String,
    answers: usize,
    leaks: String,
}

impl Visitor<'_> {
    /// Searches everything that came back, headers included.
    fn read(&mut self, what: &str, answer: &Answer) -> Tried {
        self.answers += 1;
        let all = format!("{} {:?}\n{}", answer.status, answer.headers, answer.text());
        for fact in FACTS.iter().filter(|fact| !fact.readers.contains(&self.name)) {
            if let Some(at) = all.find(fact.word) {
                let around: String = all[..at].chars().rev().take(60).collect::<Vec<_>>().into_iter().rev().collect();
                writeln!(self.leaks, "{} reads {} at {what}: …{around}", self.name, fact.word)?;
            }
        }
        if answer.status.is_server_error() {
            writeln!(self.leaks, "{} broke {what}: {}", self.name, answer.status)?;
        }
        Ok(())
    }

    async fn get(&mut self, address: &str) -> Tried<Answer> {
        let answer = self.stage.house.get_as(&self.cookie, address).await?;
        self.read(address, &answer)?;
        Ok(answer)
    }

    /// Goes everywhere; the forms found on the way.
    async fn walk(&mut self) -> Tried<Vec<FoundForm>> {
        let doors = DOORS.iter().map(|door| self.stage.filled(door));
        let mut waiting: VecDeque<String> = ["/".to_owned()].into_iter().chain(doors).collect();
        let (mut known, mut found): (BTreeSet<String>, Vec<FoundForm>) = (waiting.iter().cloned().collect(), Vec::new());
        let mut visited = 0;
        while let Some(address) = waiting.pop_front()
            && visited < MOST
        {
            visited += 1;
            let answer = self.get(&address).await?;
            let page = answer.text();
            let here = address.split('?').next().unwrap_or_default();
            found.extend(forms(&page, here));
            let to = answer.header("location").split('#').next().unwrap_or_default().to_owned();
            for link in links(&page).into_iter().chain(Some(to).filter(|to| to.starts_with('/'))) {
                if known.insert(link.clone()) {
                    waiting.push_back(link);
                }
            }
        }
        Ok(found)
    }

    /// Sends each kind of form once, filled with words; nobody signs out, joins, or publishes what is closed.
    async fn send(&mut self, found: Vec<FoundForm>) -> Tried {
        let mut kinds = BTreeSet::new();
        let left_out = |form: &FoundForm| {
            let joins = form.fields.iter().any(|(name, value)| name == "deed" && value == "accept");
            joins || form.action.starts_with("/logout") || form.action.starts_with("/desk/forums")
        };
        for form in found.into_iter().filter(|form| !left_out(form)) {
            let plain: String = form.action.chars().filter(|c| !c.is_ascii_digit()).collect();
            let shape: Vec<_> = form.fields.iter().map(|(name, value)| if name == "deed" { value } else { name }).collect();
            if !kinds.insert(format!("{plain} {shape:?}")) {
                continue;
            }
            let body: Vec<_> = form.fields.iter().map(|(name, value)| format!("{name}={}", filled(name, value))).collect();
            let body = body.join("&");
            if form.post {
                let answer = self.stage.house.post_as(&self.cookie, &form.action, &body).await?;
                self.read(&format!("POST {} {body}", form.action), &answer)?;
                let to = answer.header("location").to_owned();
                if to.starts_with('/') {
                    self.get(to.split('#').next().unwrap_or_default()).await?;
                }
            } else {
                self.get(&format!("{}?{body}", form.action.split('?').next().unwrap_or_default())).await?;
            }
        }
        for (address, body) in CALLS {
            let (address, body) = (self.stage.filled(address), self.stage.filled(body));
            let answer = self.stage.house.post_as(&self.cookie, &address, &body).await?;
            self.read(&format!("POST {address} {body}"), &answer)?;
        }
        Ok(())
    }
}

fn filled(name: &str, value: &str) -> String {
    let value = match name {
        _ if !value.is_empty() => value,
        "email" => "probe@elsewhere.example",
        "password" | "current" => "not the password",
        "website" => "https://probe.example",
        _ => "Probe words",
    };
    app::form::escape(value)
}

async fn explore(name: &'static str) -> Tried<(usize, String)> {
    let stage = Stage::open(true).await?;
    let mut visitor = Visitor { stage: &stage, name, cookie: stage.cookie(name), answers: 0, leaks: String::new() };
    let found = visitor.walk().await?;
    visitor.send(found).await?;
    visitor.walk().await?;
    Ok((visitor.answers, visitor.leaks))
}

#[test]
fn nobody_reads_a_word_that_is_hidden_from_them() -> Tried {
    let (mut answers, mut leaks) = (0, String::new());
    for (count, found) in for_everybody(explore)? {
        answers += count;
        leaks += &found;
    }
    assert!(leaks.is_empty(), "{leaks}");
    assert!(answers >= 5_000, "only {answers} answers were read");
    println!("{answers} answers read, none told too much");
    Ok(())
}

#[tokio::test]
async fn every_hidden_word_is_read_by_those_it_is_for() -> Tried {
    let stage = Stage::open(true).await?;
    let mut missing = String::new();
    for fact in &FACTS {
        for name in fact.readers {
            let mut read = false;
            let cookie = stage.cookie(name);
            for door in
                DOORS.iter().chain(&["/my", "/my/profile", "/threads/{doctors}", "/threads/{harbour}", "/threads/{cellar}"])
            {
                let answer = stage.house.get_as(&cookie, &stage.filled(door)).await?;
                read |= format!("{:?} {}", answer.headers, answer.text()).contains(fact.word);
            }
            let evidence = stage.house.post_as(&cookie, &stage.filled("/desk/evidence/{evidence}"), "").await?;
            if !read && !evidence.text().contains(fact.word) {
                writeln!(missing, "{name} does not read {}", fact.word)?;
            }
        }
    }
    assert!(missing.is_empty(), "a word that nobody reads proves nothing:\n{missing}");
    Ok(())
}

//! Finds out who answers whom.
//!
//! Two passes over the file: the first adds every posting, the plan then says for each where it goes. So a reply may stand
//! before what it answers.

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use super::groups::Groups;
use super::names::says_little;
use super::posting::Posting;

/// Two starts with one subject this far apart are two threads.
const APART: i64 = 45 * 24 * 3600 * 1000;
const NO_ID: u64 = 0;

/// The postings of an archive, remembered by what threading needs and no more.
#[derive(Debug, Default)]
pub struct Threads {
    entries: Vec<Entry>,
    /// References of all entries, one after the other.
    links: Vec<u64>,
    fingerprints: HashSet<u64>,
}

#[derive(Debug)]
struct Entry {
    id: u64,
    subject: u64,
    sent: Option<i64>,
    first_link: u32,
    answers: u16,
    cites: u16,
    is_reply: bool,
    says_little: bool,
    is_blank: bool,
    is_copy: bool,
}

/// Where one posting goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The thread, counted from 0 in the order of the file.
    pub thread: usize,
    /// The number of the posting that starts this thread.
    pub start: usize,
    /// The place in its thread, counted from 1, without gaps.
    pub number: usize,
}

/// Where every posting goes.
#[derive(Debug)]
pub struct Plan {
    places: Vec<Option<Place>>,
    threads: usize,
}

impl Plan {
    /// The place of the posting that was added as this number; None for an exact copy of an earlier one.
    pub fn place(&self, posting: usize) -> Option<Place> {
        self.places.get(posting).copied().flatten()
    }

    /// How many threads there are.
    pub fn threads(&self) -> usize {
        self.threads
    }
}

fn key(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish().max(NO_ID + 1)
}

impl Threads {
    /// An archive without postings.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds the next posting and answers its number, counted from 0.
    pub fn add(&mut self, posting: &Posting) -> usize {
        let mut print = DefaultHasher::new();
        posting.fingerprint.hash(&mut print);
        let first_link = self.links.len() as u32;
        self.links.extend(posting.answers.iter().chain(&posting.cites).map(|id| key(id)));
        self.entries.push(Entry {
            id: posting.id.as_deref().map_or(NO_ID, key),
            subject: key(&posting.subject_key),
            sent: posting.sent,
            first_link,
            answers: posting.answers.len() as u16,
            cites: posting.cites.len() as u16,
            is_reply: posting.is_reply,
            says_little: says_little(&posting.subject_key),
            is_blank: posting.subject_key.is_empty(),
            is_copy: !self.fingerprints.insert(print.finish()),
        });
        self.entries.len() - 1
    }

    /// Decides where everything goes.
    pub fn plan(&self) -> Plan {
        let mut groups = Groups::new(self.entries.len());
        let parents = self.parents(&mut groups);
        self.join_by_lost_answers(&mut groups);
        self.join_by_subject(&parents, &mut groups);
        self.numbered(&parents, &mut groups)
    }

    fn answers(&self, at: usize) -> &[u64] {
        let entry = &self.entries[at];
        let first = entry.first_link as usize;
        &self.links[first..first + usize::from(entry.answers)]
    }

    fn cites(&self, at: usize) -> &[u64] {
        let entry = &self.entries[at];
        let first = entry.first_link as usize + usize::from(entry.answers);
        &self.links[first..first + usize::from(entry.cites)]
    }

    /// For each posting the one it answers: the nearest of its references that is in the archive, else one it quotes.
    fn parents(&self, groups: &mut Groups) -> Vec<Option<usize>> {
        let mut by_id = HashMap::new();
        for (at, entry) in self.entries.iter().enumerate().filter(|(_, entry)| entry.id != NO_ID && !entry.is_copy) {
            by_id.entry(entry.id).or_insert(at);
        }
        let nearest = |at| {
            let named = self.answers(at).iter().rev().chain(self.cites(at));
            // References can lie: one that leads back to its own descendants would close a circle.
            named.filter_map(|id| by_id.get(id)).copied().find(|&parent| groups.join(at, parent))
        };
        (0..self.entries.len()).map(nearest).collect()
    }

    /// Joins what answers the same message, though that one is not in the archive.
    fn join_by_lost_answers(&self, groups: &mut Groups) {
        let mut by_lost = HashMap::new();
        for at in 0..self.entries.len() {
            for &id in self.answers(at) {
                let first = *by_lost.entry(id).or_insert(at);
                groups.join(at, first);
            }
        }
    }

    fn join_by_subject(&self, parents: &[Option<usize>], groups: &mut Groups) {
        let mut subjects: HashMap<u64, Subject> = HashMap::new();
        let mut quoted: HashMap<u64, usize> = HashMap::new();
        for (at, entry) in self.entries.iter().enumerate().filter(|(_, entry)| !entry.is_copy) {
            let lonely = parents[at].is_none();
            let known = subjects.get(&entry.subject).copied();
            let same = known.filter(|known| lonely && entry.belongs_to(known));
            let quoting = || self.cites(at).iter().find_map(|id| quoted.get(id)).copied();
            if let Some(same) = same {
                groups.join(at, same.member);
            } else if let Some(other) = quoting().filter(|_| lonely && entry.is_reply) {
                groups.join(at, other);
            }
            for &id in self.cites(at) {
                quoted.entry(id).or_insert(at);
            }
            if same.is_none() && known.is_some() && !lonely {
                continue;
            }
            let latest = entry.sent.max(same.and_then(|same| same.latest));
            let has_start = !entry.is_reply || same.is_some_and(|same| same.has_start);
            subjects.insert(entry.subject, Subject { member: at, latest, has_start });
        }
    }

    fn numbered(&self, parents: &[Option<usize>], groups: &mut Groups) -> Plan {
        let mut members = self.members(groups);
        let mut places = vec![None; self.entries.len()];
        for (thread, members) in members.iter_mut().enumerate() {
            self.order(members);
            let start = self.start(members, parents);
            let mut number = 0;
            for &at in std::iter::once(&start).chain(members.iter()) {
                // A message follows what it answers, even where dates or the file say otherwise.
                let parent = |at: usize| parents[at].filter(|&parent| places[parent].is_none());
                let chain: Vec<usize> = std::iter::successors(Some(at), |&at| parent(at)).collect();
                for at in chain.into_iter().rev() {
                    if places[at].is_none() {
                        number += 1;
                        places[at] = Some(Place { thread, start, number });
                    }
                }
            }
        }
        Plan { places, threads: members.len() }
    }

    /// The postings of each thread, both in the order of the file.
    fn members(&self, groups: &mut Groups) -> Vec<Vec<usize>> {
        let mut members: Vec<Vec<usize>> = Vec::new();
        let mut thread_of = HashMap::new();
        for (at, entry) in self.entries.iter().enumerate() {
            if entry.is_copy {
                continue;
            }
            let thread = *thread_of.entry(groups.root(at)).or_insert_with(|| {
                members.push(Vec::new());
                members.len() - 1
            });
            members[thread].push(at);
        }
        members
    }

    /// By date where all are dated; a file is nearly always in order, a clock not always.
    fn order(&self, members: &mut [usize]) {
        if members.iter().all(|&at| self.entries[at].sent.is_some()) {
            members.sort_by_key(|&at| self.entries[at].sent);
        }
    }

    fn start(&self, members: &[usize], parents: &[Option<usize>]) -> usize {
        let free = members.iter().copied().filter(|&at| parents[at].is_none());
        let first = free.clone().next().or(members.first().copied()).unwrap_or_default();
        free.clone().find(|&at| !self.entries[at].is_reply && self.answers(at).is_empty()).unwrap_or(first)
    }
}

/// The last posting that bore a subject.
#[derive(Debug, Clone, Copy)]
struct Subject {
    member: usize,
    latest: Option<i64>,
    has_start: bool,
}

impl Entry {
    fn belongs_to(&self, subject: &Subject) -> bool {
        if self.is_reply {
            return !self.is_blank;
        }
        let apart = match (self.sent, subject.latest) {
            (Some(mine), Some(theirs)) => (mine - theirs).abs() > APART,
            _ => false,
        };
        !(self.says_little || apart && subject.has_start)
    }
}

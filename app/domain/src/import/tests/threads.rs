use super::{SMALL, archive, postings};
use crate::import::threading::{Plan, Threads};

fn planned(bytes: &[u8]) -> Plan {
    let mut threads = Threads::new();
    for posting in postings(bytes) {
        threads.add(&posting);
    }
    threads.plan()
}

/// The thread and the number within it of each message.
fn places(messages: &[&str]) -> Vec<(usize, usize)> {
    let plan = planned(&archive(messages));
    (0..messages.len()).filter_map(|at| plan.place(at)).map(|place| (place.thread, place.number)).collect()
}

#[test]
fn the_small_archive_has_the_threads_a_reader_would_expect() {
    let plan = planned(SMALL);
    let all = postings(SMALL);
    let thread_of = |author: &str| plan.place(all.iter().position(|one| one.author == author).unwrap()).unwrap().thread;
    for (one, other) in [
        ("Ada Quill", "Ben Hollow"),
        ("Quill, Ada", "Cyril Stores"),
        ("Dora Pipette", "Eli"),
        ("François Le Gré", "Greta Müller"),
        ("Jo Lind", "Kim Oar"),
        ("Lena Fog", "Mo Tarn"),
    ] {
        assert_eq!(thread_of(one), thread_of(other), "{one} and {other}");
    }
    assert_eq!(plan.threads(), 15);
}

#[test]
fn a_reply_that_stands_before_its_start_comes_after_it_in_the_thread() {
    let reply = "Message-ID: <b@x>\nReferences: <a@x>\nSubject: Re: Wheels\n\nLeft.";
    let start = "Message-ID: <a@x>\nSubject: Wheels\n\nWhich?";
    assert_eq!(places(&[reply, start]), [(0, 2), (0, 1)]);
    assert_eq!(places(&["Subject: Re: Wheels\n\nLeft.", "Subject: Wheels\n\nWhich?"]), [(0, 2), (0, 1)]);
}

#[test]
fn references_outweigh_subjects() {
    let start = "Message-ID: <a@x>\nSubject: Wheels\n\nWhich?";
    let renamed = "Message-ID: <b@x>\nIn-Reply-To: <a@x>\nSubject: Brakes\n\nNone.";
    let other = "Message-ID: <c@x>\nSubject: Doors\n\nOpen.";
    assert_eq!(places(&[start, other, renamed]), [(0, 1), (1, 1), (0, 2)]);
}

#[test]
fn answers_to_a_lost_message_stay_together() {
    let one = "References: <lost@x>\nSubject: Re: Wheels\n\nLeft.";
    let two = "References: <lost@x>\nSubject: Re: Wheels again\n\nRight.";
    assert_eq!(places(&[one, two]), [(0, 1), (0, 2)]);
}

#[test]
fn general_subjects_join_replies_but_not_starts() {
    let ask = "Subject: help\n\nThe printer.";
    let ask_too = "Subject: Help!\n\nThe pager.";
    let reply = "Subject: Re: help\n\nOff and on.";
    assert_eq!(places(&[ask, ask_too, reply]), [(0, 1), (1, 1), (1, 2)]);
    assert_eq!(places(&["\n\nNameless.", "Subject: Re:\n\nNameless too."]), [(0, 1), (1, 1)]);
}

#[test]
fn a_subject_that_returns_after_months_starts_anew() {
    let spring = "Subject: Wheels\nDate: Thu, 1 Apr 1993 08:00:00 GMT\n\nWhich?";
    let soon = "Subject: Wheels\nDate: Fri, 2 Apr 1993 08:00:00 GMT\n\nThis one.";
    let autumn = "Subject: Wheels\nDate: Fri, 1 Oct 1993 08:00:00 GMT\n\nWhich now?";
    assert_eq!(places(&[spring, soon, autumn]), [(0, 1), (0, 2), (1, 1)]);
}

#[test]
fn an_article_quoted_at_the_top_is_answered() {
    let start = "Article-I.D.: lab.4711\nSubject: Hum\n\nB flat?";
    let reply = "Subject: Re: a hum, cut sh\n\nIn article <lab.4711> ada@x.example (Ada) writes:\n>B flat?\nYes.";
    assert_eq!(places(&[start, reply]), [(0, 1), (0, 2)]);
}

#[test]
fn references_in_a_circle_lose_nobody() {
    let messages = [
        "Message-ID: <a@x>\nReferences: <b@x>\nSubject: A\n\n1",
        "Message-ID: <b@x>\nReferences: <a@x>\nSubject: B\n\n2",
        "Message-ID: <c@x>\nReferences: <c@x>\nSubject: C\n\n3",
    ];
    let mut places = places(&messages);
    places.sort_unstable();
    assert_eq!(places, [(0, 1), (0, 2), (1, 1)]);
}

#[test]
fn an_exact_copy_has_no_place() {
    let plan = planned(&archive(&["Subject: One\n\nText.", "Subject: One\n\nText."]));
    assert!(plan.place(0).is_some());
    assert_eq!((plan.place(1), plan.threads()), (None, 1));
}

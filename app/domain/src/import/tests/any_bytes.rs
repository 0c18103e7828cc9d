use proptest::collection::vec;
use proptest::prelude::{Strategy, any, prop_assert, prop_assert_eq, prop_oneof, proptest};

use super::{SEPARATOR, read_all};
use crate::import::mbox::{self, Read};
use crate::import::plain::to_markdown;
use crate::import::threading::Threads;

/// Lines as they occur, well and badly formed.
fn line() -> impl Strategy<Value = Vec<u8>> {
    let usual = [
        "Subject: Re: [a] b (was: c",
        "From: a@b.example (A",
        "From: =?utf-8?q?=FF?= <",
        "Date: Thu, 99 Foo 1993",
        "Message-ID: <a@b>",
        "References: <a@b> <",
        "Content-Type: multipart/mixed; boundary=x",
        "Content-Type: text/plain; charset=utf-16",
        "Content-Transfer-Encoding: base64",
        "Content-Transfer-Encoding: quoted-printable",
        "--x",
        "--x--",
        "",
        " folded",
        "> quoted",
        ">From here",
        "-- ",
        "----------",
        "begin 644 a.b",
        "M===",
        "-----BEGIN PGP SIGNATURE-----",
        "In article <a@b> a@b (A) writes:",
        "a   b   c",
        "JD> é",
        "| é |",
        "é@é.é",
        "!!!a!b",
        "[[was",
        "(was",
        "\u{1b}[é",
        "\u{8}\t\u{8}",
    ];
    prop_oneof![
        proptest::sample::select(usual.to_vec()).prop_map(|line| line.as_bytes().to_vec()),
        vec(any::<u8>().prop_filter("a line ends with its line", |byte| *byte != b'\n'), 0..80),
    ]
}

proptest! {
    #[test]
    fn any_bytes_give_an_item_for_each_separator_and_never_a_panic(messages in vec(vec(line(), 0..25), 1..6)) {
        let mut bytes = Vec::new();
        for message in &messages {
            bytes.extend_from_slice(SEPARATOR.as_bytes());
            for line in message {
                bytes.extend_from_slice(line);
                bytes.push(b'\n');
            }
            bytes.push(b'\n');
        }
        let items = read_all(&bytes);
        prop_assert_eq!(items.len(), messages.len());
        let mut threads = Threads::new();
        let mut number = 0;
        for item in &items {
            if let Read::Posting(posting) = item {
                number += 1;
                threads.add(posting);
                prop_assert!(!posting.subject.is_empty() && posting.subject.chars().count() <= 150);
                prop_assert!(!posting.author.is_empty() && !posting.body().is_empty());
            }
        }
        let plan = threads.plan();
        prop_assert!(plan.threads() <= number);
    }

    #[test]
    fn bytes_of_no_kind_cause_a_panic(bytes in vec(any::<u8>(), 0..400)) {
        prop_assert!(mbox::read(bytes.as_slice()).count() <= 400);
    }

    #[test]
    fn any_text_becomes_markdown(text in "(\\PC|[>|:=@!<\\-\n\t `*~^])*") {
        prop_assert!(!to_markdown(&text).is_empty());
    }
}

use std::io::{self, BufRead, Read as _};

use super::{SEPARATOR, SMALL, archive, by_subject, postings, read_all};
use crate::import::mbox::{self, LONGEST_MESSAGE, NotMbox, Read, is_separator};

fn refusal(bytes: &[u8]) -> Option<NotMbox> {
    let first = mbox::read(bytes).next()?.err()?;
    assert_eq!(first.kind(), io::ErrorKind::InvalidData);
    first.get_ref()?.downcast_ref::<NotMbox>().copied()
}

#[test]
fn every_message_of_the_small_archive_arrives_or_is_named_with_its_line() {
    let items = read_all(SMALL);
    let lost: Vec<u64> = items
        .iter()
        .filter_map(|item| match item {
            Read::Unreadable { line, .. } => Some(*line),
            Read::Posting(_) => None,
        })
        .collect();
    assert_eq!(items.len(), 22);
    assert_eq!(lost, [line_of("Subject: Nothing but a picture") - 1], "only the message that is a picture and nothing else");
}

fn line_of(text: &str) -> u64 {
    let at = SMALL.windows(text.len()).position(|bytes| bytes == text.as_bytes()).unwrap();
    SMALL[..at].iter().filter(|&&byte| byte == b'\n').count() as u64
}

#[test]
fn what_is_no_mbox_is_refused_with_a_sentence() {
    let cases: [(&[u8], NotMbox); 6] = [
        (b"", NotMbox::Empty),
        (b"\n\n\n", NotMbox::NoSeparator),
        (b"Dear all,\n", NotMbox::NoSeparator),
        (b"From: ada@example.org\nSubject: a single letter\n\nHello\n", NotMbox::NoSeparator),
        (b"\x7fELF\x02\x01\x00\x00", NotMbox::NoSeparator),
        (b"From here on it is prose\n", NotMbox::NoSeparator),
    ];
    for (bytes, fault) in cases {
        assert_eq!(refusal(bytes), Some(fault), "{}", String::from_utf8_lossy(bytes));
        assert!(fault.to_string().ends_with('.'));
    }
}

#[test]
fn a_huge_file_without_lines_is_refused_after_a_few_bytes() {
    let mut endless = io::BufReader::new(io::repeat(b'x').take(1 << 30));
    let first = mbox::read(&mut endless).next().unwrap();
    assert!(first.is_err());
    assert!(endless.into_inner().limit() > (1 << 30) - 100_000);
}

#[test]
fn separators_are_told_from_prose() {
    let separators = [
        "From newsgroup@example.org Thu Apr  1 00:00:00 1993",
        "From - Mon Nov 22 10:00:00 2010",
        "From MAILER-DAEMON Fri Jul  8 12:08:34 2011 +0100",
        "From 1234567890@xxx Mon Apr 01 00:00:00 +0000 1993",
        "From ada@example.org  Thu Apr 1 00:00 GMT 1993 remote from relay",
    ];
    let prose = [
        "From now on, nothing gets lost.",
        "From May 1 to May 3 we are closed",
        "From: ada@example.org",
        ">From a@b Thu Apr  1 00:00:00 1993",
        "From ",
    ];
    for line in separators {
        assert!(is_separator(line.as_bytes()), "{line}");
    }
    for line in prose {
        assert!(!is_separator(line.as_bytes()), "{line}");
    }
}

#[test]
fn a_separator_counts_only_after_a_blank_line() {
    let text = format!("{SEPARATOR}Subject: One\n\nA line\n{SEPARATOR}stays in the text.\n");
    let all = postings(text.as_bytes());
    assert_eq!(all.len(), 1);
    assert!(all[0].text.contains("From ward"));
}

#[test]
fn quoting_of_from_is_undone_where_the_mbox_put_it_and_kept_where_the_author_did() {
    let posted = by_subject("A letter from the past");
    assert!(posted.text.starts_with("From the first day on"), "{}", posted.text);
    assert!(posted.text.contains("\n>From one page to the next"), "{}", posted.text);
    let reply = postings(SMALL).into_iter().find(|posting| posting.author == "Mo Tarn").unwrap();
    assert!(reply.text.contains("\n>From now on, I told myself"), "{}", reply.text);
}

#[test]
fn text_in_any_encoding_becomes_readable() {
    let cases = [
        ("Coded", "reads: 5 < 6"),
        ("Grüße from the ward", "naïve café"),
        ("Two alternatives", "The plain words — chosen."),
        ("Only for browsers", "Twice & well."),
        ("Odd bytes", "Nuls, a bell, an escape bold, and NO overstruck."),
    ];
    for (subject, words) in cases {
        let text = by_subject(subject).text;
        assert!(text.contains(words), "{subject}: {text}");
    }
    let both: Vec<String> =
        postings(SMALL).into_iter().filter(|one| one.subject == "Température à midi").map(|one| one.text).collect();
    assert_eq!(both, ["La température monte à midi, même au lit.", "Bei uns auch: 37,4° um zwölf."]);
}

#[test]
fn only_the_chosen_part_of_a_message_is_taken() {
    for (subject, unwanted) in [
        ("Two alternatives", "other"),
        ("Two alternatives", "R0lG"),
        ("Only for browsers", "alert"),
        ("Only for browsers", "color"),
    ] {
        let text = by_subject(subject).text;
        assert!(!text.contains(unwanted), "{subject}: {text}");
    }
}

#[test]
fn a_line_that_is_no_header_is_kept_as_text_and_headers_after_it_count() {
    let posting = by_subject("Centrifuge noises");
    assert_eq!(posting.text, "this line is no header at all\n\nIt hums in B flat.  Is that normal?");
    assert_eq!(posting.id.as_deref(), Some("lab.4711"));
}

#[test]
fn dates_are_read_or_missing_but_never_invented() {
    let cases = [
        ("Date: Thu, 1 Apr 1993 08:15:00 GMT", Some(733_652_100_000)),
        ("Date: Thu, 1 Apr 93 10:15:00 +0200", Some(733_652_100_000)),
        ("X-XXDate: Thu, 1 Apr 93 08:15:00 GMT", Some(733_652_100_000)),
        ("Date: not a date at all", None),
        ("Date: Thu, 1 Apr 1993 25:99:00 GMT", None),
        ("Date: Thu, 1 Apr 0193 08:15:00 GMT", None),
        ("Date: Thu, 1 Apr 2993 08:15:00 GMT", None),
        ("Lines: 3", None),
    ];
    for (header, sent) in cases {
        let all = postings(&archive(&[&format!("Subject: When\n{header}\n\nNow.")]));
        assert_eq!(all[0].sent, sent, "{header}");
    }
}

#[test]
fn a_message_that_is_too_long_is_named_and_the_next_one_still_read() {
    let long = format!("Subject: Long\n\n{}", "word ".repeat(LONGEST_MESSAGE / 5 + 1));
    let items = read_all(&archive(&[&long, "Subject: Short\n\nHere."]));
    assert!(matches!(&items[0], Read::Unreadable { line: 1, why } if why.contains("KB")));
    assert!(matches!(&items[1], Read::Posting(posting) if posting.subject == "Short"));
}

#[test]
fn the_same_message_has_the_same_fingerprint_whatever_its_line_ends() {
    let unix = archive(&["Subject: One\n\nText.", "Subject: Two\n\nText."]);
    let dos = String::from_utf8(unix.clone()).unwrap().replace('\n', "\r\n");
    let prints = |bytes: &[u8]| postings(bytes).iter().map(|one| one.fingerprint).collect::<Vec<_>>();
    assert_eq!(prints(&unix), prints(dos.as_bytes()));
    assert_ne!(prints(&unix)[0], prints(&unix)[1]);
}

#[test]
fn a_fault_of_the_disk_ends_the_reading() {
    struct Broken;
    impl io::Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::Error::other("the disk is gone"))
        }
    }
    let start: &[u8] = SEPARATOR.as_bytes();
    let input: Box<dyn BufRead> = Box::new(start.chain(io::BufReader::new(Broken)));
    let mut reader = mbox::read(input);
    assert!(reader.next().unwrap().is_err());
    assert!(reader.next().is_none());
}

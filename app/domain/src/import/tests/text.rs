use super::{SMALL, body_of, postings};

const MARGIN: &str = "Since I went back to nights I have had a migraine every second week, and
they begin about four hours after the shift ends, always on the left.
Only sleep helps.";

#[test]
fn lines_broken_by_a_margin_flow_again() {
    assert_eq!(body_of(MARGIN), MARGIN.replace('\n', " "));
}

#[test]
fn short_lines_keep_their_breaks() {
    assert_eq!(body_of("St Elsewhere\nBasement 2\nNorth Road"), "St Elsewhere\\\nBasement 2\\\nNorth Road");
}

#[test]
fn quotations_nest_as_deep_as_they_were_typed() {
    let cases = [
        ("> one\nmine", "> one\n\nmine"),
        (">> two\n> one", "> > two\n>\n> one"),
        ("> > two\n>\n> one\n\nmine", "> > two\n>\n> one\n\nmine"),
        ("JD> one\nJD> more\nmine", "> one\\\n> more\n\nmine"),
        ("Ada <a@x.example> wrote:\n: one\n: more\nmine", "**Ada** wrote:\n\n> one\\\n> more\n\nmine"),
        ("Ada <a@x.example> wrote:\n|> two\n|> more\nmine", "**Ada** wrote:\n\n> > two\\\n> > more\n\nmine"),
        ("A -> B and B <- C", "A -\\> B and B \\<- C"),
    ];
    for (typed, shown) in cases {
        assert_eq!(body_of(typed), shown, "{typed}");
    }
}

#[test]
fn attributions_name_a_person_and_nothing_else() {
    let cases = [
        ("In article <1@x.example> ada@x.example (Ada Quill) writes:\n>Hm.", "**Ada Quill** wrote:\n\n> Hm."),
        ("In article <1@x.example>, ada@x.example (Ada Quill)\nwrites:\n>Hm.", "**Ada Quill** wrote:\n\n> Hm."),
        ("On Thu, 1 Apr 1993 08:15:00 GMT, Ada Quill <ada@x.example> said:\n> Hm.", "**Ada Quill** wrote:\n\n> Hm."),
        ("Ada Quill (ada@x.example) wrote:\n: Hm.\n: Yes.", "**Ada Quill** wrote:\n\n> Hm.\\\n> Yes."),
        ("In an earlier article, Ada Quill writes:\n> Hm.", "**Ada Quill** wrote:\n\n> Hm."),
        ("ada@x.example writes:\n>Hm.", "Someone wrote:\n\n> Hm."),
        (">In article <1@x.example> b@x.example (Ben) writes:\n>>Hm.\n>Yes.", "> **Ben** wrote:\n>\n> > Hm.\n>\n> Yes."),
        ("My aunt writes:\nNo pager today.", "My aunt writes:\\\nNo pager today."),
    ];
    for (typed, shown) in cases {
        assert_eq!(body_of(typed), shown, "{typed}");
    }
}

#[test]
fn signatures_and_tables_keep_their_columns() {
    let signed = body_of("Yes.\n-- \nAda   |  /\\_/\\\nNorth | ( o.o )");
    assert_eq!(signed, "Yes.\n\n```signature\nAda   |  /\\_/\\\nNorth | ( o.o )\n```");
    let table = "Ward    Trolleys   Squeaking\n------  --------   ---------\nNorth         12           7";
    assert_eq!(body_of(table), format!("```\n{table}\n```"));
    let boxed = "No.\n\n==============================\n| Ada          | North ward   |\n==============================";
    assert!(body_of(boxed).starts_with("No.\n\n```signature\n===="), "{}", body_of(boxed));
    assert_eq!(body_of("Use\n    let x = 1;\n    let y = ```;").matches("````").count(), 0);
    assert_eq!(body_of("Ada\n--"), "Ada");
}

#[test]
fn a_fence_is_longer_than_any_run_of_backticks_in_it() {
    let body = body_of("Hm.\n--\na  ````   b");
    assert!(body.contains("`````signature\na  ````   b\n`````"), "{body}");
}

#[test]
fn signs_show_as_they_were_typed() {
    let cases = [
        ("I *never* saw diary_of_sleep", "I \\*never\\* saw diary\\_of\\_sleep"),
        ("# no heading", "\\# no heading"),
        ("1) no list", "1\\) no list"),
        ("- no list", "\\- no list"),
        ("5 < 6 & 7 > 6, AT&T &amp; co", "5 \\< 6 & 7 \\> 6, AT\\&T \\&amp; co"),
        ("<script>alert(1)</script>", "\\<script\\>alert(1)\\</script\\>"),
        ("[a](b) ![c](d) `e` ~f~ ||g||", "\\[a\\](b) !\\[c\\](d) \\`e\\` \\~f\\~ \\|\\|g\\|\\|"),
        ("a :smile: and 1:8)", "a \\:smile: and 1:8)"),
        (
            "see http://archive.example/a_b.html, or ftp://x.example/pub.",
            "see <http://archive.example/a_b.html>, or <ftp://x.example/pub>.",
        ),
        ("(<URL:http://archive.example/>)", "(<http://archive.example/>)"),
        ("Heading\n=======", "**Heading**"),
        ("----------", "---"),
    ];
    for (typed, shown) in cases {
        assert_eq!(body_of(typed), shown, "{typed}");
    }
}

#[test]
fn no_address_and_no_message_id_is_left_anywhere() {
    let typed = [
        "write to ada@x.example.",
        "<ada@x.example>",
        "(ada.quill+list@x.example)",
        "mailto:ada@x.example",
        "ADA%NORTH@X.EXAMPLE",
        "see article <1993Apr1.4711@x.example>",
        "UUCP: linus!ada",
        "{ames,mcd}!north!ada",
        "...!uunet!north!ada",
        "> ada@x.example",
        "ada @ x.north.example",
        "-- \nAda | ada@x.example   |",
        "Ward    Mail            No\nNorth   ada@x.example    1\nSouth   ben@x.example    2",
        "http://ada@x.example/",
    ];
    for text in typed {
        let shown = body_of(&format!("Hello.\n\n{text}"));
        for secret in ["ada", "Ada@", "ADA", "ben@", "4711"] {
            assert!(!shown.replace("Ada |", "").contains(secret), "{text}: {shown}");
        }
    }
    for posting in postings(SMALL) {
        assert!(!posting.body().contains('@'), "{}", posting.body());
        assert!(!posting.author.contains('@') && !posting.subject.contains('@'));
    }
    assert_eq!(body_of("3 @ 5p each, e-mail me @ work"), "3 @ 5p each, e-mail me @ work");
}

#[test]
fn masking_keeps_the_columns_after_it() {
    let shown = body_of(
        "Hm.\n-- \n| Ada Quill | ada.quill.of.the.north@x.example | one |\n| Ben       | ben@x.example                    | two |",
    );
    let ends: Vec<usize> = shown.lines().filter(|line| line.starts_with('|')).map(str::len).collect();
    assert_eq!(ends.len(), 2);
    assert_eq!(ends[0], ends[1], "{shown}");
}

#[test]
fn machine_code_is_named_and_left_out() {
    let body = postings(SMALL).into_iter().find(|one| one.subject == "A key and a file").unwrap().body();
    assert_eq!(body, "Here is the scan.\n\n\\[A file was enclosed here: scan.gif\\]\n\n\\[A PGP signature stood here.\\]");
}

#[test]
fn a_message_without_a_word_says_so() {
    assert_eq!(body_of(" \n\n"), "*(This message came without any text.)*");
}

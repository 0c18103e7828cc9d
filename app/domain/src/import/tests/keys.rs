use crate::import::names::{Subject, author, says_little, subject};

#[test]
fn subjects_lose_what_programs_put_before_them() {
    let cases = [
        ("Re: Trolley wheels", "Trolley wheels", "trolley wheels", true),
        ("RE^2: Re[3]: trolley wheels...", "trolley wheels...", "trolley wheels", true),
        ("AW: SV: Antw: Trolley wheels", "Trolley wheels", "trolley wheels", true),
        ("[ward-list] Re: [ward-list] Trolley wheels  ", "Trolley wheels", "trolley wheels", true),
        ("Fwd: Trolley wheels (fwd)", "Trolley wheels", "trolley wheels", false),
        ("Wheels on fire (was: Trolley wheels)", "Wheels on fire (was: Trolley wheels)", "wheels on fire", false),
        ("Re: Wheels on fire (was Re: Trolley", "Wheels on fire (was Re: Trolley", "wheels on fire", true),
        ("Don't wash (wasps)", "Don't wash (wasps)", "dont wash wasps", false),
        ("Research: a start", "Research: a start", "research a start", false),
        ("[all]", "[all]", "all", false),
        ("", "(no subject)", "", false),
        ("Re:", "(no subject)", "", true),
        ("Trolley <a1@stores.example> a2@stores.example", "Trolley", "trolley", false),
    ];
    for (line, title, key, is_reply) in cases {
        assert_eq!(subject(line), Subject { title: title.into(), key: key.into(), is_reply }, "{line}");
    }
}

#[test]
fn a_long_subject_is_cut_at_a_word() {
    let title = subject(&"trolley ".repeat(40)).title;
    assert!(title.chars().count() <= 150 && title.ends_with("trolley\u{2026}"), "{title}");
}

#[test]
fn general_subjects_say_little() {
    for line in ["Help!", "HELP", "Question?", "info", "Re: (no subject)", ""] {
        assert!(says_little(&subject(line).key), "{line}");
    }
    assert!(!says_little(&subject("Help with wheels").key));
}

#[test]
fn authors_have_a_name_and_never_an_address() {
    let cases = [
        ("ada@clinic.example (Ada Quill)", "Ada Quill", "ada@clinic.example"),
        ("Ada Quill <Ada@Clinic.example>", "Ada Quill", "ada@clinic.example"),
        ("\"Quill, Ada\" <ada@clinic.example>", "Quill, Ada", "ada@clinic.example"),
        ("ada@clinic.example (\"Ada\")", "Ada", "ada@clinic.example"),
        ("ada@clinic.example (Ada Quill (North ward))", "Ada Quill (North ward)", "ada@clinic.example"),
        ("ada@clinic.example", "Unnamed author", "ada@clinic.example"),
        ("\"ada@clinic.example\" <ada@clinic.example>", "Unnamed author", "ada@clinic.example"),
        ("<ada@clinic.example>", "Unnamed author", "ada@clinic.example"),
        ("Ada Quill", "Ada Quill", "ada quill"),
        ("Ada Quill, ada@clinic.example", "Ada Quill", "ada@clinic.example"),
        ("ann!bob!uma@relay.example", "Unnamed author", "ann!bob!uma@relay.example"),
        ("", "Unnamed author", ""),
    ];
    for (from, name, key) in cases {
        assert_eq!(author(from), (name.to_owned(), key.to_owned()), "{from}");
    }
}

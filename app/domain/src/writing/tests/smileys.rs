use super::super::render::render;
use super::super::smileys::MOST;

/// The text, and how many drawings it holds.
const DO: &[(&str, usize)] = &[
    (":)", 1),
    ("Hello :)", 1),
    (":) Hello", 1),
    ("Well done :-)", 1),
    ("Well done :D", 1),
    ("Well done :D!", 1),
    ("Well done :D.", 1),
    ("Well done :-D, and thanks", 1),
    ("No idea ;)", 1),
    ("No idea ;-)", 1),
    ("My list is full :(", 1),
    ("My list is full :-(...", 1),
    ("On call again :'(", 1),
    ("(just joking :))", 1),
    ("(just joking :) )", 1),
    ("\"quoted :)\"", 1),
    ("two :) in :( one", 2),
    ("line :)\nline :(", 2),
    (":)\n\n:(", 2),
    ("**bold :)**", 1),
    ("*:)*", 1),
    ("a **b** :)", 1),
    ("- item :)", 1),
    ("1. item :)", 1),
    ("> quoted :)", 1),
    ("# Title :)", 1),
    ("| a |\n|---|\n| yes :) |", 1),
    (":smile:", 1),
    ("Have a :coffee: now", 1),
    ("Well done :thumbs-up:!", 1),
    (":roll:", 1),
    ("tab\t:)\tafter", 1),
    ("wide\u{3000}:)\u{a0}after", 1),
    ("Sunny at last 8)", 1),
    ("Sunny at last! 8) Really", 1),
    ("Passed my exams 8-)", 1),
    ("Passed my exams B-)", 1),
    ("see https://a.example :)", 1),
    ("`code` :)", 1),
    ("really? :P", 1),
    ("at 10:30 :)", 1),
    ("surgery :-/", 1),
    ("étude :)", 1),
];

/// Nothing here is a smiley.
const DONT: &[&str] = &[
    "at 10:30",
    "at 10:30)",
    "(at 10:30)",
    "a ratio of 1:8)",
    "(ratio 1:8)",
    "1:8)",
    "(p:0.05)",
    "p:0.05)",
    "(see table 8)",
    "see table 8)",
    "(as in table 8) it fell",
    "8) first item",
    "8)",
    "text\n8) second line",
    "7) aspirin 8) heparin",
    "give 7) and 8) now",
    "Steps: 8) wash",
    "items 6, 7, 8) are new",
    "the dose (5 mg, 8)",
    "the dose is 8) mg",
    "for 5 to 8) days",
    "ref 8) says",
    "ref. 8) says",
    "group B-) was",
    "(mild 8)",
    "(groups of\n8) each",
    "aged 8) boys",
    "16 8) x",
    "x8)",
    "=8)",
    "x:)",
    "1:)",
    "a:D",
    "vitamin:D",
    ":Dose",
    ":Pain",
    ":D3",
    ":(a)",
    ":)x",
    ":)8",
    ":D'abord",
    "`:)`",
    "``a :) b``",
    "    :) code",
    "```\n:)\n```",
    "~~~\n:smile:\n~~~",
    "[:)](/x)",
    "[see :) here](/x)",
    "https://a.example/:)",
    "https://a.example/ 8)x",
    "<https://a.example/:)>",
    "http://:)",
    "mailto:D",
    "www.a.example:)",
    "\\:)",
    ":\\)",
    "\\;)",
    "\\:smile:",
    "&\\#58;)",
    "::)",
    ":smile",
    "smile:",
    ":nosuchsmile:",
    ":smile:x",
    "x:smile:",
    "10:smile:30",
    "<b title=\" :) \">",
    "![:)](/x)",
    "platelets <3 today",
    "XD",
    "B)",
    "vitamin D: 400 units",
    "1 :3",
    "http:// :)x",
    "~:)",
    ":)~",
    "3 - 8)",
    "and/or 8) ",
    "*a* 8)x",
    "\\\\:)",
    "Hb 8) ",
    "CRP 8) ",
    "- a\n\n1. so it goes 8) here",
    "(INR 8) ",
    "NYHA class 8)",
    "day 8)",
    "hepatitis B-)",
    "a;)b",
    "(:)x",
    "x(:-)",
    "**a**:)",
    "`a`:)",
    "[a](/b):)",
    "q8h 8)h",
    "12;)",
    "T:-)",
];

fn drawings(markdown: &str) -> usize {
    render(markdown).matches("<img class=\"smiley\"").count()
}

#[test]
fn smileys_are_drawn_where_they_are_meant() {
    for (text, expected) in DO {
        assert_eq!(drawings(text), *expected, "{text:?} became {}", render(text));
    }
}

#[test]
fn clinical_text_code_and_links_stay_as_they_are() {
    assert!(DO.len() + DONT.len() >= 120);
    for text in DONT {
        assert_eq!(drawings(text), 0, "{text:?} became {}", render(text));
    }
}

#[test]
fn a_drawing_has_a_name_and_a_size() {
    let drawn = "<img class=\"smiley\" src=\"/smileys/grin.svg\" alt=\"big grin\" width=\"20\" height=\"20\">";
    assert_eq!(render("so :D ok"), format!("<p>so {drawn} ok</p>"));
}

#[test]
fn every_smiley_of_the_picker_can_be_written_by_its_code() {
    for smiley in types::smiley::ALL {
        let html = render(&format!("so {} ok", smiley.code));
        assert!(html.contains(&format!("src=\"/smileys/{}.svg\"", smiley.id)), "{html}");
    }
}

#[test]
fn every_emoticon_with_a_mark_in_it_can_be_typed_in_a_sentence() {
    let typed = types::smiley::ALL.iter().flat_map(|smiley| smiley.text);
    let refused: Vec<_> = typed.filter(|text| drawings(&format!("So it goes {text} ok")) == 0).collect();
    assert_eq!(refused, Vec::<&&str>::new(), "these cannot be typed");
}

#[test]
fn the_text_around_a_smiley_is_kept() {
    let html = render("a :) b :( c").replace(' ', "");
    let text: String = html.split(['<', '>']).step_by(2).collect();
    assert_eq!(text, "abc");
}

#[test]
fn a_wall_of_smileys_ends_at_a_hundred() {
    assert_eq!(drawings(&":) ".repeat(300)), MOST);
    assert_eq!(drawings(&":)\n\n".repeat(300)), MOST);
}

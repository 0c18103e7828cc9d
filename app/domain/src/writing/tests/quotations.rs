use super::super::quote::quote;
use super::super::quoted::{GONE, sources, without};
use proptest::prelude::{Strategy, any, prop, prop_oneof, proptest};

fn of(post: i64, words: &str) -> String {
    quote("Dr_Bob", "/members/Dr_Bob", &format!("/posts/{post}"), words)
}

#[test]
fn a_quotation_names_its_source() {
    assert_eq!(sources(&of(7, "words")), [7]);
    assert_eq!(sources(&format!("{}and\n\n{}", of(9, "a"), of(7, "b"))), [7, 9]);
    assert_eq!(sources(&of(9, &of(7, "inner"))), [7, 9]);
    assert_eq!(sources(&format!("- item\n\n  {}", of(7, "a").replace("\n> ", "\n  > "))), [7]);
    for text in [
        "[Dr_Bob](/members/Dr_Bob) [wrote](/posts/7):",
        "> see [that](/posts/7) for more",
        "> plain\n> [wrote](/posts/7):",
        "> [wrote](https://example.org/posts/7):",
        "> [wrote](/posts/07):",
        "> [wrote](/posts/7/history):",
        "    > [wrote](/posts/7):",
        "```\n> [wrote](/posts/7):\n```",
    ] {
        assert_eq!(sources(text), Vec::<i64>::new(), "from {text:?}");
    }
}

#[test]
fn a_quotation_is_taken_out_and_all_else_stays() {
    let text = format!("Before\n\n{}After\n", of(7, "secret words\n\nmore"));
    assert_eq!(without(&text, &[7]), format!("Before\n\n> {GONE}\n\nAfter\n"));
    assert_eq!(without(&text, &[8]), text);
    let text = format!("{}{}", of(7, "secret"), of(8, "kept"));
    assert_eq!(without(&text, &[7]), format!("> {GONE}\n\n> [Dr_Bob](/members/Dr_Bob) [wrote](/posts/8):\n> kept\n\n"));
}

#[test]
fn a_quotation_inside_another_is_taken_out_of_it() {
    let text = of(9, &format!("{}own words", of(7, "secret")));
    let left = without(&text, &[7]);
    assert_eq!(left, format!("> [Dr_Bob](/members/Dr_Bob) [wrote](/posts/9):\n> > {GONE}\n>\n> own words\n\n"));
    assert_eq!(sources(&left), [9]);
    assert_eq!(without(&text, &[9]), format!("> {GONE}\n\n"));
}

#[test]
fn words_that_go_on_with_a_quotation_go_with_it() {
    let text = "> [B](/members/B) [wrote](/posts/7):\n> secret\nlazy\n\nmine";
    assert_eq!(without(text, &[7]), format!("> {GONE}\n\nmine"));
    let in_list = "1. > [B](/members/B) [wrote](/posts/7):\n   > secret\n   mine\n2. two";
    let left = without(in_list, &[7]);
    assert!(!left.contains("secret") && left.contains("2. two"), "{left}");
}

fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        any::<u8>().prop_map(|n| of(i64::from(n % 3) + 7, &format!("HIDDEN{} words", n % 3 + 7))),
        prop::sample::select(vec![
            "> ", ">", "- ", "1. ", "  ", "\n", "\n\n", "text", "```\n", "    ", "# ", "\t", "| a |", "---", "--", ":", "*"
        ])
        .prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn nothing_quoted_is_left_of_what_has_gone(text in pieces()) {
        let left = without(&text, &[7, 8]);
        assert!(!sources(&left).iter().any(|source| *source != 9), "{text:?} became {left:?}");
    }

    #[test]
    fn a_text_that_quotes_nothing_gone_is_left_alone(text in pieces()) {
        if !sources(&text).contains(&7) {
            assert_eq!(without(&text, &[7]), text);
        }
    }
}

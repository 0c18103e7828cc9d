use super::super::escape::escape;
use super::super::mentioned::{Names, candidates, names};
use super::super::render::{render, render_with};
use super::strict::check;

const REL: &str = "rel=\"nofollow ugc noopener noreferrer\"";

fn known() -> Names {
    Names::of(["Pavel", "Pavel Novak", "Night Reg", "O'Neill", "dr.jo_b", "Sama", "Zoë"].map(str::to_owned))
}

fn link(page: &str, name: &str) -> String {
    format!("<a href=\"/members/{page}\" {REL}>@{name}</a>")
}

#[test]
fn a_mention_links_to_a_name_that_exists() {
    for (typed, linked) in [
        ("@Pavel", link("Pavel", "Pavel")),
        ("@pavel, look", format!("{}, look", link("Pavel", "Pavel"))),
        ("(@Pavel)", format!("({})", link("Pavel", "Pavel"))),
        ("Thanks @Pavel.", format!("Thanks {}.", link("Pavel", "Pavel"))),
        ("@Pavel Novak said", format!("{} said", link("Pavel%20Novak", "Pavel Novak"))),
        ("@Pavel said", format!("{} said", link("Pavel", "Pavel"))),
        ("@Pavel's case", format!("{}'s case", link("Pavel", "Pavel"))),
        ("@night reg", link("Night%20Reg", "Night Reg")),
        ("@night_reg", link("Night%20Reg", "Night Reg")),
        ("@O’Neill", link("O%27Neill", "O'Neill")),
        ("@dr.jo_b", link("dr.jo_b", "dr.jo_b")),
        ("@zoe", link("Zo%C3%AB", "Zoë")),
        ("*@Pavel*", format!("<em>{}</em>", link("Pavel", "Pavel"))),
        ("@Pavel @Pavel", format!("{} {}", link("Pavel", "Pavel"), link("Pavel", "Pavel"))),
    ] {
        let html = render_with(typed, &known());
        assert_eq!(check(&html), Ok(()));
        assert_eq!(html, format!("<p>{linked}</p>"), "from {typed:?}");
    }
}

#[test]
fn what_is_no_mention_stays_text() {
    for text in ["@Sam a bit", "@Nobody", "a@Pavel", "@ Pavel", "@@Pavel", "/@Pavel", "@", "@-Pavel", "@Pavelito"] {
        assert_eq!(render_with(text, &known()), format!("<p>{text}</p>"));
    }
    for text in ["`@Pavel`", "[@Pavel](https://example.org)", "> @Pavel", "\\@Pavel", "    @Pavel"] {
        let html = render_with(text, &known());
        assert!(!html.contains("/members/"), "{html}");
        assert_eq!(names(text), Vec::<String>::new(), "from {text:?}");
    }
    assert_eq!(render_with(&escape("Ask @Pavel"), &known()), "<p>Ask @Pavel</p>");
    assert_eq!(render("@Pavel"), "<p>@Pavel</p>");
}

#[test]
fn names_are_bounded() {
    assert_eq!(names("@Pavel Novak and @pavel"), ["pavel", "pavelnovak", "pavelnovakand"]);
    let many = (0..50).map(|n| format!("@name{n}")).collect::<Vec<_>>().join(" ; ");
    assert_eq!(candidates(&many).len(), 20);
    let long = format!("@{}", "a ".repeat(5_000));
    assert!(candidates(&long).iter().all(|one| one.len() <= 15));
    assert_eq!(candidates(&format!("@{}", "a".repeat(40))).len(), 0);
    assert_eq!(check(&render_with(&"@Pavel ".repeat(3_000), &known())), Ok(()));
    assert_eq!(check(&render_with(&"@".repeat(20_000), &known())), Ok(()));
}

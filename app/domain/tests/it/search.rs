//! Finding what was said: only what one may read, by its present words, whatever is typed.

use domain::cast::{CLOSED, NOON, OPEN, World, world};
use domain::clock::DAY;
use domain::db::Tx;
use domain::desk::words;
use domain::search::find;
use domain::viewer::Viewer;
use proptest::prelude::*;
use types::search::{Found, Order, Wish};

pub fn asking(words: &str) -> Wish {
    Wish { words: words.to_owned(), page: 1, ..Wish::default() }
}

pub async fn ask(world: &World, who: &Viewer, wish: &Wish) -> Found {
    find::find(&world.db, who, wish).await.unwrap()
}

pub async fn titles(world: &World, who: &Viewer, words: &str) -> Vec<String> {
    let found = ask(world, who, &asking(words)).await;
    found.hits.iter().map(|hit| hit.title.iter().map(|part| part.text.as_str()).collect()).collect()
}

#[tokio::test]
async fn words_phrases_and_what_to_leave_out() {
    let w = world().await.unwrap();
    w.start(&w.wren, OPEN, "Chest pain at night", "She wakes with pain in her chest.").await.unwrap();
    w.start(&w.wren, OPEN, "A pain in the neck", "His chest is fine.").await.unwrap();
    w.start(&w.pavel, OPEN, "Nothing of the kind", "Only a cough.").await.unwrap();
    assert_eq!(titles(&w, &w.gus, "chest pain").await, ["Chest pain at night", "A pain in the neck"]);
    assert_eq!(titles(&w, &w.gus, "“chest pain”").await, ["Chest pain at night"]);
    assert_eq!(titles(&w, &w.gus, "\"chest\tpain\"").await, ["Chest pain at night"]);
    assert_eq!(titles(&w, &w.gus, "chest -neck").await, ["Chest pain at night"]);
    assert_eq!(titles(&w, &w.gus, "pain -\"chest pain\"").await, ["A pain in the neck"]);
    assert_eq!(titles(&w, &w.gus, "coughing").await, ["Nothing of the kind"]);
    let found = ask(&w, &w.gus, &asking("cough")).await;
    let marked: Vec<_> = found.hits[0].snippet.iter().filter(|part| part.marked).map(|part| part.text.as_str()).collect();
    assert_eq!((marked, found.threads, found.posts), (vec!["cough"], 1, 1));
}

#[tokio::test]
async fn abbreviations_and_spellings_find_each_other_and_editors_change_the_list() {
    let w = world().await.unwrap();
    w.start(&w.wren, OPEN, "After a heart attack", "What then?").await.unwrap();
    w.start(&w.wren, OPEN, "Pediatric dosing", "Of acetaminophen").await.unwrap();
    for words in ["MI", "myocardial infarction", "mi", "heart attacks"] {
        assert_eq!(titles(&w, &w.gus, words).await, ["After a heart attack"], "{words}");
    }
    for words in ["paediatric", "paracetamol", "paediatric paracetamol"] {
        assert_eq!(titles(&w, &w.gus, words).await, ["Pediatric dosing"], "{words}");
    }
    assert!(titles(&w, &w.gus, "\"MI\"").await.is_empty(), "a phrase is taken as it stands");
    let refused = w.db.look(&w.wren, async |tx: &mut Tx<'_>| words::list(tx).await).await;
    assert!(refused.is_err(), "a nurse does not keep the list");
    let edie = w.edie.clone().spare_factor();
    let kept = w.db.act(&edie, async |tx: &mut Tx<'_>| words::keep(tx, "dosing; posology\nMI; Michigan").await).await.unwrap();
    assert_eq!(kept, 2);
    assert_eq!(titles(&w, &w.gus, "posology").await, ["Pediatric dosing"]);
    assert!(titles(&w, &w.gus, "myocardial").await.is_empty());
}

#[tokio::test]
async fn what_is_hidden_is_not_found_counted_proposed_or_filtered() {
    let w = world().await.unwrap();
    w.start(&w.pavel, CLOSED, "A quillfeather case", "Quillfeather and wombat.").await.unwrap();
    w.start(&w.olga, &w.unlisted, "Candlewick", "wombat by candlelight").await.unwrap();
    w.start(&w.wren, OPEN, "Open wombat", "Anybody may read of a wombat.").await.unwrap();
    assert_eq!(titles(&w, &w.pavel, "quillfeather").await, ["A quillfeather case"]);
    assert_eq!(titles(&w, &w.cora, "candlewick").await, ["Candlewick"]);
    for who in [&w.gus, &w.stella, &w.hedda, &w.mabel] {
        let hidden = ask(&w, who, &asking("quillfeather")).await;
        let absent = ask(&w, who, &asking("quillfaether")).await;
        assert_eq!((hidden.hits.len(), hidden.posts, hidden.meant), (0, 0, None));
        assert_eq!((absent.hits.len(), absent.posts, absent.meant), (0, 0, None), "nor is it proposed");
        assert_eq!(ask(&w, who, &asking("wombat")).await.posts, 1);
        let there = Wish { forum: CLOSED.to_owned(), ..asking("wombat") };
        let nowhere = Wish { forum: "no-such-forum".to_owned(), ..asking("wombat") };
        assert_eq!(ask(&w, who, &there).await, ask(&w, who, &nowhere).await);
        let hers = Wish { author: "Olga".to_owned(), ..asking("wombat") };
        let nobodys = Wish { author: "Nobody At All".to_owned(), ..asking("wombat") };
        assert_eq!(ask(&w, who, &hers).await, ask(&w, who, &nobodys).await);
        for facet in ["qa3", "qf1", "facets:qa3", "qimg"] {
            assert_eq!(ask(&w, who, &asking(facet)).await.posts, 0, "{facet} is a word like any other");
        }
    }
    assert_eq!(ask(&w, &w.pavel, &asking("quillfaether")).await.meant.as_deref(), Some("quillfeather"));
    assert_eq!(ask(&w, &w.gus, &asking("wombta")).await.meant.as_deref(), Some("wombat"));
}

#[tokio::test]
async fn filters_leave_out_what_is_not_meant() {
    let w = world().await.unwrap();
    w.start(&w.wren, OPEN, "Gout in spring", "gout").await.unwrap();
    w.clock.advance(40 * DAY);
    w.start(&w.pavel, "off-duty", "Gout on holiday", "gout").await.ok();
    w.start(&w.pavel, OPEN, "Gout in summer", "gout gout gout").await.unwrap();
    let of = async |wish: Wish| -> Vec<String> {
        let found = ask(&w, &w.gus, &wish).await;
        found.hits.iter().map(|hit| hit.title.iter().map(|part| part.text.as_str()).collect()).collect()
    };
    assert_eq!(of(Wish { author: "pavel".to_owned(), forum: OPEN.to_owned(), ..asking("gout") }).await, ["Gout in summer"]);
    assert_eq!(of(Wish { until: Some(NOON + DAY), ..asking("gout") }).await, ["Gout in spring"]);
    assert_eq!(of(Wish { from: Some(NOON + DAY), forum: OPEN.to_owned(), ..asking("gout") }).await, ["Gout in summer"]);
    assert_eq!(of(Wish { kind: "discussion".to_owned(), ..asking("gout") }).await, Vec::<String>::new());
    assert_eq!(of(Wish { image: true, ..asking("gout") }).await, Vec::<String>::new());
    let newest = of(Wish { order: Order::Newest, forum: OPEN.to_owned(), ..asking("gout") }).await;
    assert_eq!(newest, ["Gout in summer", "Gout in spring"]);
    assert_eq!(of(Wish { author: "Wren".to_owned(), ..asking("") }).await, ["Gout in spring"], "a filter alone is a question");
    assert!(!ask(&w, &w.gus, &asking("")).await.asked);
}

#[tokio::test]
async fn pages_are_the_same_whoever_asks_again() {
    let w = world().await.unwrap();
    for n in 0..45 {
        w.start(&w.wren, OPEN, &format!("Quokka {n}"), "A quokka").await.unwrap();
    }
    let mut seen = Vec::new();
    for page in 1..=3 {
        let found = ask(&w, &w.gus, &Wish { page, ..asking("quokka") }).await;
        assert_eq!((found.threads, found.posts, found.page.last), (45, 45, 3));
        seen.extend(found.hits.into_iter().map(|hit| hit.address));
    }
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), 45);
    assert!(find::find(&w.db, &w.gus, &Wish { page: 4, ..asking("quokka") }).await.is_err());
}

#[test]
fn whatever_is_typed_is_answered() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let w = runtime.block_on(hostile_world());
    let signs = [
        "\"",
        "“",
        "”",
        "-",
        "*",
        "NEAR(",
        "AND",
        "OR",
        "NOT",
        "^",
        ":",
        "{title}:",
        "facets:qa3",
        ")",
        "\0",
        "😀",
        "\u{202e}קר",
        "\u{301}",
        "-\"a",
    ];
    let piece = prop_oneof![
        proptest::sample::select(signs.to_vec()).prop_map(str::to_owned),
        Just("heart attack".to_owned()),
        ".{0,12}",
        "[a-z ]{0,30}"
    ];
    proptest!(ProptestConfig { cases: 300, ..ProptestConfig::default() }, |(pieces in proptest::collection::vec(piece, 0..60))| {
        let typed = pieces.join(if pieces.len() % 2 == 0 { " " } else { "" });
        let answered = runtime.block_on(find::find(&w.db, &w.gus, &asking(&typed)));
        prop_assert!(answered.is_ok(), "{typed:?}: {answered:?}");
    });
}

async fn hostile_world() -> World {
    let w = world().await.unwrap();
    w.start(&w.wren, OPEN, "A heart attack", "NEAR the end and not or").await.unwrap();
    w
}

#[tokio::test]
async fn ten_thousand_words_are_answered_with_a_sentence() {
    let w = hostile_world().await;
    for typed in
        ["heart ".repeat(10_000), "\"heart".repeat(10_000), "-a ".repeat(10_000), "😀".repeat(10_000), "a\"b ".repeat(5_000)]
    {
        let found = ask(&w, &w.gus, &asking(&typed)).await;
        assert!(!found.remarks.is_empty() || !found.asked);
    }
    assert_eq!(ask(&w, &w.gus, &asking("-heart")).await.remarks.len(), 1);
}

#[tokio::test]
async fn hidden_words_take_no_place_among_those_that_are_proposed() {
    let w = world().await.unwrap();
    let others: Vec<String> = "abcdefghjkl".chars().map(|letter| format!("marvol{letter}{letter}")).collect();
    w.start(&w.wren, OPEN, "Many words", &others.join(" ")).await.unwrap();
    for _ in 0..2 {
        w.start(&w.wren, OPEN, "One word", "marvolzz").await.unwrap();
    }
    let meant = async || ask(&w, &w.gus, &asking("marvolin")).await.meant;
    assert_eq!(meant().await.as_deref(), Some("marvolzz"), "the one that stands in more posts");
    w.start(&w.pavel, CLOSED, "Among doctors", "marvolmm").await.unwrap();
    assert_eq!(titles(&w, &w.pavel, "marvolmm").await, ["Among doctors"]);
    assert_eq!(meant().await.as_deref(), Some("marvolzz"));
    let letters = || 'a'..='q';
    let crowd: Vec<String> = letters()
        .flat_map(|one| letters().map(move |two| (one, two)))
        .flat_map(|(one, two)| letters().map(move |three| format!("mar{one}{two}{three}")))
        .collect();
    for some in crowd.chunks(1_000) {
        w.start(&w.pavel, CLOSED, "A crowd", &some.join(" ")).await.unwrap();
    }
    assert_eq!(meant().await.as_deref(), Some("marvolzz"), "nor does a crowd of them");
}

#[tokio::test]
async fn nobody_writes_facets_into_a_title() {
    let w = world().await.unwrap();
    for letter in ['\u{24b6}', '\u{93f}', '\u{1f130}', '\u{b2}'] {
        w.start(&w.wren, OPEN, &format!("Wombat x{letter}qimg x{letter}qkcase"), "No picture").await.unwrap();
    }
    assert_eq!(ask(&w, &w.gus, &asking("wombat")).await.posts, 4);
    assert_eq!(ask(&w, &w.gus, &Wish { image: true, ..asking("wombat") }).await.posts, 0);
}

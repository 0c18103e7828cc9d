use std::thread;
use std::time::Duration;

use super::super::article::article;
use super::super::escape::escape;
use super::super::plain::plain;
use super::super::quote::quote;
use super::super::render::render;
use super::super::tree::MAX_QUOTES;
use super::strict::check;

/// Runs with the stack a server's worker has, so that deep recursion would be noticed.
fn on_a_small_stack(work: impl FnOnce() + Send + 'static) {
    let worker = thread::Builder::new().stack_size(2 * 1024 * 1024).spawn(work);
    assert!(worker.is_ok_and(|worker| worker.join().is_ok()), "the worker failed");
}

/// The processor time this thread has used, so that a busy machine fails no test.
fn clock() -> Duration {
    let counters = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let used = counters.split(' ').next().and_then(|used| used.parse().ok());
    assert!(used.is_some(), "this machine does not tell a thread's processor time");
    Duration::from_nanos(used.unwrap_or_default())
}

/// 100 ms for 100 kB when nothing else runs; twice that on a shared machine, and more in a build for debugging.
fn allowed(bytes: usize) -> Duration {
    let factor = if cfg!(debug_assertions) { 15 } else { 2 };
    Duration::from_millis(30 + (bytes as u64) / 1000 * factor)
}

fn hostile() -> Vec<(&'static str, String)> {
    let deep_list: String = (0..400).map(|depth| format!("{}- x\n", " ".repeat(2 * depth))).collect();
    let steps: String = (0..40).map(|line| format!("{}{}x\n", " ".repeat(200 * line), "- ".repeat(100))).collect();
    vec![
        ("quotes in one line", ">".repeat(50_000)),
        ("quotes with lines after them", format!("{}\n{}", ">".repeat(50_000), "x\n".repeat(25_000))),
        ("spaced quotes", format!("{}\n", "> ".repeat(100)).repeat(500)),
        ("quotes after list marks", format!("{}x\n", "- > ".repeat(250)).repeat(100)),
        ("opening brackets", "[".repeat(50_000)),
        ("closing brackets", "]".repeat(50_000)),
        ("both brackets", format!("{}{}", "[".repeat(50_000), "]".repeat(50_000))),
        ("unfinished links", "[a](".repeat(25_000)),
        ("unfinished images", "![a](<b".repeat(14_000)),
        ("nested images", format!("{}{}", "![".repeat(20_000), "](/x)".repeat(20_000))),
        ("stars", "*".repeat(100_000)),
        ("opening stars", "*a ".repeat(33_000)),
        ("stars and lines", "*a_ ".repeat(25_000)),
        ("nested emphasis", format!("{}{}", "*a **a ".repeat(7_000), " a** a*".repeat(7_000))),
        ("tildes", "~~a ~".repeat(20_000)),
        ("backticks", (1..440).map(|n| "`".repeat(n) + " ").collect()),
        ("entities", "&amp".repeat(25_000)),
        ("backslashes", "\\".repeat(100_000)),
        ("deep list", deep_list),
        ("list marks on one line", "- ".repeat(50_000)),
        ("steps of lists", steps),
        ("many short items", "- a\n".repeat(25_000)),
        ("headings", "# a\n".repeat(25_000)),
        ("a wide table", format!("{}\n{}\n", "|a".repeat(15_000), "|-".repeat(15_000))),
        ("a table that fills itself", format!("{}\n{}\n{}", "|a".repeat(5_000), "|-".repeat(5_000), "a\n".repeat(5_000))),
        ("many tables", "|a|\n|-|\n|b|\n\n".repeat(6_000)),
        ("tags", "<a ".repeat(33_000)),
        ("comments", "<!--".repeat(25_000)),
        ("closed tags", "</p>".repeat(25_000)),
        ("declarations", "<!A".repeat(33_000)),
        ("instructions", "<?".repeat(50_000)),
        ("character data", "<![CDATA[".repeat(11_000)),
        ("definitions", (0..6_000).map(|n| format!("[{n}]: /{n}\n")).collect()),
        ("one definition used often", format!("[a]: /{}\n\n{}", "x".repeat(10_000), "[a] ".repeat(20_000))),
        ("smileys", ":) ".repeat(33_000)),
        ("smileys that may be numbers", "8) ".repeat(33_000)),
        ("smileys that may be numbers in lines", "so 8)\n".repeat(16_000)),
        ("short codes", ":smile: ".repeat(12_000)),
        ("colons", ":".repeat(100_000)),
        ("addresses", "https://a.example/b ".repeat(5_000)),
        ("an address without end", format!("https://a.example/{}", "(".repeat(100_000))),
        ("scheme after scheme", "http://".repeat(14_000)),
        ("www and underscores", "_www._a".repeat(14_000)),
        ("mail addresses", "a@".repeat(50_000)),
        ("mail addresses with dots", "a.".repeat(49_000) + "@b"),
        ("fences", "```\n".repeat(25_000)),
        ("spaces", " ".repeat(100_000)),
        ("tabs", "\t".repeat(100_000)),
        ("empty lines", "\n".repeat(100_000)),
        ("zeros", "\0".repeat(100_000)),
        ("direction marks", "\u{202e}".repeat(30_000)),
        ("a single word", "a".repeat(100_000)),
    ]
}

#[test]
fn hostile_text_ends_soon_and_safely() {
    on_a_small_stack(|| {
        render("warm up");
        for (name, text) in hostile() {
            let start = clock();
            let html = render(&text);
            let took = clock() - start;
            assert!(took < allowed(text.len()), "{name}: {} bytes took {took:?}", text.len());
            assert!(html.len() <= 4_000 + 60 * text.len(), "{name}: {} bytes became {}", text.len(), html.len());
            assert_eq!(check(&html).map_err(|_| name), Ok(()));
        }
    });
}

#[test]
fn hostile_text_is_quoted_escaped_and_cut_soon() {
    on_a_small_stack(|| {
        for (name, text) in hostile() {
            let start = clock();
            quote("Ann", "/members/Ann", "/posts/1", &text);
            render(&escape(&text));
            plain(&text, 200);
            assert!(article(&text).html.len() <= 4_000 + 60 * text.len());
            assert!((clock() - start) < 4 * allowed(text.len()), "{name}: {:?}", (clock() - start));
        }
    });
}

#[test]
fn a_megabyte_is_no_different() {
    on_a_small_stack(|| {
        for text in [
            "> ".repeat(500_000),
            "[".repeat(1_000_000),
            "*a **b ".repeat(140_000),
            "- x\n  ".repeat(160_000),
            "a b. ".repeat(200_000),
        ] {
            let start = clock();
            render(&text);
            assert!((clock() - start) < allowed(text.len()), "{:?}… took {:?}", &text[..8], (clock() - start));
        }
    });
}

#[test]
fn no_more_quotes_stand_inside_each_other_than_can_be_read() {
    let html = render(&format!("{}deep", "> ".repeat(40)));
    assert_eq!(html.matches("<blockquote>").count(), MAX_QUOTES);
    assert!(html.contains("&gt; deep"), "{html}");
    assert_eq!(render(&format!("{} deep", ">".repeat(MAX_QUOTES))).matches("<blockquote>").count(), MAX_QUOTES);
}

#[test]
fn text_beyond_the_deepest_level_is_kept() {
    let html = render(&format!("{}the end", "- ".repeat(90)));
    assert!(html.contains("the end"), "{html}");
    assert!(html.matches("<ul>").count() < 40, "{html}");
}

#[test]
fn text_that_is_too_expensive_is_shown_as_it_was_typed() {
    let table = format!("{}\n{}\n{}", "|a".repeat(3_000), "|-".repeat(3_000), "b <c>\n".repeat(300));
    let html = render(&table);
    assert!(html.starts_with("<p>|a|a|a"), "{}", &html[..40]);
    assert!(html.contains("b &lt;c&gt;<br>"));
}

#[test]
fn long_but_honest_text_is_never_given_up() {
    for (text, element) in [
        ("- a\n", "<li>"),
        ("- a\n  1. b\n", "<ol>"),
        ("# a\n", "<h3>"),
        ("**a** *b* `c` ", "<strong>"),
        ("|a|\n|-|\n|b|\n\n", "<table>"),
        ("[a](/b) ", "<a "),
        ("> a\n\n", "<blockquote>"),
        ("a\n\n", "<p>"),
    ] {
        let html = render(&text.repeat(2_000));
        assert!(html.matches(element).count() >= 2_000 || element == "<blockquote>" && html.contains(element), "{text:?}");
    }
    let table = format!("|a|b|\n|-|-|\n{}", "|c|d|\n".repeat(2_000));
    assert_eq!(render(&table).matches("<tr>").count(), 2_001);
}

#[test]
#[ignore = "prints a measurement"]
fn how_long_a_post_takes() {
    let post = "I saw a 54-year-old man with *intermittent* chest pain at 10:30 today :) His BP was 150/90, and the **troponin** was \
        negative twice.\n\n> Would you send him home?\n\nI would not, see https://www.example.org/guidelines/acs for why:\n\n- history\n- ECG\n- \
        risk score (HEART 5)\n\nThanks to all who answered in the [last thread](/threads/12/chest-pain), it helped a lot with the next two cases.";
    assert!((380..440).contains(&post.len()), "{}", post.len());
    let start = clock();
    for _ in 0..2_000 {
        render(std::hint::black_box(post));
    }
    println!("{:?} for {} characters", (clock() - start) / 2_000, post.len());
    for (name, text) in hostile() {
        let start = clock();
        let html = render(&text);
        println!("{name}: {} -> {} in {:?}", text.len(), html.len(), (clock() - start));
    }
}

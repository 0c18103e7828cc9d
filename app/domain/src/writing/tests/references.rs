use std::time::Instant;

use super::super::render::render;
use super::strict::check;

const REL: &str = "rel=\"nofollow ugc noopener noreferrer\"";

fn paper(url: &str, words: &str) -> String {
    format!("<a href=\"{url}\" {REL}>{words}</a>")
}

fn doi(doi: &str) -> String {
    paper(&format!("https://doi.org/{doi}"), &format!("doi:{doi}"))
}

#[test]
fn a_pasted_doi_becomes_a_link_with_its_identifier() {
    for (typed, linked) in [
        ("10.1136/bmj.n1234", doi("10.1136/bmj.n1234")),
        ("See 10.1136/bmj.n1234.", format!("See {}.", doi("10.1136/bmj.n1234"))),
        ("(10.1136/bmj.n1234)", format!("({})", doi("10.1136/bmj.n1234"))),
        ("a 10.1136/bmj.n1234, b", format!("a {}, b", doi("10.1136/bmj.n1234"))),
        ("doi:10.1136/bmj.n1234", doi("10.1136/bmj.n1234")),
        ("DOI: 10.1136/bmj.n1234", doi("10.1136/bmj.n1234")),
        ("doi 10.1136/1", doi("10.1136/1")),
        ("https://doi.org/10.1136/bmj.n1234", doi("10.1136/bmj.n1234")),
        ("https://doi.org/10.1136/bmj.n1234?utm=x", doi("10.1136/bmj.n1234")),
        ("http://dx.doi.org/10.1136/bmj.n1234.", format!("{}.", doi("10.1136/bmj.n1234"))),
        ("<https://doi.org/10.1136/bmj.n1234>", doi("10.1136/bmj.n1234")),
        ("www.doi.org/10.1136/bmj.n1234", doi("10.1136/bmj.n1234")),
        ("doi.org/10.1136/bmj.n1234", doi("10.1136/bmj.n1234")),
        ("10.1016/S0140-6736(05)67889-0", doi("10.1016/S0140-6736(05)67889-0")),
        ("(10.1016/S0140-6736(05)67889-0)", format!("({})", doi("10.1016/S0140-6736(05)67889-0"))),
        ("https://doi.org/10.1016/S0140-6736(05)67889-0", doi("10.1016/S0140-6736(05)67889-0")),
        ("https://doi.org/10.1016%2FS0140-6736(05)67889-0", doi("10.1016/S0140-6736(05)67889-0")),
        ("10.1177/0956797611417632", doi("10.1177/0956797611417632")),
        ("*10.1136/bmj.n1234*", format!("<em>{}</em>", doi("10.1136/bmj.n1234"))),
        ("10.1000/a_b_c", doi("10.1000/a_b_c")),
        ("10.1000.10/a", doi("10.1000.10/a")),
    ] {
        assert_eq!(render(typed), format!("<p>{linked}</p>"), "from {typed:?}");
    }
}

#[test]
fn pubmed_numbers_become_links() {
    let pubmed = |number: &str| paper(&format!("https://pubmed.ncbi.nlm.nih.gov/{number}/"), &format!("PMID {number}"));
    let pmc = |number: &str| paper(&format!("https://pmc.ncbi.nlm.nih.gov/articles/PMC{number}/"), &format!("PMC{number}"));
    for (typed, linked) in [
        ("PMID: 12345678", pubmed("12345678")),
        ("PMID 12345678.", format!("{}.", pubmed("12345678"))),
        ("pmid:7", pubmed("7")),
        ("(PMID 12345678)", format!("({})", pubmed("12345678"))),
        ("https://pubmed.ncbi.nlm.nih.gov/12345678/", pubmed("12345678")),
        ("pubmed.ncbi.nlm.nih.gov/12345678/", pubmed("12345678")),
        ("https://www.ncbi.nlm.nih.gov/pubmed/12345678", pubmed("12345678")),
        ("PMC7654321", pmc("7654321")),
        ("PMCID: PMC7654321", pmc("7654321")),
        ("https://www.ncbi.nlm.nih.gov/pmc/articles/PMC7654321/", pmc("7654321")),
        ("https://pmc.ncbi.nlm.nih.gov/articles/PMC7654321", pmc("7654321")),
    ] {
        assert_eq!(render(typed), format!("<p>{linked}</p>"), "from {typed:?}");
    }
}

#[test]
fn doses_dates_and_code_stay_what_they_are() {
    for text in [
        "10.5/2",
        "10.5/2 mg",
        "Hb 10.2/30",
        "10.2024/11.2024",
        "10.1234/5",
        "110.1136/bmj.n1234",
        "v10.1136/bmj",
        "3.10.1136/bmj",
        "10.1136",
        "10.1136/",
        "10.1136/...",
        "10.12345678901/abcdefgh",
        "PMID",
        "PMID 0123",
        "PMID 1234567890",
        "PMID 12a",
        "PMC 1",
        "PMC12",
        "doi: soon",
        "RPMID 12345678",
    ] {
        assert_eq!(render(text), format!("<p>{text}</p>"));
    }
    assert_eq!(render("`10.1136/bmj.n1234`"), "<p><code>10.1136/bmj.n1234</code></p>");
    let named = render("[the trial](https://doi.org/10.1136/bmj.n1234)");
    assert!(named.contains(">the trial</a>"), "{named}");
    let inside = render("[see 10.1136/bmj.n1234](https://example.org/)");
    assert!(inside.contains(">see 10.1136/bmj.n1234</a>"), "{inside}");
    let elsewhere = render("https://example.org/10.1136/bmj.n1234");
    assert!(elsewhere.contains("href=\"https://example.org/10.1136/bmj.n1234\""), "{elsewhere}");
}

#[test]
fn hostile_references_are_harmless_and_cheap() {
    let pieces = [
        "10.1111/",
        "10.1111/(",
        "10.1111/)",
        "10.1111.",
        "10.1111/,",
        "doi:",
        "doi:10.",
        "PMID ",
        "PMC",
        "10.1111/a ",
        "(10.1000/x",
    ];
    for piece in pieces {
        let text = piece.repeat(20_000 / piece.len());
        let begun = Instant::now();
        assert_eq!(check(&render(&text)), Ok(()));
        assert!(begun.elapsed().as_millis() < 1_000, "{piece:?} took {:?}", begun.elapsed());
    }
    for text in [
        "10.1000/\"onclick=alert(1)",
        "10.1000/<script>",
        "https://doi.org/10.1000/%22%3E%3Cscript%3E",
        "https://doi.org/10.1000/javascript:alert(1)",
        "10.1000/a\u{202e}b",
        "https://doi.org/10.1000/%00a",
        "https://doi.org/10.1000/%",
        "https://doi.org/10.1000/50%25a",
        "https://doi.org@evil.example/10.1000/a",
    ] {
        let html = render(text);
        assert_eq!(check(&html), Ok(()));
        assert!(!html.contains("<script") && !html.contains("onclick=\""), "{html}");
    }
    assert!(render("https://doi.org@evil.example/10.1000/a").contains("evil.example"));
}

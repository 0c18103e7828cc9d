//! Searching through the whole router: who finds what, and that nothing tells the others.

use crate::house::{Answer, House, Tried};
use crate::stage::{PEOPLE, Stage};
use app::form::escape;
use http::StatusCode;
use std::time::{Duration, Instant};

const DOCTORS: &[&str] = &["Pavel", "Marlow", "Prue"];
const FELLOWS: &[&str] = &["Olga", "Milo", "Cora"];

/// Words of posts, and who finds them; former words and those of withdrawn posts are found by nobody.
const WORDS: [(&str, &[&str]); 8] = [
    ("Quillfeather", DOCTORS),
    ("Marrowbone", DOCTORS),
    ("Oldsaddle", &[]),
    ("Gonewithwind", &[]),
    ("Lanternfish", FELLOWS),
    ("Tidewrack", &[]),
    ("Candlewick", FELLOWS),
    ("\"It burns\"", FELLOWS),
];

fn results(answer: &Answer) -> bool {
    answer.text().contains("id=\"found\"")
}

async fn search(house: &House, cookie: &str, query: &str) -> Tried<Answer> {
    house.get_as(cookie, &format!("/search?{query}")).await
}

#[tokio::test]
async fn words_are_found_by_those_they_are_for_and_by_nobody_else() -> Tried {
    let stage = Stage::open(true).await?;
    for name in PEOPLE {
        let cookie = stage.cookie(name);
        for (word, readers) in WORDS {
            let answer = search(&stage.house, &cookie, &format!("q={}", escape(word))).await?;
            assert_eq!(answer.status, StatusCode::OK);
            assert_eq!(results(&answer), readers.contains(&name), "{name} searches for {word}");
        }
    }
    Ok(())
}

#[tokio::test]
async fn the_page_of_a_hidden_word_is_the_page_of_a_word_that_is_not_there() -> Tried {
    let stage = Stage::open(true).await?;
    let pairs = [
        ("q=Quillfeather", "q=Quellfaither"),
        ("q=quillfaether", "q=quollfaither"),
        ("q=open&forum=difficult-cases", "q=open&forum=difficult-casks"),
        ("q=case&author=Pavel&forum=cardiology", "q=case&author=Nobod&forum=cardiology"),
        ("q=%22Low+tide%22", "q=%22Law+tode%22"),
    ];
    for name in ["Gus", "Stella", "Hedda"] {
        let cookie = stage.cookie(name);
        for (hidden, absent) in pairs {
            let (one, other) = (search(&stage.house, &cookie, hidden).await?, search(&stage.house, &cookie, absent).await?);
            assert_eq!((one.status, one.headers.len()), (other.status, other.headers.len()));
            let words = |query: &str| {
                query
                    .split('&')
                    .filter_map(|pair| pair.split_once('='))
                    .map(|(_, value)| value.replace('+', " ").replace("%22", ""))
                    .collect::<Vec<_>>()
            };
            let neutral = |answer: &Answer, query: &str| {
                words(query).iter().fold(answer.text(), |text, word| text.replace(word.as_str(), "…"))
            };
            assert_eq!(neutral(&one, hidden), neutral(&other, absent), "{name}: {hidden}");
            assert!(!results(&one), "{name}: {hidden}");
        }
    }
    Ok(())
}

#[tokio::test]
async fn a_hidden_word_takes_no_longer_than_an_absent_one() -> Tried {
    let stage = Stage::open(true).await?;
    for name in ["Gus", "Stella"] {
        let cookie = stage.cookie(name);
        let mut times = [Vec::new(), Vec::new()];
        for _ in 0..120 {
            for (query, times) in ["q=quillfeather", "q=quellfaither"].into_iter().zip(&mut times) {
                let began = Instant::now();
                let answer = search(&stage.house, &cookie, query).await?;
                times.push(began.elapsed());
                assert!(!results(&answer));
            }
        }
        let [hidden, absent] = times.map(|mut times| {
            times.sort_unstable();
            // The quick ones: a busy machine makes a look slower, and none quicker than it is.
            times[times.len() / 10]
        });
        let chance = Duration::from_millis(2).max(absent / 10);
        assert!(hidden.abs_diff(absent) < chance, "{name}: {hidden:?} and {absent:?}");
    }
    Ok(())
}

#[tokio::test]
async fn whatever_is_asked_gets_an_answer() -> Tried {
    let stage = Stage::open(true).await?;
    let long = format!("q={}", "heart+%22".repeat(2_000));
    for query in [
        "q=%22",
        "q=*",
        "q=NEAR(",
        "q=a:b",
        "q=%5E",
        "q=-heart",
        "q=%F0%9F%98%80",
        "q=%E2%80%AE%D7%A7",
        "q=%00",
        "q=%FF",
        "q=a%20OR%20",
        "q=)",
        "q=facets:qa3",
        "q=x&page=999999999",
        "q=x&page=-1",
        "q=x&kind=nonsense",
        "q=x&order=%00",
        "q=x&image=maybe",
        "from=",
        "q=&q=x",
        long.as_str(),
        "q=question&from=1993-01-01&until=2199-12-31",
        "until=1900-01-01",
    ] {
        let answer = search(&stage.house, "", query).await?;
        // The longest address that is answered has 2,048 characters; a browser's field ends long before.
        let too_long = query.len() > 2_000 && answer.status.as_u16() == 414;
        assert!(too_long || matches!(answer.status.as_u16(), 200 | 404), "{query}: {}", answer.status);
    }
    for query in
        ["from=yesterday", "q=x&until=2026-02-30", "from=2026-02-02&until=2026-02-01", "from=0001-01-01", "from=99999-01-01"]
    {
        let answer = search(&stage.house, "", query).await?;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{query}");
        assert!(answer.text().contains("-error\""), "{query} is told beside its field");
    }
    Ok(())
}

#[tokio::test]
async fn a_search_is_kept_nowhere_and_has_its_limit() -> Tried {
    let house = House::open().await?;
    let first = house.get("/search?q=patient").await?;
    assert_eq!(first.headers.get("cache-control").and_then(|value| value.to_str().ok()), Some("no-store"));
    assert!(first.text().contains("noindex"));
    let mut last = first.status;
    for n in 0..40 {
        last = house.get(&format!("/search?q=word{n}")).await?.status;
    }
    assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
    let told = house.get("/search?q=word").await?;
    assert!(
        told.text().contains("a little too often") && told.text().contains("value=\"word\""),
        "kindly, and what was typed stays"
    );
    assert_eq!(house.get("/search").await?.status, StatusCode::OK, "the page itself has no limit");
    Ok(())
}

#[tokio::test]
async fn the_box_is_on_every_page_and_the_help_answers_too() -> Tried {
    let house = House::open().await?;
    for path in ["/", "/forums", "/help", "/login", "/search?q=padlock", "/nothing-here"] {
        let page = house.get(path).await?.text();
        assert!(page.contains("id=\"search-box\""), "{path}");
    }
    let found = house.get("/search?q=patient+confidentiality").await?.text();
    assert!(found.contains("From the help") && found.contains("/help/confidentiality"));
    assert!(!found.contains("<script"), "guests load no scripts");
    Ok(())
}

#[tokio::test]
async fn editors_keep_the_list_and_bad_lines_are_told_by_number() -> Tried {
    let house = House::at("http://localhost:3000", true, None).await?;
    let editor = house.sign_in("edie").await.or(house.sign_in("hedda").await)?;
    let page = house.get_as(&editor, "/desk/synonyms").await?;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text().contains("myocardial infarction; heart attack"));
    let wrong = house.post_as(&editor, "/desk/synonyms", "words=MI%3B+heart+attack%0Aalone").await?;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text().contains("Line 2 needs at least two words") && wrong.text().contains("alone"));
    let kept = house.post_as(&editor, "/desk/synonyms", "words=MI%3B+heart+attack%0Aa%3Cb%3B+c").await?;
    assert_eq!(kept.status, StatusCode::SEE_OTHER);
    assert!(house.get_as(&editor, "/desk/synonyms").await?.text().contains("a&lt;b; c"));
    Ok(())
}

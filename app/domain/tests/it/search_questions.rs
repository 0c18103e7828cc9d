//! Real questions to a real archive: does the right thread come first?

use domain::cast::{OPEN, world};
use domain::import::run::import;
use domain::search::find;
use std::path::Path;
use types::search::Wish;

const QUESTIONS: &str = include_str!("../data/search_questions.tsv");
/// Of twenty questions, so many must find the right thread first, and so many among the first five.
const FIRST: usize = 16;
const AMONG_FIVE: usize = 19;

#[tokio::test]
async fn real_questions_find_their_threads_in_a_real_archive() {
    let archive = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/sci.med.mbox");
    if !archive.exists() {
        println!("skipped: the archive {} is not here", archive.display());
        return;
    }
    let w = world().await.unwrap();
    import(&w.db, &archive, OPEN, |_, _, _| {}).await.unwrap();
    let (mut first, mut among, mut all, mut told) = (0, 0, 0, Vec::new());
    for (question, right) in QUESTIONS.lines().filter_map(|line| line.split_once('\t')) {
        let wish = Wish { words: question.to_owned(), page: 1, ..Wish::default() };
        let found = find::find(&w.db, &w.gus, &wish).await.unwrap();
        let titles: Vec<String> =
            found.hits.iter().map(|hit| hit.title.iter().map(|part| part.text.as_str()).collect::<String>()).collect();
        let place = titles.iter().position(|title| title.trim() == right);
        all += 1;
        first += usize::from(place == Some(0));
        among += usize::from(place.is_some_and(|place| place < 5));
        if place != Some(0) {
            told.push(format!("{question}: {right:?} at {place:?} after {:?}", titles.iter().take(3).collect::<Vec<_>>()));
        }
    }
    println!("{first} of {all} first, {among} among five\n{}", told.join("\n"));
    assert!(all >= 20);
    assert!(first * 20 >= all * FIRST && among * 20 >= all * AMONG_FIVE, "{}", told.join("\n"));
}

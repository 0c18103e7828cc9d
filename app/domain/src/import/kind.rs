use types::forums::Kind;

/// Words with which a question begins.
const ASKING: [&str; 24] = [
    "any",
    "anybody",
    "anyone",
    "are",
    "can",
    "could",
    "do",
    "does",
    "has",
    "have",
    "help",
    "how",
    "is",
    "looking",
    "question",
    "questions",
    "seeking",
    "should",
    "what",
    "when",
    "where",
    "which",
    "who",
    "why",
];
/// Words that ask wherever they stand.
const WANTING: [&str; 7] = ["advice", "info", "information", "needed", "question", "wanted", "whats"];

/// Whether a title asks something: nobody chose the kind of an imported thread.
pub(super) fn of(title: &str) -> Kind {
    let folded = title.to_lowercase().replace(['\'', '\u{2019}'], "");
    let mut words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let asks = folded.trim_end().ends_with('?')
        || words.clone().next().is_some_and(|word| ASKING.contains(&word))
        || words.any(|word| WANTING.contains(&word));
    if asks { Kind::Question } else { Kind::Discussion }
}

#[cfg(test)]
mod tests {
    use super::{Kind, of};

    #[test]
    fn titles_that_ask_are_questions() {
        for title in
            ["Is MSG sensitivity superstition?", "Anyone with lupus", "Info on Lyme disease", "Oncologist WANTED", "What's up"]
        {
            assert_eq!(of(title), Kind::Question, "{title}");
        }
        for title in ["Blood pressure and salt", "Informal notes", "Isabel's answer", "???  no", ""] {
            assert_eq!(of(title), Kind::Discussion, "{title}");
        }
    }
}

//! What a person has typed into the search box: words, "exact phrases", and -what-is-to-be-left-out. Everything else is text, so
//! that nothing anybody types is an error.

use super::words::folded;

/// Words and phrases that are looked for; more are left out.
pub(crate) const MOST_TERMS: usize = 32;
/// Characters that are read.
const MOST_CHARS: usize = 1_000;
/// Words of one phrase.
const MOST_WORDS: usize = 32;

/// One word, or a phrase of several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Term {
    pub(crate) words: Vec<String>,
    /// Within speech marks: neither other forms nor synonyms.
    pub(crate) exact: bool,
}

/// What is to be found and what is not.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Query {
    pub(crate) with: Vec<Term>,
    pub(crate) without: Vec<Term>,
    pub(crate) remarks: Vec<&'static str>,
}

/// Reads what was typed.
pub(crate) fn query(typed: &str) -> Query {
    let mut query = Query::default();
    let kept: String = typed.chars().take(MOST_CHARS).map(|c| if c.is_control() { ' ' } else { c }).collect();
    let mut many = typed.chars().nth(MOST_CHARS).is_some();
    // A word that was cut off is another word.
    let whole = if many { kept.rfind(' ').map_or(kept.as_str(), |end| &kept[..end]) } else { kept.as_str() };
    for piece in pieces(whole) {
        many |= query.take(&piece);
    }
    if many {
        query.remarks.push("That was more than we can look for at once, so the first 32 words and phrases were used.");
    }
    if query.with.is_empty() && !query.without.is_empty() {
        query.remarks.push("Add a word to look for: a minus sign only says what to leave out.");
    }
    query
}

impl Query {
    /// Puts a piece where it belongs; whether it was one too many.
    fn take(&mut self, piece: &Piece) -> bool {
        let words = folded(piece.text);
        if words.is_empty() {
            return false;
        }
        let terms = if piece.exact || piece.without || words.len() == 1 { vec![words] } else { joined(words) };
        for mut words in terms {
            if self.with.len() + self.without.len() >= MOST_TERMS {
                return true;
            }
            let many = words.len() > MOST_WORDS;
            words.truncate(MOST_WORDS);
            let list = if piece.without { &mut self.without } else { &mut self.with };
            let term = Term { words, exact: piece.exact };
            if !list.contains(&term) {
                list.push(term);
            }
            if many {
                return true;
            }
        }
        false
    }
}

/// `beta-blocker` is looked for as it stands; of `patient's` the s is dropped.
fn joined(mut words: Vec<String>) -> Vec<Vec<String>> {
    if words.len() == 2 && words[1] == "s" {
        words.truncate(1);
    }
    vec![words]
}

struct Piece<'t> {
    text: &'t str,
    exact: bool,
    without: bool,
}

fn is_mark(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '＂')
}

/// Words and phrases in the order in which they stand; a mark that is never closed opens nothing.
fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    loop {
        rest = rest.trim_start();
        let Some(first) = rest.chars().next() else { return pieces };
        let minus = matches!(first, '-' | '−' | '–') && rest.chars().nth(1).is_some_and(|c| c.is_alphanumeric() || is_mark(c));
        let body = if minus { &rest[first.len_utf8()..] } else { rest };
        let marked = body.chars().next().filter(|c| is_mark(*c));
        let phrase = marked.and_then(|mark| {
            let inside = &body[mark.len_utf8()..];
            let end = inside.find(is_mark)?;
            Some((&inside[..end], &inside[end..]))
        });
        let (text, exact, after) = match phrase {
            Some((inside, closing)) => (inside, true, closing.trim_start_matches(is_mark)),
            None => {
                let from = marked.map_or(0, char::len_utf8);
                let end = body[from..].find(|c: char| c.is_whitespace() || is_mark(c)).map_or(body.len(), |at| at + from);
                (&body[from..end], false, &body[end..])
            }
        };
        pieces.push(Piece { text, exact, without: minus });
        rest = after;
    }
}

/// Words that make a question and say nothing of what it is about.
pub(crate) const SMALL: [&str; 77] = [
    "a", "about", "after", "am", "an", "and", "any", "anybody", "anyone", "are", "as", "at", "be", "been", "but", "by", "can",
    "could", "did", "do", "does", "for", "from", "get", "had", "has", "have", "he", "her", "his", "how", "i", "if", "in", "into",
    "is", "it", "its", "me", "my", "no", "not", "of", "on", "or", "our", "should", "so", "some", "that", "the", "their", "them",
    "there", "these", "they", "this", "those", "to", "was", "we", "were", "what", "when", "where", "which", "who", "whom", "why",
    "will", "with", "would", "you", "your", "she", "than", "then",
];

#[cfg(test)]
mod tests {
    use super::{MOST_TERMS, Query, query};

    fn read(typed: &str) -> (Vec<String>, Vec<String>) {
        let words = |terms: &[super::Term]| {
            terms
                .iter()
                .map(|term| if term.exact { format!("[{}]", term.words.join(" ")) } else { term.words.join(" ") })
                .collect()
        };
        let Query { with, without, .. } = query(typed);
        (words(&with), words(&without))
    }

    #[test]
    fn words_phrases_and_what_to_leave_out() {
        let with = |list: &[&str]| list.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        assert_eq!(read("chest pain"), (with(&["chest", "pain"]), vec![]));
        assert_eq!(read("“chest pain” -\"heart attack\" −MI"), (with(&["[chest pain]"]), with(&["[heart attack]", "mi"])));
        assert_eq!(read("\"chest\npain\"x"), (with(&["[chest pain]", "x"]), vec![]));
        assert_eq!(
            read("what is the patient’s beta-blocker?"),
            (with(&["what", "is", "the", "patient", "beta blocker"]), vec![])
        );
        assert_eq!(read("who is it"), (with(&["who", "is", "it"]), vec![]));
        assert_eq!(read("a \"never closed"), (with(&["a", "never", "closed"]), vec![]));
    }

    #[test]
    fn whatever_is_typed_can_be_read() {
        for typed in ["", "-", "\"", "\"\"", "* NEAR( ^ :", "\0", "😀", "-😀", "--x", "a:b", "-\"", "“”„"] {
            let _ = query(typed);
        }
        let many = query(&"word1 w2 ".repeat(10_000));
        assert!(many.remarks.len() == 1 && many.with.len() == 2);
        let many = query(&(0..200).map(|n| format!("w{n} ")).collect::<String>());
        assert_eq!((many.with.len(), many.remarks.len()), (MOST_TERMS, 1));
    }

    #[test]
    fn what_is_only_left_out_is_answered_with_a_hint() {
        let only = query("-heart");
        assert!(only.with.is_empty() && only.remarks[0].contains("minus"));
    }
}

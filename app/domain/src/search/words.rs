//! Words as the index knows them: small letters, without accents.

/// A letter as the index folds it (FTS5's `unicode61 remove_diacritics 2`): small, and Latin ones without their marks.
fn fold(c: char, into: &mut String) {
    if c.is_ascii() {
        into.push(c.to_ascii_lowercase());
        return;
    }
    for small in c.to_lowercase() {
        let latin = ('\u{c0}'..'\u{180}').contains(&small) || ('\u{1e00}'..'\u{1f00}').contains(&small);
        // Letters of their own, which the index keeps.
        let latin = latin && !"øđłħŧıĸŋðſß".contains(small);
        let mut plain = latin.then(|| deunicode::deunicode_char(small)).flatten().unwrap_or_default().chars();
        match (plain.next(), plain.next()) {
            (Some(letter), None) => into.push(letter.to_ascii_lowercase()),
            _ => into.push(small),
        }
    }
}

/// Whether a character stands within words; accents written behind their letter do, and do not count.
fn is_accent(c: char) -> bool {
    ('\u{300}'..'\u{370}').contains(&c)
}

/// A word of a text, with the place where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Word {
    pub(crate) folded: String,
    pub(crate) from: usize,
    pub(crate) until: usize,
}

/// The words of a text in their order.
pub(crate) fn words(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut open = false;
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        if is_accent(c) {
            if let Some(word) = words.last_mut().filter(|_| open) {
                word.until = end;
            }
            continue;
        }
        if !c.is_alphanumeric() {
            open = false;
            continue;
        }
        if !open {
            words.push(Word { folded: String::new(), from: at, until: end });
            open = true;
        }
        if let Some(word) = words.last_mut() {
            fold(c, &mut word.folded);
            word.until = end;
        }
    }
    words
}

/// The folded words of a short text.
pub(crate) fn folded(text: &str) -> Vec<String> {
    words(text).into_iter().map(|word| word.folded).collect()
}

#[cfg(test)]
mod tests {
    use super::{folded, words};

    #[test]
    fn words_are_folded_as_the_index_folds_them() {
        assert_eq!(folded("Menière’s β-Blocker, 2nd\u{a0}ŒDEMA"), ["meniere", "s", "β", "blocker", "2nd", "œdema"]);
        assert_eq!(folded("e\u{301}te\u{301}"), ["ete"]);
        assert!(folded("😀 -- ***").is_empty());
    }

    #[test]
    fn a_word_knows_where_it_stands() {
        let text = "a Ménière b";
        let word = &words(text)[1];
        assert_eq!(&text[word.from..word.until], "Ménière");
    }
}

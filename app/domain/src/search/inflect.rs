//! The forms of one word: how it is written for several, and while it is being done. What is not sure is left alone; a form that
//! nobody writes finds nothing and does no harm.

/// A word and its other forms, the word itself first.
pub(crate) fn forms(word: &str) -> Vec<String> {
    let mut forms = vec![word.to_owned()];
    let plain = word.len() >= 4 && word.bytes().all(|byte| byte.is_ascii_lowercase());
    if plain {
        for base in bases(word) {
            add(&mut forms, plural(&base));
            add_deeds(&mut forms, &base);
            add(&mut forms, base);
        }
    }
    forms
}

fn add(forms: &mut Vec<String>, form: String) {
    if !forms.contains(&form) {
        forms.push(form);
    }
}

/// What the word may be a form of; itself among them.
fn bases(word: &str) -> Vec<String> {
    let cut = |end: &str, fewest: usize| word.strip_suffix(end).filter(|stem| stem.len() >= fewest);
    let mut bases = vec![word.to_owned()];
    if let Some(stem) = cut("ies", 3) {
        bases.push(format!("{stem}y"));
    } else if let Some(stem) = cut("es", 3).filter(|stem| hisses(stem)) {
        bases.push(stem.to_owned());
        bases.push(format!("{stem}e"));
    } else if let Some(stem) = cut("s", 3).filter(|stem| !stem.ends_with(['s', 'u', 'i'])) {
        bases.push(stem.to_owned());
    }
    for end in ["ing", "ed"] {
        if let Some(stem) = cut(end, 4) {
            bases.push(single(stem).to_owned());
            bases.push(format!("{stem}e"));
        }
    }
    bases
}

fn hisses(stem: &str) -> bool {
    ["s", "x", "z", "ch", "sh"].iter().any(|end| stem.ends_with(end))
}

/// `stopp` of `stopping` is `stop`; `bless` and `fall` stay.
fn single(stem: &str) -> &str {
    let bytes = stem.as_bytes();
    match bytes {
        [.., a, b] if a == b && !b"aeiousl".contains(b) => &stem[..stem.len() - 1],
        _ => stem,
    }
}

fn plural(base: &str) -> String {
    if hisses(base) {
        return format!("{base}es");
    }
    match base.strip_suffix('y') {
        Some(stem) if !stem.ends_with(['a', 'e', 'o', 'u']) => format!("{stem}ies"),
        _ => format!("{base}s"),
    }
}

fn add_deeds(forms: &mut Vec<String>, base: &str) {
    if base.ends_with("ing") || (base.ends_with("ed") && !base.ends_with("eed")) || base.ends_with('s') {
        return;
    }
    let stem = base.strip_suffix('e').unwrap_or(base);
    add(forms, format!("{stem}ing"));
    add(forms, format!("{stem}ed"));
}

#[cfg(test)]
mod tests {
    use super::forms;

    #[test]
    fn one_and_many_find_each_other() {
        for (one, other) in [
            ("stone", "stones"),
            ("biopsies", "biopsy"),
            ("rashes", "rash"),
            ("injections", "injection"),
            ("disease", "diseases"),
        ] {
            assert!(forms(one).contains(&other.to_owned()), "{one} does not find {other}: {:?}", forms(one));
            assert!(forms(other).contains(&one.to_owned()), "{other} does not find {one}: {:?}", forms(other));
        }
    }

    #[test]
    fn what_is_done_and_its_doing_find_each_other() {
        for (one, other) in [("bleed", "bleeding"), ("infected", "infect"), ("stopping", "stop"), ("freezing", "freeze")] {
            assert!(forms(one).contains(&other.to_owned()), "{one} does not find {other}: {:?}", forms(one));
        }
    }

    #[test]
    fn short_and_foreign_words_stay_as_they_are() {
        for word in ["mi", "gas", "hiv", "ärzte", "b12"] {
            assert_eq!(forms(word), [word]);
        }
        assert!(!forms("virus").contains(&"viru".to_owned()));
        assert!(!forms("abscess").contains(&"absces".to_owned()));
        assert!(!forms("arthritis").contains(&"arthriti".to_owned()));
    }
}

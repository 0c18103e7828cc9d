//! References to papers: a pasted DOI, PMID or PMC number becomes a link with its identifier. Nobody is asked whether it exists.

/// The longest identifier that is read as one.
const LONGEST: usize = 200;
/// Digits that a DOI without a letter and without `doi:` needs, so that months and ratios stay what they are.
const FEWEST_DIGITS: usize = 8;

/// A paper that a text names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// Where it is found.
    pub url: String,
    /// Its identifier, as it is shown.
    pub words: String,
}

impl Reference {
    fn doi(doi: &str) -> Self {
        Self { url: format!("https://doi.org/{}", encoded(doi)), words: format!("doi:{doi}") }
    }

    fn pubmed(number: &str) -> Self {
        Self { url: format!("https://pubmed.ncbi.nlm.nih.gov/{number}/"), words: format!("PMID {number}") }
    }

    fn pmc(number: &str) -> Self {
        Self { url: format!("https://pmc.ncbi.nlm.nih.gov/articles/PMC{number}/"), words: format!("PMC{number}") }
    }
}

/// The reference that begins at `at` and its length. The text may go on before it with `before`.
pub fn starting(text: &str, at: usize, before: char) -> Option<(usize, Reference)> {
    let rest = &text[at..];
    if !matches!(rest.as_bytes().first()?, b'1' | b'd' | b'D' | b'p' | b'P') || joins(before) {
        return None;
    }
    if let Some((length, doi)) = doi(rest) {
        let bare = doi.bytes().any(|byte| byte.is_ascii_alphabetic())
            || doi.split_once('/').is_some_and(|(_, suffix)| digits(suffix) >= FEWEST_DIGITS);
        return bare.then(|| (length, Reference::doi(doi)));
    }
    labelled(rest)
}

/// The reference that a bare address leads to.
pub fn behind(url: &str) -> Option<Reference> {
    let after_scheme = strip(url, "https://").or_else(|| strip(url, "http://"))?;
    let address = strip(after_scheme, "www.").unwrap_or(after_scheme);
    let address = address.split(['?', '#']).next()?;
    if let Some(path) = strip(address, "doi.org/").or_else(|| strip(address, "dx.doi.org/")) {
        let path = decoded(path)?;
        return doi(&path).filter(|(length, _)| *length == path.len()).map(|(_, doi)| Reference::doi(doi));
    }
    let numbered = |path: &str| {
        let number = path.strip_suffix('/').unwrap_or(path);
        (number_length(number, 1)? == number.len()).then(|| number.to_owned())
    };
    if let Some(path) = strip(address, "pubmed.ncbi.nlm.nih.gov/").or_else(|| strip(address, "ncbi.nlm.nih.gov/pubmed/")) {
        return numbered(path).map(|number| Reference::pubmed(&number));
    }
    let path =
        strip(address, "pmc.ncbi.nlm.nih.gov/articles/pmc").or_else(|| strip(address, "ncbi.nlm.nih.gov/pmc/articles/pmc"))?;
    numbered(path).map(|number| Reference::pmc(&number))
}

/// `doi:10.…`, `doi.org/10.…`, `PMID: 7`, `PMC12345` and their like.
fn labelled(rest: &str) -> Option<(usize, Reference)> {
    for label in ["doi.org/", "dx.doi.org/", "doi"] {
        let Some(after) = strip(rest, label) else { continue };
        let after = if label == "doi" { spaced(after) } else { after };
        if let Some((length, doi)) = doi(after) {
            return Some((rest.len() - after.len() + length, Reference::doi(doi)));
        }
    }
    if let Some(after) = strip(rest, "pubmed.ncbi.nlm.nih.gov/").or_else(|| strip(rest, "pmid").map(spaced)) {
        let length = number_length(after, 1)?;
        let end = rest.len() - after.len() + length;
        let slash = usize::from(strip(rest, "pubmed").is_some() && rest[end..].starts_with('/'));
        return Some((end + slash, Reference::pubmed(&after[..length])));
    }
    let named = strip(rest, "pmcid").map_or(rest, spaced);
    let after = named.strip_prefix("PMC").or_else(|| named.strip_prefix("pmc"))?;
    let length = number_length(after, 5)?;
    Some((rest.len() - after.len() + length, Reference::pmc(&after[..length])))
}

/// What stands after a label: at most one colon and one space.
fn spaced(after: &str) -> &str {
    let after = after.strip_prefix(':').unwrap_or(after);
    after.strip_prefix([' ', '\u{a0}']).unwrap_or(after)
}

/// The DOI that a text begins with: `10.`, a registrant of four to nine digits, a slash, and what follows it.
fn doi(text: &str) -> Option<(usize, &str)> {
    let registrant = text.strip_prefix("10.")?;
    let first = digits(registrant);
    let prefix = registrant[first..].bytes().take(LONGEST).take_while(|byte| byte.is_ascii_digit() || *byte == b'.').count();
    let slash = "10.".len() + first + prefix;
    if !(4..=9).contains(&first) || !text[slash..].starts_with('/') {
        return None;
    }
    let may_stand = |byte: &u8| byte.is_ascii_graphic() && !b"<>\"{}|\\^`?#".contains(byte);
    let suffix = text[slash + 1..].bytes().take(LONGEST + 1).take_while(may_stand).count();
    if suffix > LONGEST {
        return None;
    }
    let doi = trimmed(&text[..slash + 1 + suffix]);
    let named = doi[slash.min(doi.len())..].bytes().any(|byte| byte.is_ascii_alphanumeric());
    named.then_some((doi.len(), doi))
}

/// Without the punctuation of the sentence around it, and without brackets that were opened outside.
fn trimmed(doi: &str) -> &str {
    let count = |c: char| doi.matches(c).count();
    let (mut round, mut square) = (count(')').saturating_sub(count('(')), count(']').saturating_sub(count('[')));
    let mut end = doi.len();
    while let Some(last) = doi[..end].chars().next_back() {
        match last {
            ')' if round > 0 => round -= 1,
            ']' if square > 0 => square -= 1,
            '.' | ',' | ';' | ':' | '!' | '\'' | '*' | '_' | '~' | '/' | '(' | '[' | '&' => {}
            _ => break,
        }
        end -= last.len_utf8();
    }
    &doi[..end]
}

/// The length of the number that a text begins with: at most nine digits, the first no nought, nothing of a word after it.
fn number_length(text: &str, fewest: usize) -> Option<usize> {
    let length = digits(text);
    let ends = !text[length..].starts_with(|c: char| c.is_alphanumeric() || c == '_');
    (length >= fewest && length <= 9 && !text.starts_with('0') && ends).then_some(length)
}

fn digits(text: &str) -> usize {
    text.bytes().take(LONGEST).take_while(u8::is_ascii_digit).count()
}

/// Whether what follows this character still belongs to a word, a number or an address.
fn joins(before: char) -> bool {
    before.is_alphanumeric() || matches!(before, '.' | '/' | '-' | '_' | '+' | '%' | '@' | '=' | '&')
}

/// The text after a beginning, whatever its case.
fn strip<'t>(text: &'t str, beginning: &str) -> Option<&'t str> {
    let head = text.get(..beginning.len())?;
    head.eq_ignore_ascii_case(beginning).then(|| &text[beginning.len()..])
}

fn encoded(doi: &str) -> String {
    doi.replace('%', "%25")
}

/// A path without its percent signs, if it is text then.
fn decoded(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let [first, after @ ..] = rest {
        rest = after;
        if *first == b'%' {
            let code = std::str::from_utf8(after.get(..2)?).ok()?;
            bytes.push(u8::from_str_radix(code, 16).ok()?);
            rest = &after[2..];
        } else {
            bytes.push(*first);
        }
    }
    String::from_utf8(bytes).ok()
}

//! The readable part of an address.

use deunicode::deunicode;

const MAX: usize = 60;

/// Turns a title into lower-case ASCII words joined by hyphens.
pub fn slug(title: &str) -> String {
    let start: String = title.chars().take(4 * MAX).collect();
    let ascii = deunicode(&start).replace('\'', "").to_ascii_lowercase();
    let mut slug = String::new();
    for word in ascii.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()) {
        let hyphen = usize::from(!slug.is_empty());
        if slug.len() + hyphen + word.len() > MAX {
            break;
        }
        slug.push_str(&"-"[..hyphen]);
        slug.push_str(word);
    }
    if !slug.is_empty() {
        return slug;
    }
    // Either nothing is left, or the very first word is too long to keep whole.
    let first: String = ascii.chars().filter(char::is_ascii_alphanumeric).take(MAX).collect();
    if first.is_empty() { "thread".to_owned() } else { first }
}

/// The same for a thread; words that its address has for something else are lengthened.
pub fn thread_slug(title: &str) -> String {
    let slug = slug(title);
    if matches!(slug.as_str(), "read" | "unread" | "move" | "merge" | "split") { format!("{slug}-thread") } else { slug }
}

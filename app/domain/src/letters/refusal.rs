//! What a mail server's answer means for a letter.

/// Why a letter was not taken, and what that means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    pub means: Means,
    /// A few words for staff, without addresses.
    pub class: String,
}

/// What a refusal means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Means {
    /// It may go well later.
    Later,
    /// This letter will never be taken.
    Never,
    /// No letter to this address will.
    Nobody,
}

impl Refusal {
    /// Something else than an answer went wrong: it may go well later.
    pub fn later(class: &str) -> Self {
        Self { means: Means::Later, class: class.to_owned() }
    }

    /// The answer of a mail server: its code and its words, of which only the enhanced code is kept.
    pub fn answered(code: u16, words: &str) -> Self {
        let enhanced = enhanced(words);
        let class = enhanced.as_ref().map_or_else(|| code.to_string(), |enhanced| format!("{code} {enhanced}"));
        Self { means: meaning(code, enhanced.as_deref(), words), class }
    }

    /// What a bounce says: its status (RFC 3463), such as 5.1.1, and the answer in which a mail server gave its reasons, such as
    /// `smtp; 550 No such user`. Only the first is kept; the second decides where the first says nothing. A letter that is
    /// refused for its words is nobody's address at fault: its words are some other member's.
    pub fn returned(status: &str, said: &str) -> Self {
        let said = said.split_once(';').map_or(said, |(_, said)| said).trim();
        let means = match status {
            "5.0.0" => match said.get(..3).and_then(|code| Some((code.parse().ok()?, said.get(4..)?))) {
                Some((code, words)) => meaning(code, enhanced(words).as_deref(), words),
                None => Means::Never,
            },
            status if status.starts_with("5.") => meaning(550, Some(status), ""),
            _ => Means::Later,
        };
        Self { means, class: status.to_owned() }
    }

    /// Why letters to the address come back, in a word that is stored with it.
    pub(crate) fn reason(&self) -> &'static str {
        let status = self.class.rsplit(' ').next().unwrap_or_default();
        match status {
            "5.1.1" | "5.1.0" | "5.1.10" | "5.1.2" | "5.1.3" | "5.1.6" => "unknown",
            "5.2.1" => "closed",
            "5.2.2" => "full",
            _ => "refused",
        }
    }
}

/// The code of RFC 3463 at the beginning of the words.
fn enhanced(words: &str) -> Option<String> {
    let first = words.split_whitespace().next()?;
    let mut parts = first.split('.');
    let (class, subject, detail) = (parts.next()?, parts.next()?, parts.next()?);
    let number = |part: &str| (1..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    let fits = matches!(class, "4" | "5") && number(subject) && number(detail) && parts.next().is_none();
    fits.then(|| first.to_owned())
}

/// Some servers refuse us, not the recipient, with the code for unknown mailboxes: then nobody's address is at fault.
const OF_US: [&str; 16] = [
    "relay",
    "spam",
    "block",
    "blacklist",
    "policy",
    "authenticat",
    "sender",
    "reputation",
    "dmarc",
    "virus",
    "malware",
    "phish",
    "content",
    "message",
    "url",
    "link",
];

fn meaning(code: u16, enhanced: Option<&str>, words: &str) -> Means {
    if code < 500 || enhanced.is_some_and(|enhanced| enhanced.starts_with('4')) {
        return Means::Later;
    }
    let low = words.to_lowercase();
    match (code, enhanced) {
        // Our own sign-in is refused: the operator puts it right.
        (530 | 534 | 535 | 538, _) => Means::Later,
        (_, Some("5.1.7" | "5.1.8" | "5.2.3")) => Means::Never,
        (_, Some(enhanced)) if enhanced.starts_with("5.1.") || enhanced.starts_with("5.2.") => Means::Nobody,
        (550 | 551 | 553 | 556, None) if !OF_US.iter().any(|word| low.contains(word)) => Means::Nobody,
        _ => Means::Never,
    }
}

#[cfg(test)]
mod tests {
    use super::{Means, Refusal};

    #[test]
    fn answers_mean_later_never_or_nobody() {
        for (code, words, means, class) in [
            (421, "4.3.2 shutting down", Means::Later, "421 4.3.2"),
            (450, "4.2.0 <a@b.example>: greylisted", Means::Later, "450 4.2.0"),
            (451, "try again", Means::Later, "451"),
            (452, "4.2.2 mailbox full", Means::Later, "452 4.2.2"),
            (535, "5.7.8 authentication failed", Means::Later, "535 5.7.8"),
            (550, "4.7.0 nearly", Means::Later, "550 4.7.0"),
            (550, "5.1.1 <a@b.example>: no such mailbox", Means::Nobody, "550 5.1.1"),
            (550, "No such user here", Means::Nobody, "550"),
            (552, "5.2.2 mailbox full", Means::Nobody, "552 5.2.2"),
            (553, "sorry, no mailbox here by that name", Means::Nobody, "553"),
            (556, "5.1.10 takes no mail", Means::Nobody, "556 5.1.10"),
            (550, "relay not permitted", Means::Never, "550"),
            (550, "Blocked by our spam filter", Means::Never, "550"),
            (550, "5.7.1 our policy", Means::Never, "550 5.7.1"),
            (553, "5.1.8 sender unknown", Means::Never, "553 5.1.8"),
            (552, "message too large", Means::Never, "552"),
            (554, "5.6.0 malformed", Means::Never, "554 5.6.0"),
            (554, "transaction failed", Means::Never, "554"),
        ] {
            let refusal = Refusal::answered(code, words);
            assert_eq!((refusal.means, refusal.class.as_str()), (means, class), "{code} {words}");
        }
    }

    #[test]
    fn no_word_of_a_server_is_kept_whatever_it_says() {
        for words in ["", "5", "5.1", "5.1.1.1 x", "5.1.x", "5.1.1234 x", "9.9.9 x", "a@b.example", "\u{0}\r\n5.1.1", "…"] {
            let class = Refusal::answered(550, words).class;
            assert!(class == "550" || class == "550 5.1.1", "{words}: {class}");
        }
    }

    #[test]
    fn the_owner_is_told_why_in_one_of_four_words() {
        for (status, said, word) in [
            ("5.1.1", "", "unknown"),
            ("5.2.1", "", "closed"),
            ("5.2.2", "smtp; 552-5.2.2 full", "full"),
            ("5.0.0", "smtp; 550 No such user here", "refused"),
            ("5.0.0", "550 5.1.1 nobody", "refused"),
        ] {
            assert_eq!(Refusal::returned(status, said).reason(), word);
            assert_eq!(Refusal::returned(status, said).means, Means::Nobody, "{status} {said}");
        }
        assert_eq!(Refusal::returned("4.4.1", "").means, Means::Later);
        assert_eq!(Refusal::answered(550, "5.1.1 x").reason(), "unknown");
    }

    #[test]
    fn what_somebody_writes_lets_no_address_rest() {
        for (status, said) in [
            ("5.7.1", "smtp; 550 5.7.1 This is spam"),
            ("5.2.3", ""),
            ("5.3.4", "smtp; 552 5.3.4 too large"),
            ("5.6.0", ""),
            ("5.0.0", ""),
            ("5.0.0", "smtp; 550 This message contains a virus"),
            ("5.0.0", "smtp; 550 5.7.1 rejected"),
            ("5.0.0", "smtp; 55\u{e9}"),
        ] {
            assert_eq!(Refusal::returned(status, said).means, Means::Never, "{status} {said}");
        }
        for words in ["Virus found", "5.7.1 Message content rejected", "This message was classified as SPAM", "5.2.3 too long"] {
            assert_eq!(Refusal::answered(550, words).means, Means::Never, "{words}");
        }
    }
}

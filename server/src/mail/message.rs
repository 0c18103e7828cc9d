use super::Trouble;
use super::html::html;
use crate::told::{Result, Told};
use domain::letters::refusal::{Means, Refusal};
use domain::letters::{Letter, Rich};
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message, MessageBuilder, MultiPart};

/// Who writes every letter.
pub struct Sender {
    from: Mailbox,
    host: String,
}

impl Sender {
    /// The sender that the operator has named, or the community of this host.
    pub fn new(named: Option<&str>, host: &str) -> Result<Self> {
        let dotted =
            if host.contains('.') && !host.starts_with('[') { host.to_owned() } else { "localhost.localdomain".to_owned() };
        let named = named.map_or_else(|| format!("doc2doc <community@{dotted}>"), str::to_owned);
        let from = named.parse::<Mailbox>().map_err(|why| {
            Told::because("The sender of mail cannot be read", why, "Give --mail-from as: doc2doc <community@example.org>")
        })?;
        let host = from.email.domain().to_owned();
        Ok(Self { from, host })
    }

    /// The letter as it goes out: one recipient, a number that stays the same however often it is tried.
    pub(super) fn message(&self, letter: &Letter) -> std::result::Result<Message, Trouble> {
        let never = |means, class: &str| Trouble::Letter(Refusal { means, class: class.to_owned() });
        let to = letter.to.parse().map_err(|_| never(Means::Nobody, "not an address"))?;
        let head = Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, to))
            .subject(one_line(&letter.subject))
            .message_id(Some(format!("<letter-{}@{}>", letter.id, self.host)))
            .raw_header(raw("Auto-Submitted", "auto-generated".to_owned()));
        let text = letter.text.clone();
        let message = match &letter.rich {
            None => head.header(ContentType::TEXT_PLAIN).body(text),
            Some(rich) => self.listed(head, rich).multipart(MultiPart::alternative_plain_html(text, html(&letter.subject, rich))),
        };
        message.map_err(|_| never(Means::Never, "cannot be written as mail"))
    }

    /// What mail programs show a discussion's letters together by, and stop them with (RFC 5322, 2919, 2369, 8058).
    fn listed(&self, head: MessageBuilder, rich: &Rich) -> MessageBuilder {
        let mut head = head.raw_header(raw("List-Id", format!("doc2doc <letters.{}>", self.host)));
        if let Some(thread) = &rich.thread {
            let thread = format!("<thread-{thread}@{}>", self.host);
            head = head.in_reply_to(thread.clone()).references(thread);
        }
        if let Some(stop) = &rich.stop {
            head = head
                .raw_header(raw("List-Unsubscribe", format!("<{}/unsubscribe/{}>", rich.origin, one_line(stop))))
                .raw_header(raw("List-Unsubscribe-Post", "List-Unsubscribe=One-Click".to_owned()));
        }
        head
    }
}

fn raw(name: &'static str, value: String) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value)
}

fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(200).collect()
}

#[cfg(test)]
mod tests {
    use super::{Sender, one_line};
    use domain::letters::Letter;

    type Tried = Result<(), Box<dyn std::error::Error + Send + Sync>>;

    #[test]
    fn a_letter_keeps_its_number_and_a_hostile_subject_stays_one_line() -> Tried {
        let sender = Sender::new(None, "doc2doc.example")?;
        let letter = Letter {
            id: 42,
            to: "a@b.example".into(),
            subject: "Hello\r\nBcc: everyone@b.example".into(),
            text: "Dear member,\n".into(),
            attempts: 1,
            about: None,
            rich: None,
        };
        let message = sender.message(&letter).map_err(|trouble| format!("{trouble:?}"))?;
        let text = String::from_utf8(message.formatted())?;
        assert!(text.contains("Message-ID: <letter-42@doc2doc.example>"), "{text}");
        assert!(text.contains("Auto-Submitted: auto-generated"), "{text}");
        assert!(!text.contains("\nBcc:") && !text.contains("List-"), "{text}");
        assert_eq!(one_line("a\r\nb\u{7}"), "a  b ");
        Ok(())
    }
}

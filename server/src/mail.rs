use crate::told::{Result, Told};
use domain::clock::Clock;
use domain::letters::Letter;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message};
use lettre::{AsyncSmtpTransport, AsyncTransport, Tokio1Executor};
use std::path::{Path, PathBuf};

/// Where letters go: to a mail server, or into a folder.
pub enum Post {
    Server { smtp: Box<AsyncSmtpTransport<Tokio1Executor>>, sender: Sender },
    Folder { folder: PathBuf, sender: Sender, clock: Clock },
}

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
    fn message(&self, letter: &Letter) -> std::result::Result<Message, Box<dyn std::error::Error + Send + Sync>> {
        let automatic = HeaderValue::new(HeaderName::new_from_ascii_str("Auto-Submitted"), "auto-generated".to_owned());
        let message = Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, letter.to.parse()?))
            .subject(one_line(&letter.subject))
            .message_id(Some(format!("<letter-{}@{}>", letter.id, self.host)))
            .raw_header(automatic)
            .header(ContentType::TEXT_PLAIN)
            .body(letter.text.clone())?;
        Ok(message)
    }
}

impl Post {
    /// A mail server by its URL; TLS is required and its certificate verified, but for a server on this machine.
    pub fn server(url: &str, sender: Sender) -> Result<Self> {
        let next = "Write it as smtps://user:password@host or smtp://user:password@host:587?tls=required.";
        if !is_private(url) {
            return Err(Told(format!("The mail server's URL would send passwords and letters in the open. {next}")));
        }
        // The library's own words may repeat the URL, and with it the password.
        let smtp = AsyncSmtpTransport::<Tokio1Executor>::from_url(url)
            .map_err(|_| Told(format!("The mail server's URL cannot be read. {next}")))?
            .timeout(Some(std::time::Duration::from_secs(20)))
            .build();
        Ok(Self::Server { smtp: Box::new(smtp), sender })
    }

    /// A folder into which letters are written as `.eml` files.
    pub fn folder(folder: &Path, sender: Sender, clock: Clock) -> Result<Self> {
        std::fs::create_dir_all(folder).map_err(|why| {
            Told::because(
                &format!("The folder {} cannot be made", folder.display()),
                why,
                "Give this user the right to write there.",
            )
        })?;
        Ok(Self::Folder { folder: folder.to_owned(), sender, clock })
    }

    /// Sends one letter.
    pub async fn send(&self, letter: &Letter) -> std::result::Result<(), Box<dyn std::error::Error + Send + Sync>> {
        match self {
            Self::Server { smtp, sender } => {
                smtp.send(sender.message(letter)?).await?;
            }
            Self::Folder { folder, sender, clock } => {
                let bytes = sender.message(letter)?.formatted();
                let name = file_name(letter, clock);
                let half = folder.join(format!("{name}.part"));
                write_private(&half, &bytes).await?;
                tokio::fs::rename(&half, folder.join(name)).await?;
            }
        }
        Ok(())
    }
}

/// Letters hold links that are good as passwords.
async fn write_private(file: &Path, bytes: &[u8]) -> std::io::Result<()> {
    use tokio::io::AsyncWriteExt;
    let mut made = tokio::fs::OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(file).await?;
    made.write_all(bytes).await?;
    made.sync_all().await
}

/// Sorted by time and readable, such as `20260930-101500.123-a-new-password-81620.eml`.
fn file_name(letter: &Letter, clock: &Clock) -> String {
    let time = jiff::Timestamp::from_millisecond(clock.now()).unwrap_or_default().strftime("%Y%m%d-%H%M%S%.3f").to_string();
    let subject = letter.subject.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' });
    let subject = subject.take(40).collect::<String>();
    format!("{time}-{}-{}.eml", subject.trim_matches('-'), letter.id % 100_000)
}

fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(200).collect()
}

fn is_private(url: &str) -> bool {
    let query = url.rsplit_once('?').map_or("", |(_, query)| query);
    if url.starts_with("smtps://") || query.split('&').any(|part| part == "tls=required") {
        return true;
    }
    let rest = url.strip_prefix("smtp://").unwrap_or_default();
    let authority = rest.split(['/', '?']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    ["localhost", "127.0.0.1", "[::1]"]
        .iter()
        .any(|here| host == *here || host.strip_prefix(here).is_some_and(|port| port.starts_with(':')))
}

#[cfg(test)]
mod tests {
    use super::{Sender, is_private, one_line};
    use domain::letters::Letter;

    #[test]
    fn letters_go_in_the_open_only_within_this_machine() {
        for good in
            ["smtps://u:p@mail.example", "smtp://mail.example:587?tls=required", "smtp://localhost:2525", "smtp://u:p@127.0.0.1"]
        {
            assert!(is_private(good), "{good}");
        }
        for bad in [
            "smtp://mail.example",
            "smtp://mail.example?tls=opportunistic",
            "smtp://u:tls=required@mail.example",
            "smtp://localhost.example",
            "http://localhost",
            "",
        ] {
            assert!(!is_private(bad), "{bad}");
        }
    }

    #[test]
    fn a_letter_keeps_its_number_and_a_hostile_subject_stays_one_line() -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
        let sender = Sender::new(None, "doc2doc.example")?;
        let letter = Letter {
            id: 42,
            to: "a@b.example".into(),
            subject: "Hello\r\nBcc: everyone@b.example".into(),
            text: "Dear member,\n".into(),
            attempts: 1,
            about: None,
        };
        let text = String::from_utf8(sender.message(&letter)?.formatted())?;
        assert!(text.contains("Message-ID: <letter-42@doc2doc.example>"), "{text}");
        assert!(text.contains("Auto-Submitted: auto-generated"), "{text}");
        assert!(!text.contains("\nBcc:"), "{text}");
        assert_eq!(one_line("a\r\nb\u{7}"), "a  b ");
        Ok(())
    }
}

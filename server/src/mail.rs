//! Letters leave: to a mail server, or into a folder.

pub mod bounce;
mod html;
mod message;

pub use message::Sender;

use crate::told::{Result, Told};
use domain::clock::Clock;
use domain::letters::Letter;
use domain::letters::refusal::{Means, Refusal};
use lettre::{AsyncSmtpTransport, AsyncTransport, Tokio1Executor};
use std::path::{Path, PathBuf};
use std::time::Duration;
use tokio::time::timeout;

/// How long a mail server may take for one answer, and for a whole letter.
const ANSWER_WITHIN: Duration = Duration::from_secs(20);
const LETTER_WITHIN: Duration = Duration::from_secs(60);

/// Where letters go: to a mail server, or into a folder.
pub enum Post {
    Server { smtp: Box<AsyncSmtpTransport<Tokio1Executor>>, sender: Sender },
    Folder { folder: PathBuf, sender: Sender, clock: Clock },
}

/// Why a letter was not sent.
#[derive(Debug)]
pub enum Trouble {
    /// No letter can be sent at the moment.
    Away(&'static str),
    /// This one was not taken.
    Letter(Refusal),
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
            .timeout(Some(ANSWER_WITHIN))
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
    pub async fn send(&self, letter: &Letter) -> std::result::Result<(), Trouble> {
        match self {
            Self::Server { smtp, sender } => {
                let message = sender.message(letter)?;
                let refusal = match timeout(LETTER_WITHIN, smtp.send(message)).await {
                    Ok(Ok(_)) => return Ok(()),
                    Ok(Err(error)) => refusal(&error),
                    Err(_) => Refusal::later("no answer in time"),
                };
                // Does the server refuse this letter, or everything we say?
                match timeout(ANSWER_WITHIN, smtp.test_connection()).await {
                    Ok(Ok(true)) => Err(Trouble::Letter(refusal)),
                    Ok(_) => Err(Trouble::Away("the mail server cannot be used")),
                    Err(_) => Err(Trouble::Away("the mail server does not answer")),
                }
            }
            Self::Folder { folder, sender, clock } => {
                let bytes = sender.message(letter)?.formatted();
                let name = file_name(letter, clock);
                let half = folder.join(format!("{name}.part"));
                let written = async {
                    write_private(&half, &bytes).await?;
                    tokio::fs::rename(&half, folder.join(name)).await
                };
                written.await.map_err(|error| {
                    tracing::warn!(%error, "a letter could not be written");
                    Trouble::Away("the folder for mail cannot be written")
                })
            }
        }
    }
}

/// What an error means for the letter; the server's words may name addresses, so they are not kept.
fn refusal(error: &lettre::transport::smtp::Error) -> Refusal {
    let words = std::error::Error::source(error).map(ToString::to_string).unwrap_or_default();
    match error.status() {
        Some(code) => Refusal::answered(u16::from(code), &words),
        None if error.is_client() => Refusal { means: Means::Never, class: "cannot be written as mail".to_owned() },
        None if error.is_timeout() => Refusal::later("no answer in time"),
        None => Refusal::later("the connection broke"),
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
    use super::is_private;

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
}

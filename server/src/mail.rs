//! Letters leave: to a mail server, or into a folder.

pub mod bounce;
mod html;
mod line;
mod message;

pub use line::Line;
pub use message::Sender;

use crate::told::{Result, Told};
use domain::clock::Clock;
use domain::letters::Letter;
use domain::letters::refusal::Refusal;
use std::path::{Path, PathBuf};

/// Where letters go: to a mail server, or into a folder.
pub enum Post {
    Server { line: Box<Line>, sender: Sender },
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
        Ok(Self::Server { line: Box::new(Line::to(url)?), sender })
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
            Self::Server { line, sender } => line.send(sender.message(letter)?).await,
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

use super::Trouble;
use crate::told::{Result, Told};
use domain::letters::refusal::{Means, Refusal};
use lettre::transport::smtp::{AsyncSmtpTransportBuilder, Error};
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use tokio::time::timeout;

/// How long a mail server may take to be there.
const ANSWER_WITHIN: Duration = Duration::from_secs(20);
/// And for a whole letter. After its end alone a server may take ten minutes (RFC 5321, 4.5.3.2.6), and whoever hangs up before
/// may send it twice; but all other letters wait behind it.
const LETTER_WITHIN: Duration = Duration::from_secs(3 * 60);

/// The line to a mail server.
pub struct Line {
    builder: AsyncSmtpTransportBuilder,
    open: Mutex<AsyncSmtpTransport<Tokio1Executor>>,
    letter_within: Duration,
}

impl Line {
    /// The line to the server at this URL; nothing is said on it yet.
    pub fn to(url: &str) -> Result<Self> {
        let next = "Write it as smtps://user:password@host or smtp://user:password@host:587?tls=required.";
        if !is_private(url) {
            return Err(Told(format!("The mail server's URL would send passwords and letters in the open. {next}")));
        }
        // The library's own words may repeat the URL, and with it the password.
        let builder = AsyncSmtpTransport::<Tokio1Executor>::from_url(url)
            .map_err(|_| Told(format!("The mail server's URL cannot be read. {next}")))?
            .timeout(Some(ANSWER_WITHIN));
        Ok(Self { open: Mutex::new(builder.clone().build()), builder, letter_within: LETTER_WITHIN })
    }

    /// The same with less patience for a whole letter.
    pub fn within(self, letter_within: Duration) -> Self {
        Self { letter_within, ..self }
    }

    pub(super) async fn send(&self, message: Message) -> std::result::Result<(), Trouble> {
        let refusal = match timeout(self.letter_within, self.open().send(message)).await {
            Ok(Ok(_)) => return Ok(()),
            Ok(Err(error)) => refusal(&error),
            Err(_) => {
                self.hang_up();
                Refusal::later("no answer in time")
            }
        };
        // Does the server refuse this letter, or everything we say?
        match timeout(ANSWER_WITHIN, self.open().test_connection()).await {
            Ok(Ok(true)) => Err(Trouble::Letter(refusal)),
            Ok(_) => Err(Trouble::Away("the mail server cannot be used")),
            Err(_) => {
                self.hang_up();
                Err(Trouble::Away("the mail server does not answer"))
            }
        }
    }

    fn open(&self) -> AsyncSmtpTransport<Tokio1Executor> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// What was left in the middle of a conversation must not be taken up with the next letter: the library would keep the
    /// connection, and take the answers that still come for those to what it says next.
    fn hang_up(&self) {
        *self.open.lock().unwrap_or_else(PoisonError::into_inner) = self.builder.clone().build();
    }
}

/// What an error means for the letter; the server's words may name addresses, so they are not kept.
fn refusal(error: &Error) -> Refusal {
    let words = std::error::Error::source(error).map(ToString::to_string).unwrap_or_default();
    match error.status() {
        Some(code) => Refusal::answered(u16::from(code), &words),
        None if error.is_client() => Refusal { means: Means::Never, class: "cannot be written as mail".to_owned() },
        None if error.is_timeout() => Refusal::later("no answer in time"),
        None => Refusal::later("the connection broke"),
    }
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

use leptos::server_fn::codec::JsonEncoding;
use leptos::server_fn::error::{FromServerFnError, ServerFnErrorErr};
use serde::{Deserialize, Serialize};
use types::fault::{FieldError, Refusal};

/// Why something did not happen, as it is told outside: without a word of what broke within.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Fault {
    /// Not there, or not there for this viewer.
    NotFound,
    /// Seen, but not to be done.
    Refused(Refusal),
    /// Fields that hold what they cannot.
    Wrong(Vec<FieldError>),
    /// Asked too often, or too much is asked at once; seconds to wait.
    TooMany(u64),
    /// Hashing is at its limit; seconds to wait.
    Busy(u64),
    /// The database cannot be written just now.
    CannotWrite,
    /// The request could not be read; the sentence says how.
    Unreadable(String),
    /// Broken; the number stands in the log.
    Broken(String),
}

impl Fault {
    /// A form whose button has lost its word.
    pub fn without_purpose() -> Self {
        Self::Unreadable("This form came without its purpose. Please reload the page and try again.".to_owned())
    }

    /// One sentence for the person who asked.
    pub fn sentence(&self) -> String {
        match self {
            Self::NotFound => "There is nothing here that we can show you.".to_owned(),
            Self::Refused(why) => why.sentence().to_owned(),
            Self::Wrong(errors) => errors.iter().map(|wrong| wrong.sentence.as_str()).collect::<Vec<_>>().join(" "),
            Self::TooMany(seconds) => format!("That was a little too often. Please try again in {}.", in_words(*seconds)),
            Self::Busy(_) => "Many people are arriving at once. Please try again in a few seconds.".to_owned(),
            Self::CannotWrite => "Nothing can be saved just now; reading goes on. Please try again in a few minutes.".to_owned(),
            Self::Unreadable(sentence) => sentence.clone(),
            Self::Broken(number) => {
                format!("Something went wrong on our side. If it happens again, please tell us this number: {number}.")
            }
        }
    }
}

fn in_words(seconds: u64) -> String {
    match seconds {
        0..=59 => format!("{} seconds", seconds.max(1)),
        60..=119 => "a minute".to_owned(),
        _ => format!("{} minutes", seconds.div_ceil(60)),
    }
}

impl FromServerFnError for Fault {
    type Encoder = JsonEncoding;

    /// The framework's own errors carry texts from within; none of them is passed on.
    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            ServerFnErrorErr::Request(_) => Self::Unreadable("The site could not be reached. Your text is kept here.".to_owned()),
            ServerFnErrorErr::Args(_) | ServerFnErrorErr::MissingArg(_) | ServerFnErrorErr::Deserialization(_) => {
                Self::Unreadable("This could not be read. Please reload the page and try again.".to_owned())
            }
            _ => Self::Unreadable("Something went wrong on the way. Please try again.".to_owned()),
        }
    }
}

#[cfg(feature = "ssr")]
impl From<domain::fault::Fault> for Fault {
    fn from(fault: domain::fault::Fault) -> Self {
        use domain::fault::Fault as Inner;
        match fault {
            Inner::NotFound => Self::NotFound,
            Inner::Refused(why) => Self::Refused(why),
            Inner::Wrong(errors) => Self::Wrong(errors),
            Inner::Busy(seconds) => Self::Busy(seconds),
            Inner::CannotWrite(why) => {
                tracing::error!(%why, "the database cannot be written");
                Self::CannotWrite
            }
            broken => Self::broken(&broken),
        }
    }
}

#[cfg(feature = "ssr")]
impl Fault {
    /// Logs what broke under a new number and keeps only the number.
    pub fn broken(error: &dyn std::fmt::Display) -> Self {
        let number = domain::clock::Clock::machine().id().unwrap_or(0) % 1_000_000_000;
        let number = format!("{number:09}");
        tracing::error!(%error, %number, "a request broke");
        Self::Broken(number)
    }

    /// The HTTP status: never 403 for what is hidden.
    pub fn status(&self) -> http::StatusCode {
        use http::StatusCode;
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Refused(_) => StatusCode::FORBIDDEN,
            Self::Wrong(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::TooMany(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::Busy(_) | Self::CannotWrite => StatusCode::SERVICE_UNAVAILABLE,
            Self::Unreadable(_) => StatusCode::BAD_REQUEST,
            Self::Broken(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// Seconds after which asking again makes sense.
    pub fn retry_after(&self) -> Option<u64> {
        match self {
            Self::TooMany(seconds) | Self::Busy(seconds) => Some(*seconds),
            Self::CannotWrite => Some(30),
            _ => None,
        }
    }
}

#[cfg(feature = "ssr")]
impl axum::response::IntoResponse for Fault {
    /// Only status and the fault itself; `layout::show_faults` makes the page for the viewer.
    fn into_response(self) -> axum::response::Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

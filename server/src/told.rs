use domain::fault::Fault;
use std::fmt::Display;

/// The result of a command.
pub type Result<T> = std::result::Result<T, Told>;

/// One sentence for the operator: what went wrong, and what to do next.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Told(pub String);

impl Told {
    /// What could not be done, why, and what to do next.
    pub fn because(what: &str, why: impl Display, next: &str) -> Self {
        Self(format!("{what}: {why}. {next}"))
    }
}

impl From<Fault> for Told {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Told(sentence) => Self(sentence),
            Fault::NotFound => Self("What you named is not there. Check its spelling.".to_owned()),
            Fault::Refused(why) => Self(why.sentence().to_owned()),
            Fault::Wrong(errors) => Self(errors.iter().map(|wrong| wrong.sentence.as_str()).collect::<Vec<_>>().join(" ")),
            Fault::Busy(seconds) => Self(format!("The machine is busy. Try again in {seconds} seconds.")),
            Fault::CannotWrite(why) => Self::because(
                "The database cannot be written",
                why,
                "Make room on the disk, or stop the program that holds it, and try again.",
            ),
            other => Self::because("Something broke", other, "If it happens again, please report it with these words."),
        }
    }
}

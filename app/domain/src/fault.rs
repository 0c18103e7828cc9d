use types::fault::{FieldError, Refusal};

/// The result of every look, act and story.
pub type Result<T, E = Fault> = std::result::Result<T, E>;

/// Why something did not happen.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// It is not there, or not there for this viewer: the two cannot be told apart.
    #[error("not found")]
    NotFound,
    /// It is seen, but may not be done.
    #[error("refused: {0:?}")]
    Refused(Refusal),
    /// A field holds what it cannot.
    #[error("wrong: {}", .0.iter().map(|wrong| wrong.field.as_str()).collect::<Vec<_>>().join(", "))]
    Wrong(Vec<FieldError>),
    /// Too many of these have been asked for at once; seconds to wait.
    #[error("busy for {0} s")]
    Busy(u64),
    /// The database cannot be written now: held by another process, or its disk is full.
    #[error("cannot write: {0}")]
    CannotWrite(String),
    /// An operator's command cannot go on; the sentence says why and what to do.
    #[error("{0}")]
    Told(String),
    /// A defect or a broken machine.
    #[error("database: {0}")]
    Database(sqlx::Error),
    /// The machine's random numbers failed.
    #[error("random numbers: {0}")]
    Random(#[from] getrandom::Error),
    /// A file could not be read or written.
    #[error("file: {0}")]
    File(#[from] std::io::Error),
    /// A task ended without its answer.
    #[error("task: {0}")]
    Task(#[from] tokio::task::JoinError),
    /// Password hashing failed for a reason other than a wrong password.
    #[error("password hash: {0}")]
    Hash(String),
}

impl Fault {
    /// One wrong field.
    pub fn wrong(field: &str, sentence: impl Into<String>) -> Self {
        Self::Wrong(vec![FieldError::new(field, sentence)])
    }
}

impl From<Refusal> for Fault {
    fn from(why: Refusal) -> Self {
        Self::Refused(why)
    }
}

impl From<sqlx::Error> for Fault {
    /// SQLite's primary result codes (sqlite.org/rescode.html): 5 busy, 6 locked, 8 read-only, 10 input/output, 13 full.
    fn from(error: sqlx::Error) -> Self {
        let code = error.as_database_error().and_then(|e| e.code()).and_then(|c| c.parse::<i64>().ok());
        match code.map(|c| c & 0xff) {
            Some(5 | 6 | 8 | 10 | 13) => Self::CannotWrite(error.to_string()),
            _ => Self::Database(error),
        }
    }
}

//! Where things lie under the data directory.

use std::path::{Path, PathBuf};

/// The name of the database, in a data directory and in a backup.
pub(crate) const DATABASE: &str = "doc2doc.db";

/// The database.
pub fn database(data: &Path) -> PathBuf {
    data.join(DATABASE)
}

/// Held by the one process that serves the directory or replaces what is in it.
pub(crate) fn lock(data: &Path) -> PathBuf {
    data.join("lock")
}

/// The key, which no backup holds.
pub fn key(data: &Path) -> PathBuf {
    data.join("secret.key")
}

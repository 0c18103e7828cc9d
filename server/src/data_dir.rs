use crate::told::{Result, Told};
use domain::clock::Clock;
use domain::db::Db;
use domain::desk::audit;
use domain::secrets::{self, Key};
use domain::verification::settle::settle_old_numbers;
use domain::{place, schema};
use std::fs::{File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};

/// The directory that holds everything.
#[derive(Debug, Clone)]
pub struct DataDir(PathBuf);

/// Shows that this process alone serves or replaces the directory, for as long as it is held.
pub struct Lock {
    _file: File,
}

impl DataDir {
    /// Makes the directory where there is none.
    pub fn make(path: &Path) -> Result<Self> {
        use std::os::unix::fs::DirBuilderExt;
        let made = std::fs::DirBuilder::new().recursive(true).mode(0o700).create(path);
        made.map_err(|why| {
            let what = format!("The data directory {} cannot be made", path.display());
            Told::because(&what, why, "Choose another one with --data or DOC2DOC_DATA.")
        })?;
        Ok(Self(path.to_owned()))
    }

    /// Where the directory is.
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// The folder for mail that is not sent.
    pub fn mail(&self) -> PathBuf {
        self.0.join("mail")
    }

    /// Takes the directory for this process; refused while another holds it.
    pub fn lock(&self) -> Result<Lock> {
        let file = OpenOptions::new().create(true).truncate(false).write(true).open(self.0.join("lock")).map_err(|why| {
            let what = format!("The data directory {} cannot be written", self.0.display());
            Told::because(
                &what,
                why,
                "Give this user the right to write there, or choose another one with --data or DOC2DOC_DATA.",
            )
        })?;
        match file.try_lock() {
            Ok(()) => Ok(Lock { _file: file }),
            Err(TryLockError::WouldBlock) => Err(Told(format!(
                "Another doc2doc is using the data directory {}. Stop it first, or choose another directory with --data.",
                self.0.display()
            ))),
            Err(TryLockError::Error(why)) => {
                let what = format!("The data directory {} cannot be locked", self.0.display());
                Err(Told::because(&what, why, "Put it on a local disk."))
            }
        }
    }

    /// Brings the database up to date and opens it together with its key.
    pub async fn open(&self) -> Result<(Db, Key)> {
        let (clock, database, key_file) = (Clock::machine(), place::database(&self.0), place::key(&self.0));
        let database = schema::migrate(&database, &clock).await?;
        let key = Key::open(&key_file).map_err(|fault| match fault {
            domain::fault::Fault::File(why) => {
                let what = format!("The key file {} cannot be read or made", key_file.display());
                Told::because(&what, why, "Give this user the right to use it.")
            }
            other => other.into(),
        })?;
        let db = Db::open(database, clock, key.clone());
        secrets::bind_key(&db, &key).await?;
        settle_old_numbers(&db).await?;
        audit::begin(&db).await?;
        Ok((db, key))
    }
}

use crate::fault::{Fault, Result};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// A file as it was when it was written.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Measured {
    pub(super) name: String,
    pub(super) bytes: u64,
    pub(super) sha256: String,
}

/// Makes the directory, or finds it empty but for what may stay; anything else is refused untouched.
pub(super) fn empty_place(dir: &Path, may_stay: &[&Path]) -> Result<()> {
    let place = dir.display();
    let failed = |error| Fault::Told(format!("The directory {place} cannot be used: {error}. Choose one that can be written."));
    std::fs::create_dir_all(dir).map_err(failed)?;
    for entry in std::fs::read_dir(dir).map_err(failed)? {
        let path = entry?.path();
        if !may_stay.contains(&path.as_path()) {
            return Err(Fault::Told(format!("The directory {place} is not empty. Choose a new one; nothing has been changed.")));
        }
    }
    Ok(())
}

/// Takes away what a failed backup left in its own directory, which was empty before.
pub(super) fn clear(dir: &Path) -> Result<()> {
    for entry in std::fs::read_dir(dir)? {
        std::fs::remove_file(entry?.path())?;
    }
    Ok(())
}

/// Waits until the file, or the directory's list of names, is on the disk.
pub(super) fn settle(path: &Path) -> Result<()> {
    Ok(File::open(path)?.sync_all()?)
}

/// Size and SHA-256 of a file.
pub(super) async fn measure(path: &Path) -> Result<Measured> {
    let path = path.to_owned();
    tokio::task::spawn_blocking(move || {
        let (mut file, mut digest, mut bytes) = (File::open(&path)?, Sha256::new(), 0);
        let mut buffer = vec![0; 1 << 20];
        loop {
            let read = file.read(&mut buffer)?;
            if read == 0 {
                break;
            }
            digest.update(&buffer[..read]);
            bytes += read as u64;
        }
        let sha256 = digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        Ok(Measured { name, bytes, sha256 })
    })
    .await?
}

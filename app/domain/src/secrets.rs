//! Secrets: the key outside the database, passwords, and tokens.

use crate::clock::random;
use crate::db::{Db, Tx};
use crate::fault::{Fault, Result};
use crate::viewer::Viewer;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};
use std::path::Path;
use std::sync::Arc;
use tokio::sync::Semaphore;

/// The most hashings that may wait; beyond that the answer is "busy".
const WAITING: usize = 8;
/// Bytes of the random number before a sealed text.
const NONCE: usize = 24;

/// The site's key, kept in a file beside the database and never in a backup.
#[derive(Clone)]
pub struct Key {
    bytes: Arc<[u8; 32]>,
    turns: Arc<Semaphore>,
    queue: Arc<Semaphore>,
}

impl Key {
    /// Reads the key file, or makes a new one that only its owner can read.
    pub fn open(file: &Path) -> Result<Self> {
        match std::fs::read(file) {
            Ok(found) => {
                let bytes: [u8; 32] = found.try_into().map_err(|_| {
                    Fault::Told(format!(
                        "The key file {} is damaged: it holds 32 bytes. Put your copy of it back.",
                        file.display()
                    ))
                })?;
                Ok(Self::from(bytes))
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                let bytes = random::<32>()?;
                write_private(file, &bytes)?;
                Ok(Self::from(bytes))
            }
            Err(error) => Err(error.into()),
        }
    }

    /// Names the key without telling it, so that a database can say which key it belongs to.
    pub fn fingerprint(&self) -> String {
        let digest = Sha256::new().chain_update(b"doc2doc key").chain_update(*self.bytes).finalize();
        URL_SAFE_NO_PAD.encode(&digest[..12])
    }

    /// A keyed hash (HMAC-SHA-256), different for each purpose: whoever has only the database can neither make nor guess it.
    pub(crate) fn mark(&self, purpose: &str, bytes: &[u8]) -> [u8; 32] {
        // HMAC takes keys of any length.
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(self.bytes.as_slice()) else { return [0; 32] };
        mac.update(purpose.as_bytes());
        mac.update(&[0]);
        mac.update(bytes);
        mac.finalize().into_bytes().into()
    }

    /// Encrypts what must not be read from the database alone (XChaCha20-Poly1305, a key of its own for each purpose).
    pub(crate) fn seal(&self, purpose: &str, plain: &[u8]) -> Result<Vec<u8>> {
        let nonce = random::<NONCE>()?;
        let sealed = self
            .cipher(purpose)
            .encrypt(&XNonce::from(nonce), Payload { msg: plain, aad: purpose.as_bytes() })
            .map_err(|e| Fault::Hash(e.to_string()))?;
        Ok([nonce.as_slice(), &sealed].concat())
    }

    /// What was sealed for this purpose; anything else is a fault.
    pub(crate) fn unseal(&self, purpose: &str, sealed: &[u8]) -> Result<Vec<u8>> {
        let broken = || Fault::Hash(format!("a sealed {purpose} does not open with this key"));
        let (nonce, rest) = sealed.split_first_chunk::<NONCE>().ok_or_else(broken)?;
        self.cipher(purpose).decrypt(&XNonce::from(*nonce), Payload { msg: rest, aad: purpose.as_bytes() }).map_err(|_| broken())
    }

    fn cipher(&self, purpose: &str) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(&self.mark("seal", purpose.as_bytes()).into())
    }

    /// Hashes a new password (argon2id, 19 MiB, 2 passes, with this key; OWASP password storage sheet).
    pub async fn hash(&self, password: &str) -> Result<String> {
        self.in_turn(password, |argon, password| {
            argon.hash_password(password).map(|hash| hash.to_string()).map_err(|e| Fault::Hash(e.to_string()))
        })
        .await
    }

    /// Whether this is the password; takes the same time for accounts that have none.
    pub async fn matches(&self, password: &str, hash: Option<String>) -> Result<bool> {
        self.in_turn(password, move |argon, password| match hash {
            None => argon.hash_password(password).map(|_| false).map_err(|e| Fault::Hash(e.to_string())),
            Some(stored) => {
                let parsed = PasswordHash::new(&stored).map_err(|e| Fault::Hash(e.to_string()))?;
                Ok(argon.verify_password(password, &parsed).is_ok())
            }
        })
        .await
    }

    async fn in_turn<T: Send + 'static>(
        &self,
        password: &str,
        work: impl FnOnce(&Argon2<'_>, &[u8]) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let _place = self.queue.try_acquire().map_err(|_| Fault::Busy(2))?;
        let turn = self.turns.clone().acquire_owned().await.map_err(|_| Fault::Busy(2))?;
        let (bytes, password) = (self.bytes.clone(), password.to_owned());
        tokio::task::spawn_blocking(move || {
            let _turn = turn;
            let argon = Argon2::new_with_secret(bytes.as_slice(), Algorithm::Argon2id, Version::V0x13, Params::DEFAULT)
                .map_err(|e| Fault::Hash(e.to_string()))?;
            work(&argon, password.as_bytes())
        })
        .await?
    }
}

impl From<[u8; 32]> for Key {
    /// One hashing at a time for each core.
    fn from(bytes: [u8; 32]) -> Self {
        let at_once = std::thread::available_parallelism().map_or(1, usize::from);
        Self {
            bytes: Arc::new(bytes),
            turns: Arc::new(Semaphore::new(at_once)),
            queue: Arc::new(Semaphore::new(at_once + WAITING)),
        }
    }
}

/// Writes down which key this database belongs to, or refuses another one: with it no password would fit any more.
pub async fn bind_key(db: &Db, key: &Key) -> Result<()> {
    let (site, mine) = (Viewer::guest(), key.fingerprint());
    let bound = db
        .look(&site, async |tx: &mut Tx<'_>| {
            Ok(sqlx::query_scalar!("select value from site where name = 'key'").fetch_optional(tx.conn()).await?)
        })
        .await?;
    match bound {
        Some(known) if known == mine => Ok(()),
        Some(_) => Err(Fault::Told(format!(
            "The key file beside {} belongs to another database, and no password would fit. Put your copy of its own secret.key back.",
            db.path().display()
        ))),
        None => {
            db.act(&site, async |tx: &mut Tx<'_>| {
                sqlx::query!("insert into site (name, value) values ('key', $1) on conflict (name) do nothing", mine)
                    .execute(tx.conn())
                    .await?;
                Ok(())
            })
            .await
        }
    }
}

/// A secret that is sent to one person and stored only as a hash: 256 random bits.
pub struct Token(String);

impl Token {
    pub(crate) fn new() -> Result<Self> {
        Ok(Self(URL_SAFE_NO_PAD.encode(random::<32>()?)))
    }

    /// The text for a link or a cookie.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub(crate) fn hash(&self) -> Vec<u8> {
        token_hash(&self.0)
    }
}

/// How a token is stored. Anything that is not a token hashes to what no row holds.
pub(crate) fn token_hash(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}

/// A short random mark that opens nothing.
pub(crate) fn handle() -> Result<String> {
    Ok(URL_SAFE_NO_PAD.encode(random::<9>()?))
}

fn write_private(file: &Path, bytes: &[u8]) -> Result<()> {
    use std::io::Write;
    use std::os::unix::fs::OpenOptionsExt;
    let mut made = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(file)?;
    made.write_all(bytes)?;
    made.sync_all()?;
    Ok(())
}

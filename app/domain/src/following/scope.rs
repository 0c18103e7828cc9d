//! What the link at the foot of a letter stops: sealed into the link itself, so that nothing is stored.

use crate::fault::{Fault, Result};
use crate::secrets::Key;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use types::following::Mode;

/// Links of ours have about 80 characters.
const LONGEST: usize = 200;

/// Which letters to stop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scope {
    Thread(i64),
    Forum(i64),
    Mentions,
    Digest,
    /// All letters about posts.
    Everything,
}

/// What held before it was stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Former {
    /// What had been chosen for the thread or forum, if anything had.
    Mode(Option<Mode>),
    Wished(bool),
}

impl Scope {
    /// The link's secret part for this account.
    pub(crate) fn seal(self, key: &Key, account: i64) -> Result<String> {
        Ok(URL_SAFE_NO_PAD.encode(key.seal("unsubscribe", &self.bytes(account))?))
    }

    /// The account and what to stop; anything but a link of ours is NotFound.
    pub(crate) fn open(key: &Key, token: &str) -> Result<(i64, Self)> {
        let bytes = unsealed(key, "unsubscribe", token)?;
        Self::read(&bytes).ok_or(Fault::NotFound)
    }

    /// The way back, sealed for the page that says what has been stopped.
    pub(crate) fn seal_undo(self, key: &Key, account: i64, former: Former) -> Result<String> {
        let mut bytes = self.bytes(account);
        bytes.push(match former {
            Former::Mode(None) => b'-',
            Former::Mode(Some(mode)) => mode.key().as_bytes().first().copied().unwrap_or(b'-'),
            Former::Wished(true) => b'y',
            Former::Wished(false) => b'n',
        });
        Ok(URL_SAFE_NO_PAD.encode(key.seal("unsubscribe-undo", &bytes)?))
    }

    /// The account, what was stopped and what held before.
    pub(crate) fn open_undo(key: &Key, token: &str) -> Result<(i64, Self, Former)> {
        let bytes = unsealed(key, "unsubscribe-undo", token)?;
        let (last, rest) = bytes.split_last().ok_or(Fault::NotFound)?;
        let (account, scope) = Self::read(rest).ok_or(Fault::NotFound)?;
        let former = match (scope, last) {
            (Self::Thread(_) | Self::Forum(_), b'-') => Former::Mode(None),
            (Self::Thread(_) | Self::Forum(_), letter) => {
                Former::Mode(Mode::ALL.into_iter().find(|mode| mode.key().as_bytes().first() == Some(letter)))
            }
            (_, wished) => Former::Wished(*wished == b'y'),
        };
        Ok((account, scope, former))
    }

    fn bytes(self, account: i64) -> Vec<u8> {
        let (kind, number) = match self {
            Self::Thread(thread) => (b't', thread),
            Self::Forum(forum) => (b'f', forum),
            Self::Mentions => (b'm', 0),
            Self::Digest => (b'd', 0),
            Self::Everything => (b'e', 0),
        };
        [account.to_le_bytes().as_slice(), &[kind], &number.to_le_bytes()].concat()
    }

    fn read(bytes: &[u8]) -> Option<(i64, Self)> {
        let (account, rest) = bytes.split_first_chunk::<8>()?;
        let (kind, rest) = rest.split_first()?;
        let number = i64::from_le_bytes(rest.try_into().ok()?);
        let scope = match kind {
            b't' => Self::Thread(number),
            b'f' => Self::Forum(number),
            b'm' => Self::Mentions,
            b'd' => Self::Digest,
            b'e' => Self::Everything,
            _ => return None,
        };
        Some((i64::from_le_bytes(*account), scope))
    }
}

fn unsealed(key: &Key, purpose: &str, token: &str) -> Result<Vec<u8>> {
    let bytes = Some(token).filter(|token| token.len() <= LONGEST).and_then(|token| URL_SAFE_NO_PAD.decode(token).ok());
    key.unseal(purpose, &bytes.ok_or(Fault::NotFound)?).map_err(|_| Fault::NotFound)
}

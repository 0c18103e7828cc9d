//! Passkey ceremonies under way: the challenge and what belongs to it stay on this server, for one use and five minutes.

use crate::clock::{Clock, MINUTE};
use crate::fault::{Fault, Result};
use crate::secrets::Token;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use url::Url;
use webauthn_rs::prelude::{DiscoverableAuthentication, PasskeyRegistration};
use webauthn_rs::{Webauthn, WebauthnBuilder};

const LASTS: i64 = 5 * MINUTE;
/// Beyond so many at once the oldest are forgotten.
const MOST: usize = 4096;

/// What a browser gives back: the name of the ceremony, and the credential as JSON.
#[derive(Clone, Copy)]
pub struct Given<'a> {
    pub ceremony: &'a str,
    pub credential: &'a str,
}

/// What stands behind the name of a ceremony.
pub(crate) enum Begun {
    /// A passkey is made for this account.
    Making { account: i64, state: Box<PasskeyRegistration> },
    /// Somebody shows a passkey.
    Showing(Box<DiscoverableAuthentication>),
}

/// The site as passkeys know it, and the ceremonies under way.
pub struct Ceremonies {
    site: Option<Webauthn>,
    clock: Clock,
    begun: Mutex<HashMap<Vec<u8>, (i64, Begun)>>,
}

impl Ceremonies {
    /// Passkeys belong to the host of this origin; where that is no name but a bare number there are none.
    pub fn new(origin: &str, clock: Clock) -> Self {
        Self { site: relying_party(origin), clock, begun: Mutex::new(HashMap::new()) }
    }

    /// Whether there are passkeys at this address.
    pub fn offered(&self) -> bool {
        self.site.is_some()
    }

    pub(crate) fn site(&self) -> Result<&Webauthn> {
        self.site.as_ref().ok_or(Fault::NotFound)
    }

    /// Keeps a ceremony's state; its name.
    pub(crate) fn keep(&self, state: Begun) -> Result<Token> {
        let (name, now) = (Token::new()?, self.clock.now());
        let mut begun = self.begun.lock().unwrap_or_else(PoisonError::into_inner);
        if begun.len() >= MOST {
            begun.retain(|_, (at, _)| (0..LASTS).contains(&(now - *at)));
        }
        if begun.len() >= MOST
            && let Some(oldest) = begun.iter().min_by_key(|(_, (at, _))| *at).map(|(name, _)| name.clone())
        {
            begun.remove(&oldest);
        }
        begun.insert(name.hash(), (now, state));
        Ok(name)
    }

    /// The state of a ceremony, which is over by this: no challenge is answered twice.
    pub(crate) fn take(&self, name: &str) -> Option<Begun> {
        let mut begun = self.begun.lock().unwrap_or_else(PoisonError::into_inner);
        let (at, state) = begun.remove(&crate::secrets::token_hash(name))?;
        (0..LASTS).contains(&(self.clock.now() - at)).then_some(state)
    }
}

fn relying_party(origin: &str) -> Option<Webauthn> {
    let url = Url::parse(origin).ok()?;
    let built = WebauthnBuilder::new(url.domain()?, &url).and_then(|builder| builder.rp_name("doc2doc").build());
    built.map_err(|error| tracing::warn!(%error, "there are no passkeys at this origin")).ok()
}

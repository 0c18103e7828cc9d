use types::fault::Refusal;
use types::ids::MediaId;

/// Who signs in. Its number never leaves the server.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct AccountId(pub(crate) i64);

/// Account 0: everybody who has not signed in.
pub(crate) const GUEST: AccountId = AccountId(0);

/// Who asks. Made only by `Viewer::guest`, by `members::caller` from a cookie, by `members::recipients` for whoever a letter is
/// for, and for the people of the demo.
#[derive(Clone)]
pub struct Viewer {
    pub(crate) account: AccountId,
    pub(crate) persona: Option<Persona>,
    /// Roles that are open now.
    pub(crate) staff: StaffRoles,
    /// Roles that wait until this session has a second factor.
    pub(crate) waiting: StaffRoles,
    /// Whether the owner has proved to be here in the last 15 minutes (security.md 1.3).
    pub(crate) fresh: bool,
}

/// The face under which a member writes.
#[derive(Clone)]
pub(crate) struct Persona {
    pub(crate) id: i64,
    pub(crate) name: String,
    /// Its own picture, if there is one.
    pub(crate) avatar: Option<i64>,
}

/// What the viewer is trusted with beyond their seats.
#[derive(Clone, Copy, Default)]
pub(crate) struct StaffRoles {
    pub(crate) admin: bool,
    /// Sees cases and evidence; cannot moderate.
    pub(crate) verifier: bool,
    /// Sees personas only.
    pub(crate) moderator: bool,
    /// Keeps the site's own texts.
    pub(crate) editor: bool,
    /// Small reversible powers, listed openly.
    pub(crate) trusted: bool,
}

impl StaffRoles {
    /// Whether there is a role that needs a second factor and a short session; what trusted users do is small and undone soon.
    pub(crate) fn guarded(self) -> bool {
        self.admin || self.verifier || self.moderator || self.editor
    }
}

impl Viewer {
    /// Somebody who has not signed in.
    pub fn guest() -> Self {
        Self { account: GUEST, persona: None, staff: StaffRoles::default(), waiting: StaffRoles::default(), fresh: false }
    }

    /// Whether nobody is signed in.
    pub fn is_guest(&self) -> bool {
        self.persona.is_none()
    }

    /// The screen name of the member who asks.
    pub fn name(&self) -> Option<&str> {
        self.persona.as_ref().map(|persona| persona.name.as_str())
    }

    /// The picture of the member who asks.
    pub fn avatar(&self) -> Option<MediaId> {
        self.persona.as_ref().and_then(|persona| persona.avatar?.try_into().ok())
    }

    /// Whether staff roles wait for a second factor.
    pub fn needs_factor(&self) -> bool {
        self.waiting.guarded()
    }

    /// Whether the owner has proved to be here in the last 15 minutes.
    pub fn is_fresh(&self) -> bool {
        self.fresh
    }

    /// Lets the guarded roles wait for a second factor.
    pub(crate) fn shut_desk(&mut self) {
        let trusted = self.staff.trusted;
        self.waiting = StaffRoles { trusted: false, ..self.staff };
        self.staff = StaffRoles { trusted, ..StaffRoles::default() };
    }

    /// Opens the roles that wait for a second factor; for tests and demonstrations on this machine only.
    pub fn spare_factor(mut self) -> Self {
        if self.waiting.guarded() {
            self.staff = StaffRoles { trusted: self.staff.trusted, ..self.waiting };
            self.waiting = StaffRoles::default();
        }
        self
    }

    /// The viewer's own persona, or the advice to sign in.
    pub(crate) fn persona(&self) -> Result<&Persona, Refusal> {
        self.persona.as_ref().ok_or(Refusal::SignIn)
    }
}

/// The audience that holds guests and members alike.
pub(crate) const EVERYONE: i64 = 1;
/// The audience of confirmed accounts.
pub(crate) const MEMBERS: i64 = 2;
/// The audience of verified doctors.
pub(crate) const DOCTORS: i64 = 3;

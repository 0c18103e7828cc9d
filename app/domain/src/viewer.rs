use types::fault::Refusal;

/// Who signs in. Its number never leaves the server.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct AccountId(pub(crate) i64);

/// Account 0: everybody who has not signed in.
pub(crate) const GUEST: AccountId = AccountId(0);

/// Who asks. Made only by `Viewer::guest` and `members::sessions::resume`, and for the people of the demo.
#[derive(Clone)]
pub struct Viewer {
    pub(crate) account: AccountId,
    pub(crate) persona: Option<Persona>,
    pub(crate) staff: StaffRoles,
    /// Everything up to this place in the order of writing is read.
    pub(crate) read_seq: i64,
}

/// The face under which a member writes.
#[derive(Clone)]
pub(crate) struct Persona {
    pub(crate) id: i64,
    pub(crate) name: String,
}

/// What the viewer is trusted with beyond their seats.
#[derive(Clone, Copy, Default)]
pub(crate) struct StaffRoles {
    pub(crate) admin: bool,
    pub(crate) moderator: bool,
}

impl Viewer {
    /// Somebody who has not signed in.
    pub fn guest() -> Self {
        Self { account: GUEST, persona: None, staff: StaffRoles::default(), read_seq: i64::MAX }
    }

    /// Whether nobody is signed in.
    pub fn is_guest(&self) -> bool {
        self.persona.is_none()
    }

    /// The screen name of the member who asks.
    pub fn name(&self) -> Option<&str> {
        self.persona.as_ref().map(|persona| persona.name.as_str())
    }

    /// Whether the staff's desk is open to this viewer.
    pub fn has_desk(&self) -> bool {
        self.staff.admin
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

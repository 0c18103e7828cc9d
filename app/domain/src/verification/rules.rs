//! What lets a doctor in without anybody having looked.

use crate::desk::rules::MaySeat;
use crate::lists;

/// What is known when a number is claimed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Facts {
    /// Number and name are on the register, and the status allows practice.
    pub(crate) matches: bool,
    /// Somebody else is, or was, known by the number.
    pub(crate) held: bool,
    /// The member had the seat and lost it, or was refused: only staff open the door again.
    pub(crate) turned_away: bool,
    /// Staff look at every claim.
    pub(crate) confirm_first: bool,
}

/// A match that nothing speaks against opens the doctors' forums at once.
pub(crate) fn may_enter_at_once(facts: Facts) -> Option<MaySeat> {
    let Facts { matches, held, turned_away, confirm_first } = facts;
    (matches && !held && !turned_away && !confirm_first).then(MaySeat::of_register)
}

/// Whether this address was given out by an institution that knows its people.
pub(crate) fn institutional(address: &str) -> bool {
    let Some((_, host)) = address.rsplit_once('@') else { return false };
    let host = host.to_ascii_lowercase();
    lists::institutional_domains()
        .any(|domain| host.strip_suffix(domain).is_some_and(|rest| rest.is_empty() || rest.ends_with('.')))
}

#[cfg(test)]
mod tests {
    use super::{Facts, institutional, may_enter_at_once};

    #[test]
    fn only_a_plain_match_opens_at_once() {
        for facts in 0..16_u8 {
            let [matches, held, turned_away, confirm_first] = [1, 2, 4, 8].map(|bit| facts & bit != 0);
            let opened = may_enter_at_once(Facts { matches, held, turned_away, confirm_first }).is_some();
            assert_eq!(opened, facts == 1, "{matches} {held} {turned_away} {confirm_first}");
        }
    }

    #[test]
    fn institutions_are_whole_domains() {
        for good in ["a@nhs.net", "a@Trust.NHS.UK", "a@x.y.ac.uk", "a@hscni.net", "a@lothian.nhs.scot"] {
            assert!(institutional(good), "{good}");
        }
        for wrong in ["a@fakenhs.net", "a@nhs.net.example", "nhs.net", "a@ac.uk.com", "nhs.net@example.org"] {
            assert!(!institutional(wrong), "{wrong}");
        }
    }
}

/// The acts of the log in words.
const DEEDS: &[(&str, &str)] = &[
    ("appoint", "Gave a staff role"),
    ("dismiss", "Took a staff role back"),
    ("look-up", "Looked up who stands behind a screen name"),
    ("seat-doctor", "Granted the doctor’s seat"),
    ("unseat-doctor", "Took the doctor’s seat"),
    ("grant-case", "Granted a case"),
    ("ask-case", "Asked for more in a case"),
    ("refuse-case", "Refused a case"),
    ("ask-holder", "Asked the first holder of a number"),
    ("see-evidence", "Opened a document"),
    ("confirm-first", "Set the doors to “confirm first”"),
    ("instant-access", "Set the doors to instant access"),
    ("pick-checks", "Picked members for random checks"),
    ("suspend-doctor", "Suspended a doctor’s seat: a check was not answered"),
    ("chain-begins", "The log’s chain begins; rows before it are older"),
    ("register-seat", "The register let a doctor in"),
    ("register-missing", "A number is missing from the register"),
    ("register-demotion", "The register no longer allows practice"),
    ("grant-community", "Granted a community"),
    ("refuse-community", "Refused a community"),
    ("community-remove", "Removed somebody from a community"),
    ("describe-forum", "Changed a forum’s description"),
    ("keep-words", "Changed the words that mean the same"),
    ("move-forum", "Moved a forum to another audience"),
    ("move-thread", "Moved a thread"),
    ("merge-threads", "Merged two threads"),
    ("split-thread", "Split a thread"),
    ("pin", "Pinned a thread"),
    ("unpin", "Unpinned a thread"),
    ("lock", "Locked a thread"),
    ("unlock", "Unlocked a thread"),
    ("plan-poll", "Made a poll of the site"),
    ("end-poll", "Ended a poll of the site"),
    ("drop-poll", "Took back a poll of the site before it opened"),
    ("retry-letter", "Let a letter be tried again"),
    ("drop-letter", "Dropped a letter that could not be sent"),
];

/// What an act of the log means; one that has no words yet is shown as it is stored.
pub fn deed_words(act: &str) -> &str {
    DEEDS.iter().find(|(key, _)| *key == act).map_or(act, |(_, words)| words)
}

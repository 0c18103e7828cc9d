//! The emoticons that people can put into a post: drawn by us, named for those who do not see them.

/// One emoticon of the set.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Smiley {
    /// Stem of its file in `/smileys/`.
    pub id: &'static str,
    /// What a screen reader says.
    pub name: &'static str,
    /// What the picker writes into the text.
    pub code: &'static str,
    /// What people type instead of the code.
    pub text: &'static [&'static str],
}

const fn smiley(id: &'static str, name: &'static str, code: &'static str, text: &'static [&'static str]) -> Smiley {
    Smiley { id, name, code, text }
}

/// The whole set, in the order of the picker.
///
/// Text emoticons that doctors also write in earnest are left out: `<3` is a number of years, `B)` and `D:` end an item or
/// begin one, and `:/` stands in every address. Where the others count is decided by those who read the text.
#[rustfmt::skip]
pub const ALL: &[Smiley] = &[
    smiley("smile", "smile", ":smile:", &[":)", ":-)"]),
    smiley("grin", "big grin", ":grin:", &[":D", ":-D"]),
    smiley("laugh", "laughing until the tears come", ":laugh:", &[":')"]),
    smiley("wink", "wink", ":wink:", &[";)", ";-)"]),
    smiley("sad", "sad", ":sad:", &[":(", ":-("]),
    smiley("cry", "crying", ":cry:", &[":'(", ":'-("]),
    smiley("tongue", "tongue out", ":tongue:", &[":P", ":-P"]),
    smiley("surprised", "surprised", ":surprised:", &[":o", ":-o", ":O", ":-O"]),
    smiley("cool", "cool, in sunglasses", ":cool:", &["8)", "8-)", "B-)"]),
    smiley("neutral", "straight face", ":neutral:", &[":|", ":-|"]),
    smiley("unsure", "unsure", ":unsure:", &[":-/", ":-\\"]),
    smiley("confused", "confused", ":confused:", &[":-S"]),
    smiley("angry", "angry", ":angry:", &[">:(", ">:-("]),
    smiley("blush", "blushing", ":blush:", &[":-$"]),
    smiley("kiss", "blowing a kiss", ":kiss:", &[":-*"]),
    smiley("halo", "innocent, with a halo", ":halo:", &["O:-)"]),
    smiley("mischief", "up to mischief", ":mischief:", &[">:-)"]),
    smiley("zipped", "lips sealed", ":zipped:", &[":-X"]),
    smiley("rolling-eyes", "rolling eyes", ":roll:", &["8-|"]),
    smiley("dizzy", "dizzy", ":dizzy:", &["%-)"]),
    smiley("thinking", "thinking", ":thinking:", &[]),
    smiley("facepalm", "face in the palm of a hand", ":facepalm:", &[]),
    smiley("sleepy", "asleep", ":sleepy:", &["|-)"]),
    smiley("tired", "tired at the end of a shift", ":tired:", &[]),
    smiley("phew", "relieved", ":phew:", &[]),
    smiley("sick", "ill, with a thermometer", ":sick:", &[]),
    smiley("queasy", "queasy", ":queasy:", &[]),
    smiley("mask", "wearing a surgical mask", ":mask:", &[]),
    smiley("plaster", "patched up with a plaster", ":plaster:", &[]),
    smiley("party", "celebrating", ":party:", &[]),
    smiley("reading", "bespectacled", ":reading:", &[]),
    smiley("thumbs-up", "thumbs up", ":thumbs-up:", &[]),
    smiley("thumbs-down", "thumbs down", ":thumbs-down:", &[]),
    smiley("heart", "heart", ":heart:", &[]),
    smiley("stethoscope", "stethoscope on a heart", ":stethoscope:", &[]),
    smiley("pill", "capsule", ":pill:", &[]),
    smiley("coffee", "cup of coffee", ":coffee:", &[]),
    smiley("night", "night shift", ":night:", &[]),
    smiley("idea", "bright idea", ":idea:", &[]),
];

#[cfg(test)]
mod tests {
    use super::ALL;
    use std::{collections::BTreeSet, fs, io, path::PathBuf};

    fn folder() -> PathBuf {
        PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../public/smileys"))
    }

    #[test]
    fn the_set_is_large_enough_to_choose_from() {
        assert!(ALL.len() >= 28, "only {} smileys", ALL.len());
    }

    #[test]
    fn no_two_smileys_share_an_id_a_name_a_code_or_a_text() {
        let mut seen = BTreeSet::new();
        for smiley in ALL {
            for (part, value) in [("id", smiley.id), ("name", smiley.name), ("code", smiley.code)] {
                assert!(seen.insert((part, value)), "{part} {value} is there twice");
            }
            for text in smiley.text {
                assert!(seen.insert(("text", text)), "text {text} is there twice");
            }
        }
    }

    #[test]
    fn every_code_is_a_word_between_colons() {
        for smiley in ALL {
            let word = smiley.code.strip_prefix(':').and_then(|rest| rest.strip_suffix(':'));
            let plain = |word: &str| word.len() > 1 && word.chars().all(|c| c.is_ascii_lowercase() || c == '-');
            assert!(word.is_some_and(plain), "{} is no code", smiley.code);
        }
    }

    #[test]
    fn no_text_emoticon_is_something_doctors_write_in_earnest() {
        for text in ALL.iter().flat_map(|smiley| smiley.text) {
            assert!(!["<3", "B)", "D:", ":/", ":*"].contains(text), "{text} would spoil a sentence");
            assert!(!text.contains(char::is_whitespace), "{text:?} holds a space");
        }
    }

    #[test]
    fn every_smiley_is_drawn_and_every_drawing_is_listed() -> io::Result<()> {
        let mut drawn = BTreeSet::new();
        for entry in fs::read_dir(folder())? {
            drawn.insert(entry?.file_name().to_string_lossy().into_owned());
        }
        let listed: BTreeSet<String> = ALL.iter().map(|smiley| format!("{}.svg", smiley.id)).collect();
        assert_eq!(drawn, listed);
        Ok(())
    }

    #[test]
    fn a_drawing_is_small_and_brings_nothing_along() -> io::Result<()> {
        for smiley in ALL {
            let drawing = fs::read_to_string(folder().join(format!("{}.svg", smiley.id)))?;
            assert!(drawing.len() < 900, "{} has {} bytes", smiley.id, drawing.len());
            for foreign in ["<script", "href", "url(", "<style", "<image", " on"] {
                assert!(!drawing.contains(foreign), "{} contains {foreign}", smiley.id);
            }
        }
        Ok(())
    }
}

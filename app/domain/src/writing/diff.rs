use similar::{ChangeTag, TextDiff};
use std::time::Duration;
use types::forums::Piece;

/// What changed from one text to the other, word by word. When the time is up, the rest is compared less finely.
pub fn changes(before: &str, now: &str, within: Duration) -> Vec<Piece> {
    let compared = TextDiff::configure().timeout(within).diff_unicode_words(before, now);
    let mut pieces = Vec::new();
    for change in compared.iter_all_changes() {
        join(&mut pieces, change.tag(), change.value());
    }
    pieces
}

/// Words of one kind in a row are one piece.
fn join(pieces: &mut Vec<Piece>, tag: ChangeTag, word: &str) {
    match (tag, pieces.last_mut()) {
        (ChangeTag::Equal, Some(Piece::Same(text)))
        | (ChangeTag::Delete, Some(Piece::Removed(text)))
        | (ChangeTag::Insert, Some(Piece::Added(text))) => text.push_str(word),
        (ChangeTag::Equal, _) => pieces.push(Piece::Same(word.to_owned())),
        (ChangeTag::Delete, _) => pieces.push(Piece::Removed(word.to_owned())),
        (ChangeTag::Insert, _) => pieces.push(Piece::Added(word.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::changes;
    use std::time::{Duration, Instant};
    use types::forums::Piece::{self, Added, Removed, Same};

    const SOON: Duration = Duration::from_millis(100);

    fn both(pieces: &[Piece]) -> (String, String) {
        let (mut before, mut now) = (String::new(), String::new());
        for piece in pieces {
            match piece {
                Same(text) => {
                    before.push_str(text);
                    now.push_str(text);
                }
                Removed(text) => before.push_str(text),
                Added(text) => now.push_str(text),
            }
        }
        (before, now)
    }

    #[test]
    fn a_changed_word_is_one_removed_and_one_added() {
        let told = changes("Give 50 mg twice a day.", "Give 5 mg twice a day.", SOON);
        let expected = [Same("Give ".into()), Removed("50".into()), Added("5".into()), Same(" mg twice a day.".into())];
        assert_eq!(told, expected);
    }

    #[test]
    fn the_pieces_make_up_both_texts_again() {
        for (before, now) in [("", "a"), ("a", ""), ("", ""), ("é 👩‍⚕️\n\nb <i>", "é 👩‍⚕️\n b <i> </ins>"), ("a b c", "c b a")]
        {
            assert_eq!(both(&changes(before, now, SOON)), (before.to_owned(), now.to_owned()));
        }
    }

    #[test]
    fn two_long_texts_with_nothing_in_common_cost_little() {
        let text =
            |seed: u32| (0..10_000_u32).map(|n| char::from(b'a' + ((n * seed) % 23) as u8).to_string() + " ").collect::<String>();
        let (one, other) = (text(7), text(5).to_uppercase());
        let began = Instant::now();
        assert_eq!(both(&changes(&one, &other, SOON)), (one, other));
        assert!(began.elapsed() < Duration::from_secs(2), "{:?}", began.elapsed());
    }
}

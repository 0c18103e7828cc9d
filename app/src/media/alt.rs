//! What a picture shows, in words.

use crate::fault::Fault;
use types::fault::FieldError;
use types::media::ALT_MOST;

/// The words for a picture, from the field `alt`: one line, not empty.
pub fn read(text: &str) -> Result<String, Fault> {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let sentence = match words.chars().count() {
        0 => "Please say in a few words what the picture shows; colleagues who cannot see it read them.".to_owned(),
        length if length > ALT_MOST => format!("Please say it in at most {ALT_MOST} characters."),
        _ if words.chars().any(char::is_control) => "These words hold a character that cannot be read.".to_owned(),
        _ => return Ok(words),
    };
    Err(Fault::Wrong(vec![FieldError::new("alt", sentence)]))
}

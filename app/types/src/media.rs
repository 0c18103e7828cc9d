//! Pictures, as their owner and those who read see them.

use crate::ids::MediaId;
use serde::{Deserialize, Serialize};

/// What browsers are asked to offer when somebody chooses a picture.
pub const ACCEPT: &str = "image/jpeg,image/png,image/webp,image/gif";
/// The longest description of a picture, in characters.
pub const ALT_MOST: usize = 300;

/// A picture that has just been taken in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picture {
    pub id: MediaId,
    pub width: u32,
    pub height: u32,
    /// Only the first picture of an animation has been kept.
    pub stilled: bool,
}

impl Picture {
    /// The address that Markdown names: the numbers let a page leave the right room for it.
    pub fn address(&self) -> String {
        format!("/media/{}?{}x{}", self.id, self.width, self.height)
    }

    /// The line that shows the picture in a post.
    pub fn markdown(&self, alt: &str) -> String {
        markdown(&self.address(), alt)
    }
}

/// The Markdown for a picture at this address of ours; what it shows is one line without brackets or marks of its own.
pub fn markdown(address: &str, alt: &str) -> String {
    let mut words = String::new();
    for word in alt.split_whitespace() {
        if !words.is_empty() {
            words.push(' ');
        }
        for letter in word.chars() {
            if matches!(letter, '[' | ']' | '\\' | '*' | '_' | '`' | '<' | '>' | '&' | '!' | '~') {
                words.push('\\');
            }
            words.push(letter);
        }
    }
    format!("![{words}]({address})")
}

/// One of the member's own pictures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnPicture {
    pub picture: Picture,
    pub alt: String,
    pub at: i64,
    /// A post shows it.
    pub shown: bool,
}

//! Pictures in Markdown: `![what it shows](/media/ID?WIDTHxHEIGHT)`.

use std::fmt::Write;

use comrak::Arena;
use comrak::nodes::NodeValue;
use types::ids::MediaId;
use types::media::ALT_MOST;

use super::tree;

/// Where pictures are fetched.
const PLACE: &str = "/media/";
/// The longest sides that we keep, on a wide page and on a phone.
const WIDE: u32 = 1600;
const PHONE: u32 = 640;
/// How wide a picture is drawn.
const SIZES: &str = "(max-width: 44rem) 100vw, 40rem";

/// An address of one of our pictures, and the room to leave for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Address {
    id: MediaId,
    /// Width and height.
    room: Option<(u32, u32)>,
}

/// A picture that a text shows, with the words that stand for it there; empty when there are none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    pub id: i64,
    pub alt: String,
}

/// The pictures that a text shows, each once.
pub fn shown(markdown: &str) -> Vec<Shown> {
    if !markdown.contains(PLACE) {
        return Vec::new();
    }
    let arena = Arena::new();
    let Ok(root) = tree::parse(&arena, markdown) else { return Vec::new() };
    let mut found: Vec<Shown> = Vec::new();
    for node in root.descendants() {
        let NodeValue::Image(image) = &node.data().value else { continue };
        let Some(address) = read(&image.url) else { continue };
        let (id, alt) = (address.id.number(), one_line(&node.collect_text()));
        match found.iter_mut().find(|shown| shown.id == id) {
            Some(known) if known.alt.is_empty() => known.alt = alt,
            Some(_) => {}
            None => found.push(Shown { id, alt }),
        }
    }
    found
}

/// As many words as a picture keeps.
fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ").chars().filter(|c| !c.is_control()).take(ALT_MOST).collect()
}

/// The picture behind an address, if it is one of ours and nothing else.
pub(super) fn read(url: &str) -> Option<Address> {
    let (id, query) = match url.strip_prefix(PLACE)?.split_once('?') {
        Some((id, query)) => (id, Some(query)),
        None => (url.strip_prefix(PLACE)?, None),
    };
    let id = id.parse().ok()?;
    let Some(query) = query else { return Some(Address { id, room: None }) };
    let (width, height) = query.split_once('x')?;
    Some(Address { id, room: Some((side(width)?, side(height)?)) })
}

fn side(text: &str) -> Option<u32> {
    let plain = (1..=4).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit()) && !text.starts_with('0');
    text.parse().ok().filter(|side| plain && *side <= WIDE)
}

impl Address {
    /// Where the whole picture is.
    pub(super) fn whole(self) -> String {
        format!("{PLACE}{}", self.id)
    }

    /// Everything about its `<img>` but the words.
    pub(super) fn attributes(self) -> String {
        let mut written = format!("class=\"picture\" src=\"{PLACE}{}\"", self.id);
        if let Some((width, height)) = self.room {
            if let Some(sources) = sources(self.id, width, height) {
                // Writing into a string cannot fail.
                let _ = write!(written, " srcset=\"{sources}\" sizes=\"{SIZES}\"");
            }
            let _ = write!(written, " width=\"{width}\" height=\"{height}\"");
        }
        written + " loading=\"lazy\""
    }
}

/// Both sizes, where there are two.
fn sources(id: MediaId, width: u32, height: u32) -> Option<String> {
    let longest = width.max(height);
    let small = (width * PHONE).div_ceil(longest).max(1);
    (longest > PHONE).then(|| format!("{PLACE}{id}?size=phone {small}w, {PLACE}{id} {width}w"))
}

/// Whether an attribute of a picture is one that we write.
pub(super) fn ours(name: &str, value: &str) -> bool {
    match name {
        "class" => value == "picture",
        "src" => read(value).is_some_and(|address| address.room.is_none()),
        "srcset" => is_ours(value),
        "sizes" => value == SIZES,
        "width" | "height" => side(value).is_some(),
        "loading" => value == "lazy",
        _ => false,
    }
}

fn is_ours(srcset: &str) -> bool {
    let parts = || {
        let (small, large) = srcset.split_once(", ")?;
        let (small, small_width) = small.strip_suffix('w')?.split_once("?size=phone ")?;
        let (large, width) = large.strip_suffix('w')?.split_once(' ')?;
        let sides = side(small_width).is_some() && side(width).is_some();
        Some(sides && small == large && ours("src", small))
    };
    parts().unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::{ours, read, shown};
    use crate::writing::render::render;

    #[test]
    fn a_picture_of_this_site_is_shown_with_its_room_and_both_sizes() {
        assert_eq!(
            render("![An ECG with *ST* elevation](/media/7?1600x1200)"),
            "<p><a href=\"/media/7\" rel=\"nofollow ugc noopener noreferrer\"><img class=\"picture\" src=\"/media/7\" \
             srcset=\"/media/7?size=phone 640w, /media/7 1600w\" sizes=\"(max-width: 44rem) 100vw, 40rem\" width=\"1600\" \
             height=\"1200\" loading=\"lazy\" alt=\"An ECG with ST elevation\"></a></p>"
        );
        assert!(render("![A mole](/media/7?300x200)").contains("src=\"/media/7\" width=\"300\" height=\"200\""));
        assert!(render("[![A mole](/media/7)](https://x.example)").contains("<a href=\"https://x.example\""));
        assert!(render("![](/media/7)").contains("alt=\"Picture\""), "a link needs a name");
        assert!(render("![\"><script>](/media/7)").contains("alt=\"&quot;&gt;\""), "{}", render("![\"><script>](/media/7)"));
    }

    #[test]
    fn nothing_else_becomes_a_picture() {
        for url in [
            "https://x.example/a.png",
            "//x.example/media/7",
            "/media/",
            "/media/0",
            "/media/07",
            "/media/7/",
            "/media/7?size=phone",
            "/media/7?1600x",
            "/media/7?1601x1200",
            "/media/7?1x1&x",
            "/media/7#x",
            "/media/9007199254740992",
            "/media/../my",
            "/MEDIA/7",
            "media/7",
            "http://localhost/media/7",
            "/smileys/happy.svg",
        ] {
            assert_eq!(read(url), None, "{url}");
            assert!(!render(&format!("![x]({url})")).contains("<img"), "{url}");
        }
    }

    #[test]
    fn a_text_names_each_of_its_pictures_once() {
        let text =
            "![a](/media/7?2x2) ![b][r] `![c](/media/9)` ![a](/media/7)\n\n[d](/media/10)\n\n> ![e](/media/11)\n\n[r]: /media/8";
        let found: Vec<_> = shown(text).into_iter().map(|picture| (picture.id, picture.alt)).collect();
        assert_eq!(found, [(7, "a".to_owned()), (8, "b".to_owned()), (11, "e".to_owned())]);
        assert_eq!(shown("https://x.example/media/7 and ![x](https://x.example/media/7)"), []);
    }

    #[test]
    fn the_words_for_a_picture_are_found_as_they_are_read() {
        let alt = |text: &str| shown(text).into_iter().map(|picture| picture.alt).collect::<Vec<_>>();
        assert_eq!(alt("![](/media/7) and ![An *ECG* \\[old\\]\nwith ST](/media/7)"), ["An ECG [old] with ST"]);
        assert_eq!(alt(&format!("![{}](/media/7)", "a".repeat(400))), ["a".repeat(300)]);
    }

    #[test]
    fn only_what_we_write_stays() {
        assert!(ours("srcset", "/media/7?size=phone 480w, /media/7 1200w"));
        for wrong in [
            "/media/7?size=phone 480w, /media/8 1200w",
            "https://x.example/a 1x",
            "/media/7 480w",
            "/media/7?size=phone 480w, /media/7 1200w, /x 9w",
        ] {
            assert!(!ours("srcset", wrong), "{wrong}");
        }
        assert!(!ours("class", "smiley") && !ours("onerror", "x") && !ours("src", "/media/7?2x2"));
    }
}

//! What is looked at of a file before anything is decoded: its kind by content, its size by header, and of its bytes only those
//! that hold pixels. Everything else is left behind here already, so nothing inside it is ever inflated or read.

use crate::{gif, jpeg, png, webp};
use image::ImageFormat;
use image::metadata::Orientation;

/// The largest file, in bytes.
pub const MOST_BYTES: usize = 10 * 1024 * 1024;
/// The most pixels, and the longest side.
pub(crate) const MOST_PIXELS: u64 = 40_000_000;
pub(crate) const LONGEST_SIDE: u32 = 20_000;
/// What decoding may hold at once; with the file itself and what is made of it, all of it stays below 256 MB.
pub(crate) const MOST_HELD: u64 = 210_000_000;

/// The parts of a file that hold its (first) picture.
pub(crate) struct Core {
    pub(crate) format: ImageFormat,
    pub(crate) bytes: Vec<u8>,
    pub(crate) width: u32,
    pub(crate) height: u32,
    /// How many bytes decoding holds at once.
    pub(crate) held: u64,
    pub(crate) orientation: Orientation,
    /// An animation, of which this is the first picture.
    pub(crate) stilled: bool,
}

/// Why a file is no picture for us.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wrong {
    Nothing,
    TooHeavy,
    NoPicture,
    OddKind,
    Damaged,
    TooManyPixels,
    TooLong,
    TooDear,
}

impl Wrong {
    /// One kind sentence that says what would do.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::Nothing => "Please choose a picture first.",
            Self::TooHeavy => "This picture is larger than 10 MB. Saved a little smaller, it will do well.",
            Self::NoPicture => "Please choose a JPEG, PNG, WebP or GIF picture; other files cannot be shown here.",
            Self::OddKind => {
                "This picture is saved in an unusual way that cannot be read here. An ordinary JPEG or PNG does well."
            }
            Self::Damaged => "This picture seems to be damaged or cut off. Please save it anew and try again.",
            Self::TooManyPixels => "This picture has more than 40 megapixels. Saved a little smaller, it will do well.",
            Self::TooLong => "A side of this picture is longer than 20,000 pixels. Saved a little smaller, it will do well.",
            Self::TooDear => "This picture takes too much room to open. Saved smaller, or as an ordinary JPEG, it will do well.",
        }
    }
}

/// Reads what a file is and holds; cheap for every file there can be.
pub(crate) fn read(bytes: &[u8]) -> Result<Core, Wrong> {
    let core = match bytes {
        [] => return Err(Wrong::Nothing),
        _ if bytes.len() > MOST_BYTES => return Err(Wrong::TooHeavy),
        [0xff, 0xd8, 0xff, ..] => jpeg::read(bytes)?,
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', rest @ ..] => png::read(rest)?,
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', rest @ ..] => gif::read(rest)?,
        [b'R', b'I', b'F', b'F', a, b, c, d, b'W', b'E', b'B', b'P', rest @ ..] => webp::read([*a, *b, *c, *d], rest)?,
        _ => return Err(Wrong::NoPicture),
    };
    if core.held > MOST_HELD { Err(Wrong::TooDear) } else { Ok(core) }
}

/// The number of pixels, if there are neither too few nor too many; asked as soon as a header tells them.
pub(crate) fn pixels(width: u32, height: u32) -> Result<u64, Wrong> {
    let pixels = u64::from(width) * u64::from(height);
    match pixels {
        0 => Err(Wrong::Damaged),
        _ if pixels > MOST_PIXELS => Err(Wrong::TooManyPixels),
        _ if width.max(height) > LONGEST_SIDE => Err(Wrong::TooLong),
        _ => Ok(pixels),
    }
}

/// Takes the first bytes off; a file that ends before them has been cut off.
pub(crate) fn take<'b>(bytes: &mut &'b [u8], length: usize) -> Result<&'b [u8], Wrong> {
    let (taken, rest) = bytes.split_at_checked(length).ok_or(Wrong::Damaged)?;
    *bytes = rest;
    Ok(taken)
}

/// The same for a fixed number of bytes.
pub(crate) fn chunk<const N: usize>(bytes: &mut &[u8]) -> Result<[u8; N], Wrong> {
    let (taken, rest) = bytes.split_first_chunk::<N>().ok_or(Wrong::Damaged)?;
    *bytes = rest;
    Ok(*taken)
}

//! GIF files: the first picture alone, however many follow.

use crate::source::{Core, Wrong, chunk, pixels, take};
use image::ImageFormat;
use image::metadata::Orientation;

const CONTROL: u8 = 0xf9;

/// Reads the blocks behind the signature of a GIF file.
pub(crate) fn read(mut rest: &[u8]) -> Result<Core, Wrong> {
    let screen: [u8; 7] = chunk(&mut rest)?;
    let colours = table(&mut rest, screen[4])?;
    let mut control = None;
    loop {
        match chunk(&mut rest)? {
            [0x21] => {
                let [label] = chunk(&mut rest)?;
                let body = blocks(&mut rest)?;
                if label == CONTROL {
                    control = Some(body);
                }
            }
            [0x2c] => break,
            _ => return Err(Wrong::Damaged),
        }
    }
    let place: [u8; 9] = chunk(&mut rest)?;
    let (width, height) = (u16::from_le_bytes([place[4], place[5]]), u16::from_le_bytes([place[6], place[7]]));
    let pixels = pixels(width.into(), height.into())?;
    let own_colours = table(&mut rest, place[8])?;
    let (smallest, data) = (take(&mut rest, 1)?, blocks(&mut rest)?);
    let mut kept = b"GIF89a".to_vec();
    // The picture fills the screen, so that no second copy is made to put it there.
    kept.extend_from_slice(&[place[4], place[5], place[6], place[7], screen[4], screen[5], 0]);
    kept.extend_from_slice(colours);
    if let Some(body) = control {
        kept.extend_from_slice(&[0x21, CONTROL]);
        kept.extend_from_slice(body);
    }
    kept.extend_from_slice(&[0x2c, 0, 0, 0, 0]);
    kept.extend_from_slice(&place[4..]);
    for part in [own_colours, smallest, data, &[0x3b]] {
        kept.extend_from_slice(part);
    }
    Ok(Core {
        format: ImageFormat::Gif,
        bytes: kept,
        width: width.into(),
        height: height.into(),
        held: 4 * pixels,
        orientation: Orientation::NoTransforms,
        stilled: !matches!(rest, [] | [0x3b, ..]),
    })
}

/// A table of colours, if the flags say that there is one.
fn table<'b>(rest: &mut &'b [u8], flags: u8) -> Result<&'b [u8], Wrong> {
    if flags & 0x80 == 0 { Ok(&[]) } else { take(rest, 3 << ((flags & 7) + 1)) }
}

/// A chain of blocks with its end.
fn blocks<'b>(rest: &mut &'b [u8]) -> Result<&'b [u8], Wrong> {
    let whole = *rest;
    loop {
        let [length] = chunk(rest)?;
        if length == 0 {
            return Ok(&whole[..whole.len() - rest.len()]);
        }
        take(rest, length.into())?;
    }
}

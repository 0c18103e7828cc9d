//! PNG files: the chunks that hold pixels, up to the end of the picture.

use crate::source::{Core, Wrong, chunk, pixels, take};
use image::ImageFormat;
use image::metadata::Orientation;

const SIGNATURE: [u8; 8] = [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n'];

/// Reads the chunks behind the signature of a PNG file.
pub(crate) fn read(mut rest: &[u8]) -> Result<Core, Wrong> {
    let (mut kept, mut header, mut clear, mut data, mut stilled) = (SIGNATURE.to_vec(), None, false, false, false);
    let mut orientation = None;
    loop {
        let whole = rest;
        let (length, kind) = (u32::from_be_bytes(chunk(&mut rest)?), chunk::<4>(&mut rest)?);
        let length = usize::try_from(length).map_err(|_| Wrong::Damaged)?;
        let body = take(&mut rest, length)?;
        take(&mut rest, 4)?;
        match &kind {
            b"IHDR" if header.is_none() => header = Some(of(body)?),
            b"IHDR" => return Err(Wrong::Damaged),
            b"tRNS" => clear = true,
            b"IDAT" => data = true,
            b"PLTE" | b"IEND" => {}
            b"acTL" => {
                stilled = true;
                continue;
            }
            b"eXIf" => {
                orientation = orientation.or_else(|| Orientation::from_exif_chunk(body));
                continue;
            }
            _ => continue,
        }
        kept.extend_from_slice(&whole[..length + 12]);
        if kind == *b"IEND" {
            break;
        }
    }
    let (width, height, depth, colour) = header.filter(|_| data).ok_or(Wrong::Damaged)?;
    Ok(Core {
        format: ImageFormat::Png,
        bytes: kept,
        width,
        height,
        held: pixels(width, height)? * of_pixel(depth, colour, clear),
        orientation: orientation.unwrap_or(Orientation::NoTransforms),
        stilled,
    })
}

type Header = (u32, u32, u8, u8);

fn of(mut body: &[u8]) -> Result<Header, Wrong> {
    let (width, height) = (u32::from_be_bytes(chunk(&mut body)?), u32::from_be_bytes(chunk(&mut body)?));
    let [depth, colour, _, _, _] = chunk(&mut body)?;
    pixels(width, height)?;
    Ok((width, height, depth, colour))
}

/// Bytes of a decoded pixel; deep ones are held once more with eight bits.
fn of_pixel(depth: u8, colour: u8, clear: bool) -> u64 {
    let channels = match colour {
        0 => 1,
        4 => 2,
        2 | 3 => 3,
        _ => 4,
    };
    let channels = channels + u64::from(clear);
    if depth == 16 { 3 * channels } else { channels }
}

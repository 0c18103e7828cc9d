//! WebP files: the chunks of the (first) picture.

use crate::source::{Core, Wrong, chunk, pixels, take};
use image::ImageFormat;
use image::metadata::Orientation;

/// The largest side that a WebP picture can have.
const LONGEST: u32 = 16_384;

#[derive(Default)]
struct Parts<'b> {
    clear: Option<&'b [u8]>,
    /// With the name of its chunk.
    picture: Option<([u8; 4], &'b [u8])>,
    orientation: Option<Orientation>,
    stilled: bool,
}

/// Reads the chunks of a WebP file; what lies behind its own end is not looked at.
pub(crate) fn read(length: [u8; 4], mut rest: &[u8]) -> Result<Core, Wrong> {
    let length = usize::try_from(u32::from_le_bytes(length)).map_err(|_| Wrong::Damaged)?;
    let mut rest = take(&mut rest, length.checked_sub(4).ok_or(Wrong::Damaged)?)?;
    let mut parts = Parts::default();
    while !rest.is_empty() {
        parts.step(&mut rest)?;
    }
    let (kind, picture) = parts.picture.ok_or(Wrong::Damaged)?;
    let lossless = kind == *b"VP8L";
    let (width, height) = if lossless { of_lossless(picture)? } else { of_lossy(picture)? };
    let (width, height) = (u32::from(width), u32::from(height));
    let pixels = pixels(width, height)?;
    if width.max(height) > LONGEST {
        return Err(Wrong::TooLong);
    }
    let clear = parts.clear.filter(|_| !lossless);
    let mut bytes = b"WEBP".to_vec();
    // Said to have transparency, a lossless picture is decoded where it will stay.
    let flags = if lossless || clear.is_some() { 0x10 } else { 0 };
    let [w, h] = [width - 1, height - 1].map(u32::to_le_bytes);
    put(&mut bytes, b"VP8X", &[flags, 0, 0, 0, w[0], w[1], w[2], h[0], h[1], h[2]]);
    if let Some(clear) = clear {
        put(&mut bytes, b"ALPH", clear);
    }
    put(&mut bytes, &kind, picture);
    let length = u32::try_from(bytes.len()).map_err(|_| Wrong::Damaged)?;
    Ok(Core {
        format: ImageFormat::WebP,
        bytes: [b"RIFF", &length.to_le_bytes()[..], &bytes].concat(),
        width,
        height,
        // Lossy: three planes and the pixels; its transparency is a lossless picture of its own.
        held: match (lossless, clear) {
            (true, _) => 4 * pixels,
            (false, None) => pixels * 9 / 2,
            (false, Some(_)) => pixels * 21 / 2,
        },
        orientation: parts.orientation.unwrap_or(Orientation::NoTransforms),
        stilled: parts.stilled,
    })
}

impl<'b> Parts<'b> {
    /// Reads one chunk.
    fn step(&mut self, rest: &mut &'b [u8]) -> Result<(), Wrong> {
        let (kind, length) = (chunk::<4>(rest)?, u32::from_le_bytes(chunk(rest)?));
        let length = usize::try_from(length).map_err(|_| Wrong::Damaged)?;
        let body = take(rest, length)?;
        if length % 2 == 1 && !rest.is_empty() {
            take(rest, 1)?;
        }
        match &kind {
            b"VP8 " | b"VP8L" if self.picture.is_none() => self.picture = Some((kind, body)),
            b"ALPH" if self.picture.is_none() => self.clear = Some(body),
            b"ANMF" if self.picture.is_none() => {
                let mut inside = body.get(16..).ok_or(Wrong::Damaged)?;
                while self.picture.is_none() && !inside.is_empty() {
                    // A frame holds no frames.
                    if inside.starts_with(b"ANMF") {
                        return Err(Wrong::Damaged);
                    }
                    self.step(&mut inside)?;
                }
            }
            b"ANMF" => self.stilled = true,
            b"EXIF" => {
                let exif = body.strip_prefix(b"Exif\0\0").unwrap_or(body);
                self.orientation = self.orientation.or_else(|| Orientation::from_exif_chunk(exif));
            }
            _ => {}
        }
        Ok(())
    }
}

fn put(bytes: &mut Vec<u8>, kind: &[u8; 4], body: &[u8]) {
    bytes.extend_from_slice(kind);
    bytes.extend_from_slice(&(body.len() as u32).to_le_bytes());
    bytes.extend_from_slice(body);
    if body.len() % 2 == 1 {
        bytes.push(0);
    }
}

fn of_lossless(mut picture: &[u8]) -> Result<(u16, u16), Wrong> {
    let [0x2f, a, b, c, d] = chunk(&mut picture)? else { return Err(Wrong::Damaged) };
    let bits = u32::from_le_bytes([a, b, c, d]);
    Ok(((bits & 0x3fff) as u16 + 1, ((bits >> 14) & 0x3fff) as u16 + 1))
}

fn of_lossy(mut picture: &[u8]) -> Result<(u16, u16), Wrong> {
    let [_, _, _, 0x9d, 0x01, 0x2a, w0, w1, h0, h1] = chunk(&mut picture)? else { return Err(Wrong::Damaged) };
    Ok((u16::from_le_bytes([w0, w1]) & 0x3fff, u16::from_le_bytes([h0, h1]) & 0x3fff))
}

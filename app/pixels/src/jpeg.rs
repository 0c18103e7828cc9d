//! JPEG files: segments up to the end of the first picture; only tables, frame and scans are kept.

use crate::source::{Core, Wrong, chunk, pixels, take};
use image::ImageFormat;
use image::metadata::Orientation;
use std::io::BufRead;

/// Scans of one picture; usual progressive ones have about ten, and each goes over all blocks again.
const MOST_SCANS: u32 = 32;

struct Frame {
    width: u32,
    height: u32,
    progressive: bool,
    /// Horizontal and vertical samples of each component.
    samples: Vec<(u64, u64)>,
}

/// Reads the segments of a JPEG file.
pub(crate) fn read(bytes: &[u8]) -> Result<Core, Wrong> {
    let mut rest = bytes.get(2..).ok_or(Wrong::Damaged)?;
    let (mut kept, mut frame, mut scans, mut all_at_once) = (vec![0xff, 0xd8], None, 0, false);
    let mut orientation = None;
    loop {
        let code = marker(&mut rest)?;
        if matches!(code, 0x01 | 0xd0..=0xd7) {
            continue;
        }
        if code == 0xd9 {
            break;
        }
        let length = usize::from(u16::from_be_bytes(chunk(&mut rest)?));
        let body = take(&mut rest, length.checked_sub(2).ok_or(Wrong::Damaged)?)?;
        match code {
            0xc0..=0xc2 if frame.is_none() => frame = Some(of(code, body)?),
            0xc0..=0xc2 | 0xd8 => return Err(Wrong::Damaged),
            0xc3 | 0xc5..=0xcf => return Err(Wrong::OddKind),
            0xc4 | 0xdb | 0xdd | 0xda => {}
            // How an Adobe program has mixed the colours; what else it tells is left out.
            0xee if body.starts_with(b"Adobe") && body.len() >= 12 => {
                kept.extend_from_slice(&[0xff, 0xee, 0, 14]);
                kept.extend_from_slice(&body[..12]);
                continue;
            }
            0xe1 if orientation.is_none() && body.starts_with(b"Exif\0\0") => {
                orientation = Orientation::from_exif_chunk(&body[6..]);
                continue;
            }
            _ => continue,
        }
        kept.extend_from_slice(&[0xff, code]);
        kept.extend_from_slice(&(length as u16).to_be_bytes());
        kept.extend_from_slice(body);
        if code == 0xda {
            scans += 1;
            let of_scan = usize::from(body.first().copied().unwrap_or(0));
            all_at_once = scans == 1 && frame.as_ref().is_some_and(|frame| frame.samples.len() == of_scan);
            if scans > MOST_SCANS {
                return Err(Wrong::TooDear);
            }
            scan(&mut rest, &mut kept)?;
        }
    }
    kept.extend_from_slice(&[0xff, 0xd9]);
    let frame = frame.filter(|_| scans > 0).ok_or(Wrong::Damaged)?;
    Ok(Core {
        format: ImageFormat::Jpeg,
        bytes: kept,
        width: frame.width,
        height: frame.height,
        held: frame.held(all_at_once && !frame.progressive)?,
        orientation: orientation.unwrap_or(Orientation::NoTransforms),
        stilled: false,
    })
}

/// The code of the next marker; stray bytes before it are passed over.
fn marker(rest: &mut &[u8]) -> Result<u8, Wrong> {
    let mut before = 0x00;
    loop {
        if before != 0xff {
            rest.skip_until(0xff).map_err(|_| Wrong::Damaged)?;
        }
        [before] = chunk(rest)?;
        if !matches!(before, 0x00 | 0xff) {
            return Ok(before);
        }
    }
}

fn of(code: u8, mut body: &[u8]) -> Result<Frame, Wrong> {
    let [precision, h1, h0, w1, w0, components] = chunk(&mut body)?;
    if precision != 8 || !matches!(components, 1 | 3 | 4) {
        return Err(Wrong::OddKind);
    }
    let (width, height) = (u32::from(u16::from_be_bytes([w1, w0])), u32::from(u16::from_be_bytes([h1, h0])));
    pixels(width, height)?;
    let mut samples = Vec::new();
    for _ in 0..components {
        let [_, factors, _] = chunk(&mut body)?;
        let (across, down) = (u64::from(factors >> 4), u64::from(factors & 15));
        if !(1..=4).contains(&across) || !(1..=4).contains(&down) {
            return Err(Wrong::Damaged);
        }
        samples.push((across, down));
    }
    Ok(Frame { width, height, progressive: code == 0xc2, samples })
}

/// Copies the data of a scan, up to the marker after it.
fn scan(rest: &mut &[u8], kept: &mut Vec<u8>) -> Result<(), Wrong> {
    loop {
        let here = *rest;
        let read = rest.read_until(0xff, kept).map_err(|_| Wrong::Damaged)?;
        match *rest.first().ok_or(Wrong::Damaged)? {
            code @ (0x00 | 0xd0..=0xd7) => {
                kept.push(code);
                *rest = &rest[1..];
            }
            0xff => drop(kept.pop()),
            _ => {
                kept.pop();
                *rest = &here[read - 1..];
                return Ok(());
            }
        }
    }
}

impl Frame {
    /// The pixels, and unless everything comes in one scan, the coefficients of all blocks.
    fn held(&self, all_at_once: bool) -> Result<u64, Wrong> {
        let pixels = pixels(self.width, self.height)?;
        let shown = if self.samples.len() == 1 { pixels } else { 3 * pixels };
        let most = |of: fn(&(u64, u64)) -> u64| self.samples.iter().map(of).max().unwrap_or(1);
        let (across, down) = (most(|sample| sample.0), most(|sample| sample.1));
        let blocks = u64::from(self.width).div_ceil(8 * across) * u64::from(self.height).div_ceil(8 * down);
        let coefficients: u64 = self.samples.iter().map(|(across, down)| blocks * across * down * 128).sum();
        Ok(if all_at_once { shown } else { shown + coefficients })
    }
}

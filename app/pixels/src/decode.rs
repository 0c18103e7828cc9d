//! From a file to pixels, and from pixels to files of our own. Pure functions.

use crate::shrink::{fit, square};
use crate::source::{Core, LONGEST_SIDE, MOST_HELD, Wrong, read};
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{DynamicImage, ImageReader, Limits, RgbImage, Rgba};
use std::collections::HashSet;
use std::io::Cursor;

/// The longest side as it is shown on a wide page, and on a phone.
pub(crate) const WIDE: u32 = 1600;
pub(crate) const PHONE: u32 = 640;
/// The sides of a face.
pub(crate) const FACE: u32 = 256;
pub(crate) const SMALL_FACE: u32 = 64;
/// A picture with more colours than this is a photograph; drawings, charts and screenshots have fewer.
const MOST_COLOURS: usize = 4096;
const QUALITY: u8 = 82;

/// A picture written anew: pixels and nothing else.
pub struct Made {
    pub media: &'static str,
    /// The largest one first.
    pub sizes: Vec<Size>,
    /// Only the first picture of an animation has been kept.
    pub stilled: bool,
}

/// A picture in one of its sizes.
pub struct Size {
    pub name: &'static str,
    pub width: u32,
    pub height: u32,
    pub data: Vec<u8>,
}

/// A picture for posts, from a file that somebody has sent.
pub fn picture(bytes: Vec<u8>) -> Result<Made, Wrong> {
    let core = core(bytes)?;
    let (orientation, stilled) = (core.orientation, core.stilled);
    let mut wide = fit(pixels(core)?, WIDE)?;
    wide.apply_orientation(orientation);
    let phone = if wide.width().max(wide.height()) > PHONE { Some(fit(wide.clone(), PHONE)?) } else { None };
    made(wide, phone, stilled)
}

/// A face beside a name: the middle of a picture, as a square.
pub fn face(bytes: Vec<u8>) -> Result<Made, Wrong> {
    let core = core(bytes)?;
    let (orientation, stilled) = (core.orientation, core.stilled);
    let mut face = square(pixels(core)?, FACE)?;
    face.apply_orientation(orientation);
    let small = fit(face.clone(), SMALL_FACE)?;
    made(face, Some(small), stilled)
}

/// The file itself is let go before its pixels are there.
fn core(bytes: Vec<u8>) -> Result<Core, Wrong> {
    read(&bytes)
}

fn pixels(core: Core) -> Result<DynamicImage, Wrong> {
    let mut limits = Limits::no_limits();
    (limits.max_image_width, limits.max_image_height) = (Some(LONGEST_SIDE), Some(LONGEST_SIDE));
    limits.max_alloc = Some(MOST_HELD);
    let mut reader = ImageReader::with_format(Cursor::new(core.bytes.as_slice()), core.format);
    reader.limits(limits);
    let image = reader.decode().map_err(|_| Wrong::Damaged)?;
    if (image.width(), image.height()) != (core.width, core.height) {
        return Err(Wrong::Damaged);
    }
    drop(core);
    Ok(match image {
        eight @ (DynamicImage::ImageLuma8(_) | DynamicImage::ImageRgb8(_) | DynamicImage::ImageRgba8(_)) => eight,
        DynamicImage::ImageLuma16(_) => DynamicImage::ImageLuma8(image.into_luma8()),
        DynamicImage::ImageRgb16(_) => DynamicImage::ImageRgb8(image.into_rgb8()),
        other => DynamicImage::ImageRgba8(other.into_rgba8()),
    })
}

/// Makes the file of a picture.
type Writer = fn(&DynamicImage) -> Result<Vec<u8>, Wrong>;

/// Photographs become JPEGs, whatever has few colours a PNG, where edges stay sharp and what is clear stays clear.
fn made(wide: DynamicImage, phone: Option<DynamicImage>, stilled: bool) -> Result<Made, Wrong> {
    let (media, write): (_, Writer) = if is_photograph(&wide) { ("image/jpeg", jpeg) } else { ("image/png", png) };
    let size = |name, image: &DynamicImage| Ok(Size { name, width: image.width(), height: image.height(), data: write(image)? });
    let mut sizes = vec![size("wide", &wide)?];
    if let Some(phone) = phone {
        sizes.push(size("phone", &phone)?);
    }
    Ok(Made { media, sizes, stilled })
}

fn is_photograph(image: &DynamicImage) -> bool {
    let mut colours = HashSet::new();
    match image {
        // All the greys there are would be few; a radiograph is a photograph none the less.
        DynamicImage::ImageLuma8(grey) => {
            colours.extend(grey.as_raw().iter().map(|grey| u32::from(*grey)));
            colours.len() > 64
        }
        DynamicImage::ImageRgb8(rgb) => many(rgb.as_raw().chunks_exact(3)),
        DynamicImage::ImageRgba8(rgba) => many(rgba.as_raw().chunks_exact(4)),
        _ => true,
    }
}

fn many<'p>(pixels: impl Iterator<Item = &'p [u8]>) -> bool {
    let mut colours = HashSet::new();
    let mut last: &[u8] = &[];
    for pixel in pixels {
        if pixel != last {
            last = pixel;
            colours.insert(pixel);
            if colours.len() > MOST_COLOURS {
                return true;
            }
        }
    }
    false
}

fn jpeg(image: &DynamicImage) -> Result<Vec<u8>, Wrong> {
    let mut file = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut file, QUALITY);
    let on_white = match image {
        DynamicImage::ImageRgba8(clear) => Some(DynamicImage::ImageRgb8(over_white(clear))),
        _ => None,
    };
    encoder.encode_image(on_white.as_ref().unwrap_or(image)).map_err(|_| Wrong::Damaged)?;
    Ok(file)
}

fn over_white(clear: &image::RgbaImage) -> RgbImage {
    RgbImage::from_fn(clear.width(), clear.height(), |x, y| {
        let Rgba([r, g, b, a]) = *clear.get_pixel(x, y);
        let over = |ink: u8| (u16::from(ink) * u16::from(a) + 255 * (255 - u16::from(a))).div_euclid(255) as u8;
        image::Rgb([r, g, b].map(over))
    })
}

fn png(image: &DynamicImage) -> Result<Vec<u8>, Wrong> {
    let mut file = Vec::new();
    let encoder = PngEncoder::new_with_quality(&mut file, CompressionType::Default, FilterType::Adaptive);
    image.write_with_encoder(encoder).map_err(|_| Wrong::Damaged)?;
    Ok(file)
}

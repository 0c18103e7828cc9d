//! Fewer pixels, without a second copy of the many.

use crate::source::Wrong;
use fast_image_resize::images::Image;
use fast_image_resize::{FilterType, MulDiv, PixelType, ResizeAlg, ResizeOptions, Resizer};
use image::{DynamicImage, GrayImage, RgbImage, RgbaImage};

/// The picture with its longest side at most this long.
pub(crate) fn fit(image: DynamicImage, longest: u32) -> Result<DynamicImage, Wrong> {
    let (width, height) = (image.width(), image.height());
    if width.max(height) <= longest {
        return Ok(image);
    }
    let scaled = |side: u32| {
        let side = (u64::from(side) * u64::from(longest)).div_ceil(u64::from(width.max(height)));
        u32::try_from(side).unwrap_or(longest).clamp(1, longest)
    };
    resize(image, (scaled(width), scaled(height)), &ResizeOptions::new())
}

/// The middle of the picture, as a square.
pub(crate) fn square(image: DynamicImage, side: u32) -> Result<DynamicImage, Wrong> {
    resize(image, (side, side), &ResizeOptions::new().fit_into_destination(Some((0.5, 0.5))))
}

fn resize(image: DynamicImage, (width, height): (u32, u32), options: &ResizeOptions) -> Result<DynamicImage, Wrong> {
    let (from_width, from_height) = (image.width(), image.height());
    let (kind, pixels) = match image {
        DynamicImage::ImageLuma8(grey) => (PixelType::U8, grey.into_raw()),
        DynamicImage::ImageRgb8(rgb) => (PixelType::U8x3, rgb.into_raw()),
        other => (PixelType::U8x4, other.into_rgba8().into_raw()),
    };
    let mut from = Image::from_vec_u8(from_width, from_height, pixels, kind).map_err(|_| Wrong::Damaged)?;
    let mut to = Image::new(width, height, kind);
    let clear = kind == PixelType::U8x4;
    // What is clear lends its colour to nothing beside it.
    if clear {
        MulDiv::new().multiply_alpha_inplace(&mut from).map_err(|_| Wrong::Damaged)?;
    }
    let options = options.resize_alg(ResizeAlg::Convolution(FilterType::CatmullRom)).use_alpha(false);
    Resizer::new().resize(&from, &mut to, &options).map_err(|_| Wrong::Damaged)?;
    if clear {
        MulDiv::new().divide_alpha_inplace(&mut to).map_err(|_| Wrong::Damaged)?;
    }
    let pixels = to.into_vec();
    let image = match kind {
        PixelType::U8 => GrayImage::from_raw(width, height, pixels).map(DynamicImage::ImageLuma8),
        PixelType::U8x3 => RgbImage::from_raw(width, height, pixels).map(DynamicImage::ImageRgb8),
        _ => RgbaImage::from_raw(width, height, pixels).map(DynamicImage::ImageRgba8),
    };
    image.ok_or(Wrong::Damaged)
}

use super::marked::{MARK, chunk, exif, gifs, in_png, jpegs, plain, pngs, squeezed, webps};
use domain::fault::{Fault, Result};
use domain::media::make;
use exif::{Tag, Value};
use flate2::read::ZlibDecoder;
use image::{DynamicImage, GenericImageView, ImageFormat, RgbImage, RgbaImage};
use std::io::{Cursor, Read};
use std::time::{Duration, Instant};

fn holds(bytes: &[u8], word: &[u8]) -> bool {
    bytes.windows(word.len()).any(|part| part == word)
}

/// Everything that is packed in a PNG file, unpacked.
fn unpacked(png: &[u8]) -> Vec<u8> {
    let (mut all, mut data, mut at) = (Vec::new(), Vec::new(), 8);
    while at + 12 <= png.len() {
        let length = u32::from_be_bytes(png[at..at + 4].try_into().unwrap()) as usize;
        let (kind, body) = (&png[at + 4..at + 8], &png[at + 8..at + 8 + length]);
        for start in (0..body.len()).filter(|at| body[*at] == 0x78) {
            let _ = ZlibDecoder::new(&body[start..]).read_to_end(&mut all);
        }
        if kind == b"IDAT" {
            data.extend_from_slice(body);
        }
        at += 12 + length;
    }
    ZlibDecoder::new(&data[..]).read_to_end(&mut all).unwrap_or(0);
    all
}

/// The names of a PNG's chunks, with what stands behind the last.
fn chunks(png: &[u8]) -> Vec<String> {
    let (mut names, mut at) = (Vec::new(), 8);
    while at < png.len() {
        let length = u32::from_be_bytes(png[at..at + 4].try_into().unwrap()) as usize;
        names.push(String::from_utf8_lossy(&png[at + 4..at + 8]).into_owned());
        at += 12 + length;
    }
    names.dedup();
    names
}

/// The codes of a JPEG's segments; the file ends with its end.
fn segments(jpeg: &[u8]) -> Vec<u8> {
    let (mut codes, mut at) = (Vec::new(), 2);
    while jpeg[at + 1] != 0xda {
        assert_eq!(jpeg[at], 0xff);
        codes.push(jpeg[at + 1]);
        if jpeg[at + 1] == 0xe0 {
            assert_eq!(&jpeg[at + 2..at + 9], b"\0\x10JFIF\0", "nothing but the plainest head");
        }
        at += 2 + usize::from(u16::from_be_bytes([jpeg[at + 2], jpeg[at + 3]]));
    }
    let data = &jpeg[at..];
    let ends = data.windows(2).filter(|pair| pair[0] == 0xff && !matches!(pair[1], 0 | 0xda)).count();
    assert!(ends == 1 && jpeg.ends_with(&[0xff, 0xd9]), "one scan, and nothing behind its end");
    codes.sort_unstable();
    codes.dedup();
    codes
}

#[tokio::test]
async fn nothing_but_pixels_is_left_of_seventy_files_with_a_word_in_them() -> Result<()> {
    let all = [jpegs(), pngs(), gifs(), webps()].concat();
    assert!(all.len() >= 70, "{}", all.len());
    for (kind, file) in all {
        let marked = holds(&file, MARK.as_bytes()) || holds(&unpacked_if_png(&file), MARK.as_bytes());
        assert!(marked, "{kind}: the word is in the file that is sent");
        let made = make::picture(file).await.unwrap_or_else(|fault| panic!("{kind}: {fault}"));
        for size in &made.sizes {
            assert!(!holds(&size.data, MARK.as_bytes()), "{kind}: the word came out");
            assert!(exif::Reader::new().read_from_container(&mut Cursor::new(&size.data)).is_err(), "{kind}: EXIF came out");
            if made.media == "image/png" {
                assert!(!holds(&unpacked(&size.data), MARK.as_bytes()), "{kind}: the word came out packed");
                assert_eq!(chunks(&size.data), ["IHDR", "IDAT", "IEND"], "{kind}");
            } else {
                assert_eq!(segments(&size.data), [0xc0, 0xc4, 0xdb, 0xe0], "{kind}");
            }
        }
    }
    Ok(())
}

fn unpacked_if_png(file: &[u8]) -> Vec<u8> {
    if file.starts_with(b"\x89PNG") { unpacked(file) } else { Vec::new() }
}

/// What somebody is told about a file, and how long it took.
async fn told(file: Vec<u8>) -> (String, Duration) {
    let begun = Instant::now();
    let sentence = match make::picture(file).await {
        Err(Fault::Wrong(errors)) => errors[0].sentence.clone(),
        Err(other) => other.to_string(),
        Ok(made) => format!("{} × {}", made.sizes[0].width, made.sizes[0].height),
    };
    (sentence, begun.elapsed())
}

fn header(width: u32, height: u32, depth: u8, colour: u8) -> Vec<u8> {
    let head = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[depth, colour, 0, 0, 0]].concat();
    [b"\x89PNG\r\n\x1a\n".to_vec(), chunk(b"IHDR", &head), chunk(b"IDAT", &squeezed(&vec![0; 1 << 20])), chunk(b"IEND", b"")]
        .concat()
}

/// As many pictures in one animation.
fn animation(frames: usize) -> Vec<u8> {
    let file = plain(ImageFormat::Gif, 4, 4);
    let head = 13 + if file[10] & 0x80 == 0 { 0 } else { 3 << ((file[10] & 7) + 1) };
    let frame = &file[head..file.len() - 1];
    [&file[..head], &frame.repeat(frames)[..], b";"].concat()
}

#[tokio::test]
async fn bombs_cost_little_and_get_a_sentence() {
    let jpeg = plain(ImageFormat::Jpeg, 640, 480);
    let mut scans = jpeg.clone();
    let scan = jpeg.windows(2).position(|pair| pair == [0xff, 0xda]).unwrap();
    let one = jpeg[scan..jpeg.len() - 2].to_vec();
    scans.splice(jpeg.len() - 2..jpeg.len() - 2, one.repeat(40));
    let mut wide = jpeg.clone();
    let frame = jpeg.windows(2).position(|pair| pair == [0xff, 0xc0]).unwrap();
    wide[frame + 5..frame + 9].copy_from_slice(&[0xff, 0xff, 0xff, 0xff]);
    let nulls = squeezed(&vec![0; 200 << 20]);
    let cases: Vec<(&str, Vec<u8>, &str)> = vec![
        ("50,000 × 50,000 PNG", header(50_000, 50_000, 8, 6), "40 megapixels"),
        ("the largest PNG there can be", header(0x7fff_ffff, 0x7fff_ffff, 16, 6), "40 megapixels"),
        ("40 deep megapixels", header(6300, 6300, 16, 6), "too much room"),
        ("a long strip", header(30_000, 10, 8, 2), "20,000 pixels"),
        ("65,535 × 65,535 JPEG", wide, "40 megapixels"),
        ("a JPEG with forty scans", scans, "too much room"),
        ("10,000 frames", animation(10_000), "4 × 4"),
        ("200 MB behind an iCCP", in_png(&chunk(b"iCCP", &[b"x\0\0", &nulls[..]].concat())), "64 × 48"),
        ("200 MB behind a zTXt", in_png(&chunk(b"zTXt", &[b"x\0\0", &nulls[..]].concat())), "64 × 48"),
        ("nine megabytes of nothing", in_png(&chunk(b"prVt", &vec![7; 9 << 20])), "64 × 48"),
        ("11 MB", vec![0xff; 11 << 20], "larger than 10 MB"),
        ("half a JPEG", jpeg[..jpeg.len() / 2].to_vec(), "damaged or cut off"),
        ("half a PNG", plain(ImageFormat::Png, 640, 480)[..5000].to_vec(), "damaged or cut off"),
        ("half a GIF", plain(ImageFormat::Gif, 640, 480)[..5000].to_vec(), "damaged or cut off"),
        ("half a WebP", plain(ImageFormat::WebP, 640, 480)[..2000].to_vec(), "damaged or cut off"),
        ("a page", b"<!doctype html><img src=x>".to_vec(), "JPEG, PNG, WebP or GIF"),
        ("a drawing with scripts", b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>".to_vec(), "JPEG, PNG, WebP or GIF"),
        ("an archive before a JPEG", [b"PK\x03\x04".to_vec(), jpeg.clone()].concat(), "JPEG, PNG, WebP or GIF"),
        ("a script that begins like a GIF", b"GIF89a/*".repeat(50), "damaged or cut off"),
        ("only a beginning", b"\x89PNG\r\n\x1a\n".to_vec(), "damaged or cut off"),
        ("nothing", Vec::new(), "choose a picture"),
    ];
    for (what, file, expected) in cases {
        let (sentence, took) = told(file).await;
        assert!(sentence.contains(expected), "{what}: {sentence}");
        assert!(took < Duration::from_millis(300), "{what} took {took:?}");
    }
}

#[tokio::test]
async fn a_picture_stands_upright_in_two_sizes() -> Result<()> {
    let jpeg = plain(ImageFormat::Jpeg, 2000, 1000);
    let block = [b"Exif\0\0", &exif(Tag::Orientation, Value::Short(vec![6]), None)[..]].concat();
    let turned = [&jpeg[..2], &[0xff, 0xe1], &((block.len() + 2) as u16).to_be_bytes()[..], &block, &jpeg[2..]].concat();
    let made = make::picture(turned).await?;
    let sizes: Vec<_> = made.sizes.iter().map(|size| (size.name, size.width, size.height)).collect();
    assert_eq!((made.media, sizes), ("image/jpeg", vec![("wide", 800, 1600), ("phone", 320, 640)]));
    let (top_left, first) = (image::load_from_memory(&made.sizes[0].data).unwrap(), image::load_from_memory(&jpeg).unwrap());
    let (new, old) = (top_left.get_pixel(795, 4), first.get_pixel(5, 5));
    assert!(
        new.0[0].abs_diff(old.0[0]) < 40 && new.0[1].abs_diff(old.0[1]) < 40,
        "the first corner is on the right: {new:?} {old:?}"
    );
    Ok(())
}

#[tokio::test]
async fn drawings_keep_their_edges_and_what_is_clear() -> Result<()> {
    let drawing = RgbaImage::from_fn(300, 200, |x, _| image::Rgba(if x < 150 { [200, 10, 10, 255] } else { [0, 0, 0, 0] }));
    let mut file = Vec::new();
    DynamicImage::ImageRgba8(drawing).write_to(&mut Cursor::new(&mut file), ImageFormat::Png).unwrap();
    let made = make::picture(file).await?;
    assert_eq!(made.media, "image/png");
    let image = image::load_from_memory(&made.sizes[0].data).unwrap();
    assert_eq!((image.get_pixel(10, 10).0, image.get_pixel(290, 10).0[3]), ([200, 10, 10, 255], 0));
    let face = make::face(plain(ImageFormat::WebP, 500, 300)).await?;
    let sizes: Vec<_> = face.sizes.iter().map(|size| (size.width, size.height)).collect();
    assert_eq!(sizes, [(256, 256), (64, 64)]);
    let tiny = RgbImage::from_pixel(1, 1, image::Rgb([1, 2, 3]));
    let mut file = Vec::new();
    DynamicImage::ImageRgb8(tiny).write_to(&mut Cursor::new(&mut file), ImageFormat::Png).unwrap();
    assert_eq!(make::picture(file.clone()).await?.sizes.len(), 1);
    assert_eq!(make::face(file).await?.sizes[0].width, 256);
    Ok(())
}

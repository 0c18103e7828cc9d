//! Pictures that carry a word in every place where a file can carry one.

use exif::experimental::Writer;
use exif::{Field, In, Rational, Tag, Value};
use flate2::Compression;
use flate2::write::ZlibEncoder;
use image::{DynamicImage, ImageFormat, RgbImage};
use std::io::{Cursor, Write};

/// The word that must not come out.
pub const MARK: &str = "Pemberton-1957";

/// A photograph-like picture in one of the formats.
pub fn plain(format: ImageFormat, width: u32, height: u32) -> Vec<u8> {
    let image = RgbImage::from_fn(width, height, |x, y| image::Rgb([(x * 3) as u8, (y * 5) as u8, ((x * y) % 251) as u8]));
    let mut file = Vec::new();
    DynamicImage::ImageRgb8(image).write_to(&mut Cursor::new(&mut file), format).unwrap();
    file
}

pub fn squeezed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn long() -> String {
    format!("{MARK} ").repeat(40)
}

/// The word behind another one.
fn after(start: &[u8]) -> Vec<u8> {
    [start, MARK.as_bytes()].concat()
}

/// An EXIF block with the word in this field.
pub fn exif(tag: Tag, value: Value, thumbnail: Option<&[u8]>) -> Vec<u8> {
    let field = Field { tag, ifd_num: In::PRIMARY, value };
    let (mut writer, mut block) = (Writer::new(), Cursor::new(Vec::new()));
    writer.push_field(&field);
    if let Some(thumbnail) = thumbnail {
        writer.set_jpeg(thumbnail, In::THUMBNAIL);
    }
    writer.write(&mut block, false).unwrap();
    block.into_inner()
}

fn words(tag: Tag) -> Vec<u8> {
    exif(tag, Value::Ascii(vec![MARK.into()]), None)
}

fn bytes(tag: Tag) -> Vec<u8> {
    exif(tag, Value::Undefined(after(b"ASCII\0\0\0"), 0), None)
}

fn place() -> Vec<u8> {
    let at = [(51, 1), (30, 1), (MARK.len() as u32, 1)].map(|(num, denom)| Rational { num, denom });
    let mut block = exif(Tag::GPSLatitude, Value::Rational(at.to_vec()), None);
    block.extend_from_slice(MARK.as_bytes());
    block
}

fn segment(code: u8, body: &[u8]) -> Vec<u8> {
    [&[0xff, code], &((body.len() + 2) as u16).to_be_bytes()[..], body].concat()
}

fn in_jpeg(extra: &[u8]) -> Vec<u8> {
    let file = plain(ImageFormat::Jpeg, 64, 48);
    [&file[..2], extra, &file[2..]].concat()
}

/// JPEG files: each segment there can be, and what stands behind the end.
pub fn jpegs() -> Vec<(&'static str, Vec<u8>)> {
    let app = |code: u8, start: &[u8]| in_jpeg(&segment(code, &after(start)));
    let in_exif = |block: Vec<u8>| in_jpeg(&segment(0xe1, &[b"Exif\0\0", &block[..]].concat()));
    let thumbnail = in_jpeg(&segment(0xfe, MARK.as_bytes()));
    let behind = |tail: &[u8]| [plain(ImageFormat::Jpeg, 64, 48), tail.to_vec()].concat();
    vec![
        ("description", in_exif(words(Tag::ImageDescription))),
        ("artist", in_exif(words(Tag::Artist))),
        ("copyright", in_exif(words(Tag::Copyright))),
        ("camera", in_exif(words(Tag::Model))),
        ("serial number", in_exif(words(Tag::BodySerialNumber))),
        ("owner", in_exif(words(Tag::CameraOwnerName))),
        ("comment of the user", in_exif(bytes(Tag::UserComment))),
        ("maker's note", in_exif(bytes(Tag::MakerNote))),
        ("place", in_exif(place())),
        ("name of the place", in_exif(bytes(Tag::GPSAreaInformation))),
        ("thumbnail", in_exif(exif(Tag::Orientation, Value::Short(vec![1]), Some(&thumbnail)))),
        ("XMP", app(0xe1, b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>")),
        ("extended XMP", app(0xe1, b"http://ns.adobe.com/xmp/extension/\0")),
        ("another APP1", app(0xe1, b"")),
        ("colour profile", app(0xe2, b"ICC_PROFILE\0\x01\x01")),
        ("several pictures", app(0xe2, b"MPF\0")),
        ("FlashPix", app(0xe2, b"FPXR\0")),
        ("old thumbnail", app(0xe0, b"JFXX\0\x10")),
        ("APP3", app(0xe3, b"Meta\0\0")),
        ("APP4", app(0xe4, b"Scalado")),
        ("APP5", app(0xe5, b"RMETA")),
        ("APP6", app(0xe6, b"GoPro\0")),
        ("APP7", app(0xe7, b"")),
        ("APP8", app(0xe8, b"SPIFF\0")),
        ("APP9", app(0xe9, b"Media Jukebox")),
        ("APP10", app(0xea, b"AROT")),
        ("provenance", app(0xeb, b"JP\0\0jumb")),
        ("APP12", app(0xec, b"Ducky")),
        ("IPTC", app(0xed, b"Photoshop 3.0\08BIM\x04\x04\0\0")),
        ("behind Adobe's colours", in_jpeg(&segment(0xee, &after(b"Adobe\0\x64\0\0\0\0\x01")))),
        ("APP15", app(0xef, b"Graphic Workshop")),
        ("comment", in_jpeg(&segment(0xfe, MARK.as_bytes()))),
        ("two comments", in_jpeg(&[segment(0xfe, b"one"), segment(0xfe, MARK.as_bytes())].concat())),
        ("reserved segment", in_jpeg(&segment(0xf3, MARK.as_bytes()))),
        ("between segments", in_jpeg(&[segment(0xfe, b"one"), MARK.into()].concat())),
        ("behind the end", behind(MARK.as_bytes())),
        ("archive behind the end", behind(&after(b"PK\x03\x04\x14\0\0\0"))),
        ("page behind the end", behind(&after(b"<html><script>"))),
        ("film behind the end", behind(&after(b"\0\0\0\x18ftypmp42"))),
        ("picture behind the end", behind(&thumbnail)),
    ]
}

/// A chunk of a PNG file; what checks it is checked by no reader of ours.
pub fn chunk(kind: &[u8; 4], body: &[u8]) -> Vec<u8> {
    let mut crc = flate2::Crc::new();
    crc.update(&[&kind[..], body].concat());
    [&(body.len() as u32).to_be_bytes()[..], kind, body, &crc.sum().to_be_bytes()].concat()
}

pub fn in_png(extra: &[u8]) -> Vec<u8> {
    let file = plain(ImageFormat::Png, 64, 48);
    // The signature and the header come first.
    [&file[..33], extra, &file[33..]].concat()
}

/// PNG files: each chunk there can be, and what stands behind the end.
pub fn pngs() -> Vec<(&'static str, Vec<u8>)> {
    let small = |kind: &[u8; 4], start: &[u8]| in_png(&chunk(kind, &after(start)));
    let packed = |kind: &[u8; 4], start: &[u8]| in_png(&chunk(kind, &[start, &squeezed(long().as_bytes())].concat()));
    let before_end = |extra: Vec<u8>| {
        let file = plain(ImageFormat::Png, 64, 48);
        let (head, end) = file.split_at(file.len() - 12);
        [head, &extra[..], end].concat()
    };
    vec![
        ("tEXt", small(b"tEXt", b"Comment\0")),
        ("tEXt at the end", before_end(chunk(b"tEXt", &after(b"Author\0")))),
        ("zTXt", packed(b"zTXt", b"Comment\0\0")),
        ("iTXt", small(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0")),
        ("packed iTXt", packed(b"iTXt", b"Comment\0\x01\0\0\0")),
        ("raw profile", packed(b"zTXt", b"Raw profile type exif\0\0")),
        ("eXIf", in_png(&chunk(b"eXIf", &words(Tag::Artist)))),
        ("iCCP", packed(b"iCCP", b"profile\0\0")),
        ("name of the iCCP", in_png(&chunk(b"iCCP", &[MARK.as_bytes(), b"\0\0", &squeezed(b"x")].concat()))),
        ("tIME", small(b"tIME", b"")),
        ("pHYs", small(b"pHYs", b"")),
        ("sPLT", small(b"sPLT", b"palette\0\x08")),
        ("private", small(b"prVt", b"")),
        ("provenance", small(b"caBX", b"")),
        ("Fireworks", small(b"mkBT", b"")),
        ("frames", in_png(&[chunk(b"acTL", &[0, 0, 0, 1, 0, 0, 0, 0]), chunk(b"fdAT", &after(b"\0\0\0\x01"))].concat())),
        ("behind the end", [plain(ImageFormat::Png, 64, 48), MARK.into()].concat()),
    ]
}

/// GIF files: each extension there can be, and what stands behind the end.
pub fn gifs() -> Vec<(&'static str, Vec<u8>)> {
    let block = |label: u8, parts: &[&[u8]]| {
        let blocks = parts.iter().flat_map(|part| [&[part.len() as u8][..], part].concat()).collect::<Vec<_>>();
        [&[0x21, label], &blocks[..], &[0]].concat()
    };
    let file = plain(ImageFormat::Gif, 64, 48);
    // Behind the screen and its table of colours, if there is one.
    let head = 13 + if file[10] & 0x80 == 0 { 0 } else { 3 << ((file[10] & 7) + 1) };
    let with = |extra: Vec<u8>| [&file[..head], &extra[..], &file[head..]].concat();
    let mark = MARK.as_bytes();
    let text = [0_u8; 12];
    vec![
        ("comment", with(block(0xfe, &[mark]))),
        ("XMP", with(block(0xff, &[b"XMP DataXMP", mark]))),
        ("application", with(block(0xff, &[b"ICCRGBG1012", mark]))),
        ("plain text", with(block(0x01, &[&text, mark]))),
        ("unknown extension", with(block(0x77, &[mark]))),
        ("comment behind the picture", [&file[..file.len() - 1], &block(0xfe, &[mark])[..], b";"].concat()),
        ("behind the end", [&file[..], mark].concat()),
    ]
}

/// WebP files: each chunk there can be, and what stands behind the end.
pub fn webps() -> Vec<(&'static str, Vec<u8>)> {
    let file = plain(ImageFormat::WebP, 64, 48);
    let riff = |kind: &[u8; 4], body: &[u8]| {
        let pad: &[u8] = if body.len() % 2 == 1 { &[0] } else { &[] };
        [&kind[..], &(body.len() as u32).to_le_bytes(), body, pad].concat()
    };
    let with = |before: Vec<u8>, behind: Vec<u8>| {
        let extended = riff(b"VP8X", &[0x2c, 0, 0, 0, 63, 0, 0, 47, 0, 0]);
        let inside = [b"WEBP", &extended[..], &before, &file[12..], &behind].concat();
        [b"RIFF", &(inside.len() as u32).to_le_bytes()[..], &inside].concat()
    };
    let block = words(Tag::Artist);
    vec![
        ("EXIF", with(vec![], riff(b"EXIF", &block))),
        ("XMP", with(vec![], riff(b"XMP ", &after(b"<x:xmpmeta>")))),
        ("ICCP", with(riff(b"ICCP", &after(b"profile")), vec![])),
        ("unknown chunk", with(vec![], riff(b"ZZZZ", MARK.as_bytes()))),
        ("unknown chunk before", with(riff(b"ZZZZ", MARK.as_bytes()), vec![])),
        ("behind the end", [&file[..], MARK.as_bytes()].concat()),
    ]
}

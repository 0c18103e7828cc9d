use crate::house::{Answer, House, Tried};
use axum::body::Body;
use axum::extract::Request;
use domain::cast::{World, world};
use domain::viewer::Viewer;
use http::{StatusCode, header};
use image::codecs::gif::GifEncoder;
use image::{DynamicImage, Frame, ImageFormat, RgbImage, RgbaImage};
use std::io::Cursor;

/// The cast's community with its pages.
pub struct Studio {
    pub world: World,
    pub house: House,
}

impl Studio {
    /// An empty one.
    pub async fn open() -> Tried<Self> {
        let world = world().await?;
        let house = House::of(&world)?;
        Ok(Self { world, house })
    }

    /// The cookie of one of the cast.
    pub fn cookie(&self, name: &str) -> String {
        self.world.cookie_header(name)
    }

    /// Sends a form with files.
    pub async fn send(&self, name: &str, address: &str, parts: &[(&str, &[u8])]) -> Tried<Answer> {
        let cookie = self.cookie(name);
        self.house.send(sent(&cookie, address, parts)?).await
    }

    /// Sends a picture as the composer does; its address as Markdown names it.
    pub async fn upload(&self, name: &str) -> Tried<String> {
        let answer = self.send(name, "/media", &[("picture", &photograph(800, 600)?)]).await?;
        assert_eq!((answer.status, answer.header("content-type")), (StatusCode::OK, "application/json"), "{}", answer.text());
        let told: serde_json::Value = serde_json::from_slice(&answer.body)?;
        assert_eq!(told["markdown"], format!("![]({})", told["address"].as_str().unwrap_or_default()));
        Ok(told["address"].as_str().ok_or("no address")?.to_owned())
    }

    /// The statuses with which these people get it.
    pub async fn statuses(&self, address: &str) -> Tried<Vec<u16>> {
        let mut statuses = Vec::new();
        for name in ["Gus", "Wren", "Pavel", "Xavier", "Mabel", "Hedda", "Cora"] {
            let cookie = self.cookie(name);
            statuses.push(self.house.get_as(&cookie, address).await?.status.as_u16());
        }
        Ok(statuses)
    }

    /// Starts a thread that shows a picture.
    pub async fn show(&self, who: &Viewer, forum: &str, address: &str) -> Tried<types::forums::Landing> {
        Ok(self.world.start(who, forum, "What is this?", &format!("![A mole]({address})")).await?)
    }
}

/// A picture with many colours, as JPEG.
pub fn photograph(width: u32, height: u32) -> Tried<Vec<u8>> {
    let image = RgbImage::from_fn(width, height, |x, y| image::Rgb([(x / 3) as u8, (y / 2) as u8, (x * y % 251) as u8]));
    let mut file = Vec::new();
    DynamicImage::ImageRgb8(image).write_to(&mut Cursor::new(&mut file), ImageFormat::Jpeg)?;
    Ok(file)
}

/// Two pictures that take turns, as GIF.
pub fn animation() -> Tried<Vec<u8>> {
    let mut file = Vec::new();
    let frame = |grey: u8| Frame::new(RgbaImage::from_pixel(40, 30, image::Rgba([grey, grey, grey, 255])));
    GifEncoder::new(&mut file).encode_frames([frame(0), frame(200)])?;
    Ok(file)
}

/// A form with a file as a browser sends it.
pub fn sent(cookie: &str, address: &str, parts: &[(&str, &[u8])]) -> Tried<Request> {
    let mut body = Vec::new();
    for (name, bytes) in parts {
        let file = if *name == "picture" { "; filename=\"Dr Who.exe\"" } else { "" };
        body.extend_from_slice(format!("--cut\r\ncontent-disposition: form-data; name=\"{name}\"{file}\r\n\r\n").as_bytes());
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(b"--cut--\r\n");
    Ok(Request::post(address)
        .header("sec-fetch-site", "same-origin")
        .header(header::COOKIE, cookie)
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=cut")
        .body(Body::from(body))?)
}

//! What the dearest pictures hold in memory, measured in a process of their own.

use super::marked::chunk;
use domain::fault::Result;
use domain::media::make;
use flate2::Compression;
use flate2::write::ZlibEncoder;
use std::io::Read;
use std::process::Command;

/// By which the inner test finds its file.
const FILE: &str = "DEAR_PICTURE";

/// A PNG of just under 40 megapixels in one colour; small to send and large to open.
fn flat(depth: u8, colour: u8, bytes_of_pixel: u64, side: u32) -> Vec<u8> {
    let head = [&side.to_be_bytes()[..], &side.to_be_bytes(), &[depth, colour, 0, 0, 0]].concat();
    let mut data = ZlibEncoder::new(Vec::new(), Compression::fast());
    let length = u64::from(side) * (u64::from(side) * bytes_of_pixel + 1);
    std::io::copy(&mut std::io::repeat(0).take(length), &mut data).unwrap();
    let data = data.finish().unwrap();
    [b"\x89PNG\r\n\x1a\n".to_vec(), chunk(b"IHDR", &head), chunk(b"IDAT", &data), chunk(b"IEND", b"")].concat()
}

#[test]
fn the_dearest_pictures_stay_below_256_mb() -> Result<()> {
    let dir = tempfile::tempdir()?;
    for (what, file) in [("clear", flat(8, 6, 4, 6300)), ("colours", flat(8, 2, 3, 6300)), ("deep", flat(16, 6, 8, 4100))] {
        let path = dir.path().join(what);
        std::fs::write(&path, file)?;
        let mut inner = Command::new(std::env::current_exe()?);
        inner.args(["--ignored", "--exact", "media::memory::one_dear_picture", "--nocapture"]).env(FILE, &path);
        let told = inner.output()?;
        let told = String::from_utf8_lossy(&told.stdout).into_owned();
        let peak = told.split("peak ").nth(1).and_then(|rest| rest.split_whitespace().next()).unwrap_or_default();
        let peak: u64 = peak.parse().unwrap_or_else(|_| panic!("{what}: {told}"));
        assert!((50_000..250_000).contains(&peak), "{what} held {peak} kB");
    }
    Ok(())
}

#[tokio::test]
#[ignore = "run by the test above, in a process of its own"]
async fn one_dear_picture() -> Result<()> {
    let Ok(path) = std::env::var(FILE) else { return Ok(()) };
    let made = make::picture(std::fs::read(path)?).await?;
    assert_eq!(made.sizes[0].width, 1600);
    let status = std::fs::read_to_string("/proc/self/status")?;
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    println!("peak {peak}");
    Ok(())
}

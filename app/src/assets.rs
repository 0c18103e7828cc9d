//! The names of built files, which change with their contents.

use domain::fault::{Fault, Result};
use sha2::{Digest, Sha256};
use std::path::Path;
use std::sync::OnceLock;

/// Addresses of the built files, each good for ever.
#[derive(Debug, Clone)]
pub struct Assets {
    pub css: String,
    pub js: String,
    pub wasm: String,
    pub start: String,
    pub passkey: String,
    icons: String,
    tools: String,
}

static NOW: OnceLock<Assets> = OnceLock::new();

impl Assets {
    /// Reads which files the build has made (`hash.txt`, written beside the program by cargo-leptos).
    pub fn read(hash_file: &Path, site_root: &Path) -> Result<Self> {
        let list = std::fs::read_to_string(hash_file).map_err(|error| {
            Fault::Told(format!(
                "The list of built files {} cannot be read: {error}. Build the site with bin/run.",
                hash_file.display()
            ))
        })?;
        let name = |kind: &str| {
            let hash = list
                .lines()
                .find_map(|line| line.trim().strip_prefix(kind)?.strip_prefix(':'))
                .map(str::trim)
                .unwrap_or_default();
            format!("/pkg/doc2doc.{hash}.{kind}")
        };
        Ok(Self {
            css: name("css"),
            js: name("js"),
            wasm: name("wasm"),
            passkey: versioned(site_root, "passkey.js")?,
            start: versioned(site_root, "start.js")?,
            icons: versioned(site_root, "icons.svg")?,
            tools: versioned(site_root, "tools.svg")?,
        })
    }

    /// Makes these the files that pages name.
    pub fn install(&self) {
        NOW.get_or_init(|| self.clone());
    }
}

/// The address of an icon sheet.
pub fn sheet(name: &str) -> &'static str {
    NOW.get().map_or("", |assets| if name == "tools" { assets.tools.as_str() } else { assets.icons.as_str() })
}

fn versioned(site_root: &Path, file: &str) -> Result<String> {
    let bytes = std::fs::read(site_root.join(file)).map_err(|error| {
        Fault::Told(format!(
            "The built file {} cannot be read: {error}. Build the site with bin/run.",
            site_root.join(file).display()
        ))
    })?;
    let hash = Sha256::digest(&bytes).iter().take(3).map(|byte| format!("{byte:02x}")).collect::<String>();
    Ok(format!("/{file}?v={hash}"))
}

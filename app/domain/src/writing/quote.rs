//! Markdown that quotes a post in a reply.

use super::escape::escape_name;
use super::fence::Fence;

/// How many quotes may stand inside each other in the result, the new one included.
const MAX_LEVELS: usize = 2;

/// Quotes what `name` wrote, with links to the member and to the post; quotes inside quotes inside it are left out.
pub fn quote(name: &str, member_url: &str, post_url: &str, markdown: &str) -> String {
    let name = escape_name(name);
    let (member, post) = (destination(member_url), destination(post_url));
    let mut quoted = format!("> [{name}]({member}) [wrote]({post}):\n");
    let mut fence = Fence::default();
    let mut last_was_blank = true;
    for line in markdown.trim_matches(['\n', '\r']).lines() {
        let inside_code = fence.is_open();
        fence.read(line);
        if !inside_code && levels(line) >= MAX_LEVELS {
            continue;
        }
        let is_blank = line.trim().is_empty();
        // A quote that was left out leaves two empty lines behind, where one will do.
        if is_blank && last_was_blank && !inside_code {
            continue;
        }
        last_was_blank = is_blank;
        quoted.push_str(if is_blank { ">" } else { "> " });
        quoted.push_str(if is_blank { "" } else { line });
        quoted.push('\n');
    }
    while let Some(shorter) = quoted.strip_suffix("\n>\n") {
        quoted.truncate(shorter.len() + 1);
    }
    quoted.push('\n');
    quoted
}

fn destination(url: &str) -> String {
    if url.is_empty() || url.contains(|c: char| c.is_whitespace() || "()<>\\".contains(c)) {
        comrak::escape_commonmark_link_destination(url)
    } else {
        url.to_owned()
    }
}

fn levels(line: &str) -> usize {
    let mut rest = line;
    let mut levels = 0;
    loop {
        let inner = rest.trim_start_matches(' ');
        if rest.len() - inner.len() > 3 {
            return levels;
        }
        let Some(inner) = inner.strip_prefix('>') else {
            return levels;
        };
        levels += 1;
        rest = inner.strip_prefix(' ').unwrap_or(inner);
    }
}

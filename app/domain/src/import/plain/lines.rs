//! Takes from a typed text what only a terminal understands, and machine code that nobody reads.

/// A block of machine code is not looked for any further.
const LONGEST_BLOCK: usize = 5000;

/// The text without control characters, terminal codes, tabs, and blanks at line ends.
pub fn cleaned(text: &str) -> String {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut cleaned = String::with_capacity(text.len());
    for line in text.lines() {
        push_line(&mut cleaned, line);
    }
    let end = cleaned.trim_end().len();
    cleaned.truncate(end);
    let start = cleaned.len() - cleaned.trim_start_matches('\n').len();
    cleaned.split_off(start)
}

fn push_line(cleaned: &mut String, line: &str) {
    if line.bytes().all(|byte| (b' '..0x7f).contains(&byte)) {
        cleaned.push_str(line.trim_end());
        cleaned.push('\n');
        return;
    }
    let line = without_escapes(line);
    let start = cleaned.len();
    let mut column = 0;
    for c in line.chars() {
        match c {
            '\t' => {
                let width = 8 - column % 8;
                cleaned.extend(std::iter::repeat_n(' ', width));
                column += width;
            }
            // Printers struck a letter twice to make it bold or underlined.
            '\u{8}' if cleaned.len() > start => {
                cleaned.pop();
                column -= 1;
            }
            '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' => {}
            c if c.is_control() => {}
            c => {
                cleaned.push(if c == '\u{a0}' { ' ' } else { c });
                column += 1;
            }
        }
    }
    let end = start + cleaned[start..].trim_end().len();
    cleaned.truncate(end);
    cleaned.push('\n');
}

/// The text without terminal codes such as cursor movements and colours.
pub fn without_escapes(text: &str) -> String {
    let mut parts = text.split("\u{1b}[");
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let mut rest = part.trim_start_matches(|c: char| c.is_ascii_digit() || c == ';').chars();
        rest.next();
        plain.push_str(rest.as_str());
    }
    // Cursor keys pressed in an editor that did not know them; the escape itself got lost on the way.
    for key in ["[A[A[A", "[B[B[B", "[C[C[C", "[D[D[D"].iter().filter(|key| text.contains(**key)) {
        plain = plain.replace(&key[..2], " ");
    }
    plain
}

/// Replaces enclosed files and keys by a line that says what was there.
pub fn without_armour(text: &str) -> Vec<String> {
    let lines: Vec<&str> = text.lines().collect();
    let mut kept: Vec<String> = Vec::with_capacity(lines.len());
    let mut at = 0;
    while let Some(&line) = lines.get(at) {
        if let Some((end, note)) = enclosed(&lines, at) {
            kept.extend([String::new(), note, String::new()]);
            at = end;
        } else {
            if !is_signing_mark(line) {
                kept.push(line.to_owned());
            }
            at += 1;
        }
    }
    kept
}

fn is_signing_mark(line: &str) -> bool {
    line.starts_with("-----BEGIN PGP SIGNED MESSAGE-----")
}

/// Where an enclosure that begins here ends, and what to say of it.
fn enclosed(lines: &[&str], at: usize) -> Option<(usize, String)> {
    let line = lines[at];
    let rest = &lines[at + 1..];
    if let Some(kind) = line.strip_prefix("-----BEGIN PGP ").and_then(|rest| rest.strip_suffix("-----")) {
        let length = rest.iter().take(LONGEST_BLOCK).position(|line| line.starts_with("-----END PGP "))?;
        let note = match kind {
            "SIGNATURE" => "[A PGP signature stood here.]",
            "SIGNED MESSAGE" => return None,
            "PUBLIC KEY BLOCK" => "[A PGP public key stood here.]",
            _ => "[An encrypted text stood here.]",
        };
        return Some((at + length + 2, note.to_owned()));
    }
    let name = uuencoded_name(line)?;
    let coded = rest.iter().take_while(|line| is_uuencoded(line)).count();
    if coded == 0 {
        return None;
    }
    let ended = rest[coded..].iter().take(3).position(|line| *line == "end").map_or(0, |more| more + 1);
    Some((at + 1 + coded + ended, format!("[A file was enclosed here: {name}]")))
}

fn uuencoded_name(line: &str) -> Option<&str> {
    let (mode, name) = line.strip_prefix("begin ")?.split_once(' ')?;
    let octal = (3..=4).contains(&mode.len()) && mode.bytes().all(|byte| (b'0'..=b'7').contains(&byte));
    (octal && !name.trim().is_empty()).then(|| name.trim())
}

fn is_uuencoded(line: &str) -> bool {
    let Some(first) = line.bytes().next() else {
        return false;
    };
    if !line.bytes().all(|byte| (b' '..=b'`').contains(&byte)) {
        return false;
    }
    let bytes = usize::from((first.wrapping_sub(b' ')) & 63);
    let length = bytes.div_ceil(3) * 4;
    // Blanks at line ends may be lost, and some writers add a check letter.
    first == b'M' && line.len() >= 45 || (line.len() <= length + 2 && line.len() + 6 > length)
}

//! Finds where the author's own words end and the signature begins.

/// A signature is no longer than this.
const LONGEST: usize = 20;
/// One that is set off by a drawn line only is no longer than this.
const LONGEST_RULED: usize = 12;

/// The line at which the signature begins, counted among these lines; `last` if they end the message.
pub fn start(lines: &[&str], last: bool) -> Option<usize> {
    let from = nearest(lines, LONGEST);
    let dashes = |mark: &str| (from..lines.len()).find(|&at| lines[at].trim_end() == mark);
    let found = dashes("--").or_else(|| dashes("---").filter(|_| last));
    found.or_else(|| {
        let from = nearest(lines, LONGEST_RULED);
        let ruled = (from..lines.len()).find(|&at| is_rule(lines[at], 10) && !underlines(lines, at))?;
        let follows = lines[ruled + 1..].iter().any(|line| !line.trim().is_empty());
        let alone = ruled == 0 || lines[ruled - 1].trim().is_empty() || follows;
        (last && alone && (ruled > 0 || follows)).then_some(ruled)
    })
}

/// The line under a heading, or under the head of a table.
fn underlines(lines: &[&str], at: usize) -> bool {
    let length = |line: &str| line.trim().chars().count();
    let above = at.checked_sub(1).map_or("", |above| lines[above]);
    let equal = !above.trim().is_empty() && length(above).abs_diff(length(lines[at])) <= 1;
    equal || lines[at].trim().contains("  ")
}

fn nearest(lines: &[&str], longest: usize) -> usize {
    let mut left = longest;
    let mut at = lines.len();
    while at > 0 && left > 0 {
        at -= 1;
        left -= usize::from(!lines[at].trim().is_empty());
    }
    at
}

/// A line drawn with one or two signs, at least so long.
pub fn is_rule(line: &str, shortest: usize) -> bool {
    let mut signs = ['\0'; 3];
    let mut length = 0;
    for sign in line.chars().filter(|c| !c.is_whitespace()) {
        let free = signs.iter().position(|seen| *seen == sign || *seen == '\0');
        let Some(at) = free.filter(|_| "-=_*~+#^.:|\u{2014}\u{2500}".contains(sign)) else {
            return false;
        };
        signs[at] = sign;
        length += 1;
    }
    length >= shortest
}

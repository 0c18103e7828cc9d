//! Which lines of Markdown stand in fenced code.

/// The fence that is open after the lines read so far.
#[derive(Clone, Copy, Debug, Default)]
pub struct Fence(Option<(char, usize)>);

impl Fence {
    /// Says whether the next line is code, or closes it.
    pub fn is_open(self) -> bool {
        self.0.is_some()
    }

    /// Reads one line without its quote marks.
    pub fn read(&mut self, line: &str) {
        let words = line.trim();
        let mark = words.chars().next().filter(|c| matches!(c, '`' | '~'));
        let Some(mark) = mark else {
            return;
        };
        let length = words.chars().take_while(|c| *c == mark).count();
        let rest = &words[length..];
        match self.0 {
            None if length >= 3 && !(mark == '`' && rest.contains('`')) => {
                self.0 = Some((mark, length));
            }
            Some((open, at_least)) if mark == open && length >= at_least && rest.is_empty() => {
                self.0 = None;
            }
            _ => {}
        }
    }
}

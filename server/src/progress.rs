use indicatif::{HumanCount, ProgressBar, ProgressStyle};
use std::io::IsTerminal;
use std::time::{Duration, Instant};

/// Shows how far long work has come: a bar on a terminal, now and then a line elsewhere.
pub struct Progress {
    bar: ProgressBar,
    plain: bool,
    said: Instant,
}

impl Progress {
    /// Begins to show work whose amounts are counted in bytes.
    pub fn of_bytes(what: &'static str) -> Self {
        Self::begin(what, "{msg} {wide_bar} {bytes}/{total_bytes}, {bytes_per_sec}, {eta} left")
    }

    /// Begins to show work whose amounts are counted in pieces.
    pub fn of_pieces(what: &'static str) -> Self {
        Self::begin(what, "{msg} {wide_bar} {human_pos}/{human_len}, {per_sec}, {eta} left")
    }

    fn begin(what: &'static str, template: &str) -> Self {
        let plain = !std::io::stderr().is_terminal();
        let bar = if plain { ProgressBar::hidden() } else { ProgressBar::new(0) };
        let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
        Self { bar: bar.with_style(style).with_message(what), plain, said: Instant::now() }
    }

    /// So much of all is done; a note may say of what.
    pub fn at(&mut self, done: u64, all: u64, note: &str) {
        self.bar.set_length(all);
        self.bar.set_position(done);
        if self.plain && self.said.elapsed() > Duration::from_secs(2) {
            self.said = Instant::now();
            let percent = (done * 100).checked_div(all).unwrap_or(100);
            let left = self.bar.eta().as_secs();
            eprintln!("{}: {percent} %{note}, about {left} s left", self.bar.message());
        }
    }

    /// Takes the bar away.
    pub fn end(self) {
        self.bar.finish_and_clear();
    }
}

/// A number as people read it.
pub fn count(number: u64) -> String {
    HumanCount(number).to_string()
}

use std::cell::Cell;
use std::io::{self, BufRead, Read};

/// Tells how far its reader has got.
pub(super) struct Counted<'a, R> {
    pub(super) inner: R,
    pub(super) at: &'a Cell<u64>,
}

impl<R: BufRead> Read for Counted<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.inner.read(buffer)?;
        self.at.set(self.at.get() + length as u64);
        Ok(length)
    }
}

impl<R: BufRead> BufRead for Counted<'_, R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.inner.fill_buf()
    }

    fn consume(&mut self, length: usize) {
        self.at.set(self.at.get() + length as u64);
        self.inner.consume(length);
    }
}

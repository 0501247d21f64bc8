//! Standard output, with colours only where they are wanted.

use std::io::BufWriter;

/// Buffered standard output that drops colours where stdout is no terminal or `NO_COLOR` is set.
pub fn stdout() -> BufWriter<anstream::AutoStream<std::io::StdoutLock<'static>>> {
    BufWriter::with_capacity(1 << 16, anstream::stdout().lock())
}

//! A progress bar on stderr, only where a person sees it.

use std::io::IsTerminal;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// A progress bar; draws nothing where stderr is no terminal.
#[derive(Debug, Clone)]
pub struct Progress(ProgressBar);

impl Progress {
    /// For bytes that come in.
    pub fn bytes(quiet: bool) -> Self {
        Self::new(quiet, "{bar:32} {decimal_bytes} of {decimal_total_bytes}  {decimal_bytes_per_sec}")
    }

    /// For lines that are worked on, of an input of `size` bytes; hidden where the lines themselves go to the terminal.
    pub fn lines(size: Option<u64>) -> Self {
        let quiet = std::io::stdout().is_terminal();
        let bar = match size {
            Some(_) => Self::new(quiet, "{bar:32} {percent:>3} %  {msg} lines  {elapsed} gone, {eta} to go"),
            None => Self::new(quiet, "{spinner} {msg} lines  {elapsed} gone"),
        };
        if let Some(size) = size {
            bar.expect(size);
        }
        bar
    }

    fn new(quiet: bool, template: &str) -> Self {
        let bar = match !quiet && std::io::stderr().is_terminal() {
            true => ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr_with_hz(10)),
            false => ProgressBar::hidden(),
        };
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style.progress_chars("█▉▊▋▌▍▎▏ "));
        }
        Progress(bar)
    }

    /// How much there will be.
    pub fn expect(&self, total: u64) {
        self.0.set_length(total);
    }

    /// How much there is.
    pub fn at(&self, position: u64) {
        self.0.set_position(position);
    }

    /// So many bytes more, and so many lines in all.
    pub fn advance(&self, bytes: u64, lines: u64) {
        if !self.0.is_hidden() {
            self.0.set_message(lines.to_string());
            self.0.inc(bytes);
        }
    }

    /// Takes the bar off the screen.
    pub fn clear(&self) {
        self.0.finish_and_clear();
    }
}

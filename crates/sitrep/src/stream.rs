//! JSON Lines in, JSON Lines out: in order, on all cores, in flat memory.
//!
//! One thread reads, as many as there are cores work, and the caller's writes. A place in the queue of answers is taken before a
//! line is worked on, so the order is kept, and no more lines are in memory than the queue has places.

use std::io::{self, BufRead, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use serde::Serialize;

use crate::exit::Outcome;
use crate::progress::Progress;

/// Why a line gave no answer.
#[derive(Debug, thiserror::Error)]
pub enum LineError {
    /// It is no JSON, or not of the right shape.
    #[error("not the JSON that is expected here: {0}")]
    Json(#[from] serde_json::Error),
    /// It is no UTF-8.
    #[error("not UTF-8: bad byte at offset {0} of the line")]
    Utf8(usize),
    /// A fault in the program.
    #[error("internal error, please report it: {0}")]
    Panic(String),
}

/// What is written in the place of a line that gave no answer.
#[derive(Debug, Serialize)]
struct ErrorRecord {
    line: u64,
    error: String,
}

/// How it went.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Tally {
    /// Lines that were not blank.
    pub lines: u64,
    /// Those that gave an error record.
    pub failed: u64,
}

impl Tally {
    /// The outcome, with a word on stderr if some lines failed.
    pub fn outcome(self) -> Outcome {
        match self.failed {
            0 => Outcome::Done,
            failed => {
                anstream::eprintln!(
                    "sitrep: {failed} of {} lines failed; error records stand in their places",
                    self.lines
                );
                Outcome::SomeFailed
            }
        }
    }
}

struct Answer {
    number: u64,
    result: Result<Vec<u8>, LineError>,
    /// How many bytes of input it answers, with the blank lines before it.
    bytes: u64,
}

struct Job {
    number: u64,
    line: Vec<u8>,
    bytes: u64,
    answer: SyncSender<Answer>,
}

/// Answers each line of `input` on `out`; `size` is the input's in bytes, if it is known.
///
/// # Errors
/// If the input cannot be read or the output not be written. All that was read before is then answered.
pub fn jsonl(
    input: impl BufRead + Send,
    size: Option<u64>,
    out: &mut impl Write,
    work: impl Fn(&str) -> Result<Vec<u8>, LineError> + Sync,
) -> io::Result<Tally> {
    let workers = thread::available_parallelism().map_or(1, usize::from);
    let places = workers * 8;
    let (give_job, take_job) = sync_channel::<Job>(places);
    let (give_place, take_place) = sync_channel::<Receiver<Answer>>(places);
    let take_job = Mutex::new(take_job);
    let mut out = io::BufWriter::with_capacity(1 << 16, out);
    thread::scope(|scope| {
        let reader = scope.spawn(move || read(input, &give_job, &give_place));
        for _ in 0..workers {
            scope.spawn(|| {
                loop {
                    // The lock is held while waiting: whoever has it takes the next job.
                    let Ok(job) = take_job.lock().unwrap_or_else(|e| e.into_inner()).recv() else { break };
                    let result = answer(&job.line, &work);
                    let _ = job.answer.send(Answer { number: job.number, result, bytes: job.bytes });
                }
            });
        }
        let progress = Progress::lines(size);
        let written = write(take_place, &mut out, &progress);
        progress.clear();
        let tally = written?;
        out.flush()?;
        reader.join().unwrap_or_else(|_| Err(io::Error::other("the reading thread failed")))?;
        Ok(tally)
    })
}

fn read(mut input: impl BufRead, jobs: &SyncSender<Job>, places: &SyncSender<Receiver<Answer>>) -> io::Result<()> {
    let (mut number, mut bytes) = (0, 0);
    loop {
        let mut line = Vec::new();
        let n = input.read_until(b'\n', &mut line)?;
        if n == 0 {
            return Ok(());
        }
        number += 1;
        bytes += n as u64;
        if line.trim_ascii().is_empty() {
            continue;
        }
        let (answer, place) = sync_channel(1);
        // Nobody takes them any more once the output is closed.
        if places.send(place).is_err() || jobs.send(Job { number, line, bytes, answer }).is_err() {
            return Ok(());
        }
        bytes = 0;
    }
}

fn answer(line: &[u8], work: &impl Fn(&str) -> Result<Vec<u8>, LineError>) -> Result<Vec<u8>, LineError> {
    let line = std::str::from_utf8(line).map_err(|e| LineError::Utf8(e.valid_up_to()))?;
    let line = line.trim().trim_start_matches('\u{feff}');
    catch_unwind(AssertUnwindSafe(|| work(line))).unwrap_or_else(|panic| {
        let said = panic.downcast_ref::<String>().map(String::as_str).or(panic.downcast_ref::<&str>().copied());
        Err(LineError::Panic(said.unwrap_or("no message").into()))
    })
}

fn write(places: Receiver<Receiver<Answer>>, out: &mut impl Write, progress: &Progress) -> io::Result<Tally> {
    let mut tally = Tally::default();
    loop {
        // What is done is shown before waiting for more, so that a slow input's answers do not linger.
        let place = match places.try_recv() {
            Ok(place) => place,
            Err(_) => {
                out.flush()?;
                let Ok(place) = places.recv() else { break };
                place
            }
        };
        // A worker always answers, or the program is ending.
        let Ok(answer) = place.recv() else { break };
        tally.lines += 1;
        match answer.result {
            Ok(line) => out.write_all(&line)?,
            Err(error) => {
                tally.failed += 1;
                let record = ErrorRecord { line: answer.number, error: error.to_string() };
                serde_json::to_writer(&mut *out, &record)?;
            }
        }
        out.write_all(b"\n")?;
        progress.advance(answer.bytes, tally.lines);
    }
    Ok(tally)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    fn run(input: &[u8], work: impl Fn(&str) -> Result<Vec<u8>, LineError> + Sync) -> (String, Tally) {
        let mut out = Vec::new();
        let tally = jsonl(input, None, &mut out, work).unwrap();
        (String::from_utf8(out).unwrap(), tally)
    }

    #[test]
    fn answers_come_in_order() {
        let input: String = (0..500).map(|i| format!("{i}\n")).collect();
        let (out, tally) = run(input.as_bytes(), |line| {
            // The first of each dozen is slow.
            if line.parse::<u64>().unwrap().is_multiple_of(12) {
                thread::sleep(std::time::Duration::from_millis(2));
            }
            Ok(line.into())
        });
        assert_eq!(out, input);
        assert_eq!(tally, Tally { lines: 500, failed: 0 });
    }

    #[test]
    fn bad_lines_leave_error_records() {
        let (out, tally) = run(b"1\n\n\xff\n{\n5", |line| {
            serde_json::from_str::<u32>(line)?;
            Ok(line.into())
        });
        let lines: Vec<&str> = out.lines().collect();
        assert_eq!(lines[0], "1");
        assert_eq!(lines[1], r#"{"line":3,"error":"not UTF-8: bad byte at offset 0 of the line"}"#);
        assert!(lines[2].starts_with(r#"{"line":4,"error":"not the JSON that is expected here: "#), "{}", lines[2]);
        assert_eq!(lines[3], "5");
        assert_eq!(tally, Tally { lines: 4, failed: 2 });
        assert_eq!(tally.outcome(), Outcome::SomeFailed);
    }

    #[test]
    fn a_panic_costs_one_line() {
        let (out, tally) = run(b"1\n2\n3\n", |line| match line {
            "2" => panic!("two is bad"),
            _ => Ok(line.into()),
        });
        assert_eq!(out, "1\n{\"line\":2,\"error\":\"internal error, please report it: two is bad\"}\n3\n");
        assert_eq!(tally.failed, 1);
    }

    #[test]
    fn no_more_is_read_than_can_be_kept() {
        struct Endless(AtomicUsize);
        impl io::Read for &Endless {
            fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
                self.0.fetch_add(1, Ordering::Relaxed);
                buffer[..2].copy_from_slice(b"1\n");
                Ok(2)
            }
        }
        struct Closes(usize);
        impl Write for Closes {
            fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
                self.0 = self.0.checked_sub(1).ok_or(io::ErrorKind::BrokenPipe)?;
                Ok(bytes.len())
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        let endless = Endless(AtomicUsize::new(0));
        let error = jsonl(io::BufReader::new(&endless), None, &mut Closes(1), |_| Ok(vec![b'x'; 40_000])).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::BrokenPipe);
        let workers = thread::available_parallelism().unwrap().get();
        assert!(endless.0.load(Ordering::Relaxed) < 40 * workers + 40);
    }
}

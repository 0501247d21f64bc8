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
use sitrep_article::{LineError, LineProblem, raw_lines};

use crate::exit::Outcome;
use crate::progress::Progress;

/// Why a line gave no answer: what is written in its place, together with its number.
#[derive(Debug, Serialize)]
pub struct Failure {
    /// The id of what the line holds, if that much could be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    /// What is wrong, in one line.
    error: String,
}

impl Failure {
    /// An error and its causes.
    pub fn of(error: &(dyn std::error::Error + 'static)) -> Self {
        let causes = std::iter::successors(Some(error), |e| e.source());
        let mut said: Vec<String> = causes.map(ToString::to_string).collect();
        said.dedup();
        Failure { id: None, error: said.join(": ") }
    }

    /// About the thing of this id.
    pub fn with_id(self, id: String) -> Self {
        Failure { id: Some(id), ..self }
    }

    fn words(error: impl Into<String>) -> Self {
        Failure { id: None, error: error.into() }
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        Failure::words(format!("not the JSON that is expected here: {error}"))
    }
}

#[derive(Serialize)]
struct ErrorRecord {
    line: u64,
    #[serde(flatten)]
    failure: Failure,
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
    result: Result<Vec<u8>, Failure>,
    /// How many bytes of input it answers.
    bytes: u64,
}

struct Job {
    number: u64,
    line: Result<Vec<u8>, Failure>,
    bytes: u64,
    answer: SyncSender<Answer>,
}

/// Answers each line of `input` on `out`. `size` is the input's in bytes, if it is known; a line longer than `limit` fails and is
/// not kept in memory. `work` gets a line and its number.
///
/// # Errors
/// If the input cannot be read or the output not be written. All that was read before is then answered.
pub fn jsonl(
    input: impl BufRead + Send,
    size: Option<u64>,
    limit: Option<usize>,
    out: &mut impl Write,
    work: impl Fn(&[u8], u64) -> Result<Vec<u8>, Failure> + Sync,
) -> io::Result<Tally> {
    let workers = thread::available_parallelism().map_or(1, usize::from);
    let places = workers * 8;
    let (give_job, take_job) = sync_channel::<Job>(places);
    let (give_place, take_place) = sync_channel::<Receiver<Answer>>(places);
    let take_job = Mutex::new(take_job);
    let mut out = io::BufWriter::with_capacity(1 << 16, out);
    thread::scope(|scope| {
        let reader = scope.spawn(move || read(input, limit, &give_job, &give_place));
        for _ in 0..workers {
            scope.spawn(|| {
                loop {
                    // The lock is held while waiting: whoever has it takes the next job.
                    let Ok(job) = take_job.lock().unwrap_or_else(|e| e.into_inner()).recv() else { break };
                    let result = job.line.and_then(|line| answer(&line, job.number, &work));
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

fn read(
    input: impl BufRead,
    limit: Option<usize>,
    jobs: &SyncSender<Job>,
    places: &SyncSender<Receiver<Answer>>,
) -> io::Result<()> {
    for line in raw_lines(input, limit.unwrap_or(usize::MAX)) {
        let (number, line) = match line {
            Ok((number, line)) => (number, Ok(line)),
            Err(LineError { error: LineProblem::Io(error), .. }) => return Err(error),
            Err(LineError { line, error }) => (line, Err(Failure::of(&error))),
        };
        let bytes = line.as_ref().map_or(0, |l| l.len() as u64 + 1);
        let (answer, place) = sync_channel(1);
        // Nobody takes them any more once the output is closed.
        if places.send(place).is_err() || jobs.send(Job { number, line, bytes, answer }).is_err() {
            break;
        }
    }
    Ok(())
}

fn answer(
    line: &[u8],
    number: u64,
    work: &impl Fn(&[u8], u64) -> Result<Vec<u8>, Failure>,
) -> Result<Vec<u8>, Failure> {
    catch_unwind(AssertUnwindSafe(|| work(line, number))).unwrap_or_else(|panic| {
        let said = panic.downcast_ref::<String>().map(String::as_str).or(panic.downcast_ref::<&str>().copied());
        Err(Failure::words(format!("internal error, please report it: {}", said.unwrap_or("no message"))))
    })
}

/// A line as text.
///
/// # Errors
/// If it is no UTF-8: then the offset of the first bad byte is named.
pub fn text(line: &[u8]) -> Result<&str, Failure> {
    let text = std::str::from_utf8(line)
        .map_err(|e| Failure::words(format!("not UTF-8: bad byte at offset {} of the line", e.valid_up_to())))?;
    Ok(text.trim().trim_start_matches('\u{feff}'))
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
            Err(failure) => {
                tally.failed += 1;
                let record = ErrorRecord { line: answer.number, failure };
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

    fn run(input: &[u8], work: impl Fn(&str) -> Result<Vec<u8>, Failure> + Sync) -> (String, Tally) {
        let mut out = Vec::new();
        let tally = jsonl(input, None, Some(100), &mut out, |line, _| work(text(line)?)).unwrap();
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
    fn a_line_beyond_the_limit_fails_alone() {
        let input = format!("1\n{}\n3\n", "x".repeat(101));
        let (out, _) = run(input.as_bytes(), |line| Ok(line.into()));
        assert_eq!(out, "1\n{\"line\":2,\"error\":\"the line is longer than the limit of 100 bytes\"}\n3\n");
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
        let error =
            jsonl(io::BufReader::new(&endless), None, None, &mut Closes(1), |_, _| Ok(vec![b'x'; 40_000])).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::BrokenPipe);
        let workers = thread::available_parallelism().unwrap().get();
        assert!(endless.0.load(Ordering::Relaxed) < 40 * workers + 40);
    }
}

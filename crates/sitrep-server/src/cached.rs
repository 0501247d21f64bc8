//! Answers that take long to find: kept until the ledger changes, and then found anew behind the reader's back.

use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::sync::Mutex;

use crate::error::RequestError;

/// An answer, with the change of the ledger that it was found at.
pub struct Cached<T> {
    kept: Mutex<Option<Kept<T>>>,
    /// Held by the one who looks for the answer anew.
    looking: Arc<Mutex<()>>,
}

struct Kept<T> {
    answer: Arc<T>,
    seq: i64,
    /// Before this moment it is not looked for again, so that an answer that takes long does not keep a busy ledger busier.
    rests_until: Instant,
}

impl<T> Default for Cached<T> {
    fn default() -> Self {
        Cached { kept: Mutex::new(None), looking: Arc::default() }
    }
}

/// An answer rests for so many times what it took to find, and at least for a second.
const REST: u32 = 10;

impl<T: Send + Sync + 'static> Cached<T> {
    /// The answer; `find` finds it. The first who asks waits for it. Later ones get the one that is there, which may be that of
    /// some moments ago, and have it found anew.
    ///
    /// # Errors
    /// What `find` says, to the one who waits for it.
    pub async fn get<F>(
        self: &Arc<Self>,
        seq: i64,
        find: impl FnOnce() -> F + Send + 'static,
    ) -> Result<Arc<T>, RequestError>
    where
        F: Future<Output = Result<T, RequestError>> + Send,
    {
        let known =
            self.kept.lock().await.as_ref().map(|k| (k.answer.clone(), k.seq == seq || Instant::now() < k.rests_until));
        match known {
            Some((answer, true)) => Ok(answer),
            Some((answer, false)) => {
                if let Ok(looking) = self.looking.clone().try_lock_owned() {
                    let this = self.clone();
                    tokio::spawn(async move {
                        // one that cannot be found now is looked for by the next who asks
                        let _ = this.look(seq, find).await;
                        drop(looking);
                    });
                }
                Ok(answer)
            }
            None => {
                let _looking = self.looking.lock().await;
                if let Some(kept) = self.kept.lock().await.as_ref() {
                    return Ok(kept.answer.clone());
                }
                self.look(seq, find).await
            }
        }
    }

    async fn look<F>(&self, seq: i64, find: impl FnOnce() -> F) -> Result<Arc<T>, RequestError>
    where
        F: Future<Output = Result<T, RequestError>>,
    {
        let start = Instant::now();
        let answer = Arc::new(find().await?);
        let rests_until = Instant::now() + (start.elapsed() * REST).max(Duration::from_secs(1));
        *self.kept.lock().await = Some(Kept { answer: answer.clone(), seq, rests_until });
        Ok(answer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn an_answer_is_found_once_and_anew_after_a_change() {
        let cached: Arc<Cached<i64>> = Arc::default();
        assert_eq!(*cached.get(1, || async { Ok(10) }).await.unwrap(), 10);
        assert_eq!(*cached.get(1, || async { Err(RequestError::Internal) }).await.unwrap(), 10);
        // it rests for a second
        assert_eq!(*cached.get(2, || async { Ok(20) }).await.unwrap(), 10);
        cached.kept.lock().await.as_mut().unwrap().rests_until = Instant::now();
        assert_eq!(*cached.get(2, || async { Ok(20) }).await.unwrap(), 10);
        for _ in 0..100 {
            if *cached.get(2, || async { Ok(20) }).await.unwrap() == 20 {
                return;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("it was never found anew");
    }

    #[tokio::test]
    async fn what_could_not_be_found_is_looked_for_again() {
        let cached: Arc<Cached<i64>> = Arc::default();
        assert!(cached.get(1, || async { Err(RequestError::Internal) }).await.is_err());
        assert_eq!(*cached.get(1, || async { Ok(3) }).await.unwrap(), 3);
    }
}

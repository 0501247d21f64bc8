//! How often somebody may try to log in: by address, so that nobody tries many names, and by name, so that many addresses do not try one.

use std::num::NonZeroU32;
use std::time::Duration;

use governor::clock::MonotonicClock;
use governor::state::keyed::HashMapStateStore;
use governor::{Quota, RateLimiter};

type Keyed = RateLimiter<String, HashMapStateStore<String>, MonotonicClock>;

/// So many tries at once from one address, then one in [`ADDRESS_EVERY`].
const ADDRESS_BURST: NonZeroU32 = NonZeroU32::new(20).unwrap();
const ADDRESS_EVERY: Duration = Duration::from_secs(6);
/// So many tries at once for one name, then one in [`NAME_EVERY`].
const NAME_BURST: NonZeroU32 = NonZeroU32::new(8).unwrap();
const NAME_EVERY: Duration = Duration::from_secs(30);
/// So many addresses and names are kept in mind before those that have not tried for long are forgotten.
const KEPT: usize = 10_000;

/// The counters.
pub struct Limits {
    addresses: Keyed,
    names: Keyed,
}

impl Default for Limits {
    fn default() -> Self {
        let limiter = |every, burst| {
            let quota = Quota::with_period(every).unwrap_or(Quota::per_minute(burst)).allow_burst(burst);
            RateLimiter::hashmap_with_clock(quota, MonotonicClock)
        };
        Limits { addresses: limiter(ADDRESS_EVERY, ADDRESS_BURST), names: limiter(NAME_EVERY, NAME_BURST) }
    }
}

impl Limits {
    /// Counts a try; whether it may be made.
    pub fn allow(&self, address: &str, name: &str) -> bool {
        for limiter in [&self.addresses, &self.names] {
            if limiter.len() > KEPT {
                limiter.retain_recent();
                limiter.shrink_to_fit();
            }
        }
        self.addresses.check_key(&address.to_owned()).is_ok() && self.names.check_key(&name.to_lowercase()).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tries_run_out_by_name_and_by_address() {
        let limits = Limits::default();
        assert_eq!((0..30).filter(|_| limits.allow("192.0.2.1", "amal")).count(), 8);
        assert!(!limits.allow("192.0.2.2", "Amal"), "another address does not help");
        assert!(limits.allow("192.0.2.2", "badr"));
        let limits = Limits::default();
        assert_eq!((0..50).filter(|n| limits.allow("192.0.2.3", &format!("name{n}"))).count(), 20);
    }
}

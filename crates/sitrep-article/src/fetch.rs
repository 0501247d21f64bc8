//! Gets a page by its address, within limits of time, size and redirects, and never from a private network.
//!
//! An address given by somebody else (a feed's link, a form on a board) must not make the program talk to the
//! machine it runs on or to its neighbours. Every connection, redirects included, goes to an address that was
//! checked after its name was resolved, so that a name which points inside gives nothing. Proxies of the
//! environment are not used, because a proxy would resolve names out of sight.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::time::Duration;

use thiserror::Error;
use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};
use ureq::{Agent, ResponseExt};

/// Limits of a fetch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FetchOptions {
    /// The time for everything, redirects included.
    pub timeout: Duration,
    /// The largest page, in bytes, once decompressed.
    pub bytes: u64,
    /// How many redirects are followed.
    pub redirects: u32,
    /// Whether private, loopback and link-local addresses may be reached.
    pub allow_private: bool,
    /// The `User-Agent` header.
    pub user_agent: String,
}

impl Default for FetchOptions {
    fn default() -> Self {
        FetchOptions {
            timeout: Duration::from_secs(20),
            bytes: 16 << 20,
            redirects: 5,
            allow_private: false,
            user_agent: concat!("sitrep/", env!("CARGO_PKG_VERSION")).to_owned(),
        }
    }
}

/// A page as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fetched {
    /// The address that answered, after redirects.
    pub url: String,
    /// The `Content-Type` header.
    pub content_type: Option<String>,
    /// The page.
    pub bytes: Vec<u8>,
}

/// Why a page could not be had.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum FetchError {
    /// The address is not one of `http` or `https`.
    #[error("\"{url}\" is not an http or https address")]
    Address {
        /// The address.
        url: String,
    },
    /// The host, or one that a redirect names, is in a private network.
    #[error("{host} is at a private address ({address}), which is not fetched unless allowed")]
    Private {
        /// The host.
        host: String,
        /// The address its name resolves to.
        address: IpAddr,
    },
    /// The server answered with an error.
    #[error("the server answered with status {status}")]
    Status {
        /// The HTTP status.
        status: u16,
    },
    /// The page is larger than the limit.
    #[error("the page is larger than {limit} bytes")]
    TooLarge {
        /// The limit in force, in bytes.
        limit: u64,
    },
    /// The page redirects more often than the limit.
    #[error("more than {limit} redirects")]
    TooManyRedirects {
        /// The limit in force.
        limit: u32,
    },
    /// The time is up.
    #[error("no answer within {} seconds", .limit.as_secs_f32())]
    Timeout {
        /// The limit in force.
        limit: Duration,
    },
    /// Anything else: no such host, no connection, bad TLS.
    #[error("the page cannot be fetched")]
    Http(#[source] Box<ureq::Error>),
}

/// Gets a page.
///
/// # Errors
///
/// A [`FetchError`] when a limit is passed, the address is private, or the server gives no page.
pub fn fetch(url: &str, options: &FetchOptions) -> Result<Fetched, FetchError> {
    let lower = url.trim().to_ascii_lowercase();
    if !lower.starts_with("http://") && !lower.starts_with("https://") {
        return Err(FetchError::Address { url: url.to_owned() });
    }
    let config = Agent::config_builder()
        .timeout_global(Some(options.timeout))
        .max_redirects(options.redirects)
        .max_redirects_will_error(true)
        .max_response_header_size(64 << 10)
        .proxy(None)
        .user_agent(options.user_agent.as_str())
        .accept("text/html, application/xhtml+xml, application/json;q=0.9, */*;q=0.5")
        .build();
    let resolver = PublicOnly { inner: DefaultResolver::default(), allow_private: options.allow_private };
    let agent = Agent::with_parts(config, DefaultConnector::default(), resolver);
    let error = |error: ureq::Error| told(error, options);
    let mut response = agent.get(url.trim()).call().map_err(error)?;
    let content_type = response.headers().get("content-type").and_then(|value| value.to_str().ok()).map(str::to_owned);
    let url = response.get_uri().to_string();
    let bytes = response.body_mut().with_config().limit(options.bytes).read_to_vec().map_err(error)?;
    Ok(Fetched { url, content_type, bytes })
}

/// The error in our words.
fn told(error: ureq::Error, options: &FetchOptions) -> FetchError {
    match error {
        ureq::Error::StatusCode(status) => FetchError::Status { status },
        ureq::Error::BodyExceedsLimit(limit) => FetchError::TooLarge { limit },
        ureq::Error::TooManyRedirects => FetchError::TooManyRedirects { limit: options.redirects },
        ureq::Error::Timeout(_) => FetchError::Timeout { limit: options.timeout },
        ureq::Error::BadUri(url) => FetchError::Address { url },
        ureq::Error::Io(io) => match io.get_ref().and_then(|inner| inner.downcast_ref::<Refused>()) {
            Some(refused) => FetchError::Private { host: refused.host.clone(), address: refused.address },
            None if io.kind() == std::io::ErrorKind::TimedOut => FetchError::Timeout { limit: options.timeout },
            None => FetchError::Http(Box::new(ureq::Error::Io(io))),
        },
        other => FetchError::Http(Box::new(other)),
    }
}

/// The refusal as it travels through the client.
#[derive(Debug, Error)]
#[error("{host} is at the private address {address}")]
struct Refused {
    host: String,
    address: IpAddr,
}

/// Resolves names, and refuses those of private addresses. The connection goes to the very address that was checked.
#[derive(Debug)]
struct PublicOnly {
    inner: DefaultResolver,
    allow_private: bool,
}

impl Resolver for PublicOnly {
    fn resolve(&self, uri: &Uri, config: &Config, timeout: NextTimeout) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let addresses = self.inner.resolve(uri, config, timeout)?;
        if self.allow_private {
            return Ok(addresses);
        }
        match addresses.iter().map(|address| address.ip()).find(|ip| !is_public(*ip)) {
            None => Ok(addresses),
            Some(address) => {
                let host = uri.host().unwrap_or_default().to_owned();
                Err(std::io::Error::new(std::io::ErrorKind::PermissionDenied, Refused { host, address }).into())
            }
        }
    }
}

/// Whether an address belongs to the public Internet (IANA's special-purpose registries say which do not).
fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => is_public_v4(v4),
        IpAddr::V6(v6) => is_public_v6(v6),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    !(address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_broadcast()
        || address.is_documentation()
        || address.is_multicast()
        || a == 0
        || a >= 240
        || a == 100 && (64..128).contains(&b)
        || a == 192 && b == 0 && c == 0
        || a == 198 && (b == 18 || b == 19))
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    let embedded = |segments: [u16; 2]| {
        let [[a, b], [c, d]] = segments.map(u16::to_be_bytes);
        is_public_v4(Ipv4Addr::new(a, b, c, d))
    };
    let s = address.segments();
    match s {
        // Addresses that carry an IPv4 address: mapped, compatible, NAT64 and 6to4.
        [0, 0, 0, 0, 0, 0xffff | 0, high, low] => embedded([high, low]),
        [0x64, 0xff9b, 0, 0, 0, 0, high, low] => embedded([high, low]),
        [0x2002, high, low, ..] => embedded([high, low]),
        // Only 2000::/3 is assigned to the public Internet; Teredo, ORCHID and documentation within it are not.
        [first, ..] => {
            first & 0xe000 == 0x2000
                && !(first == 0x2001 && (s[1] < 0x200 || s[1] == 0xdb8))
                && !(first == 0x3fff && s[1] < 0x1000)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn public_addresses() {
        for address in ["8.8.8.8", "193.0.0.1", "2606:4700::1111", "::ffff:8.8.8.8"] {
            assert!(is_public(address.parse().unwrap()), "{address}");
        }
        for address in [
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "224.0.0.1",
            "255.255.255.255",
            "198.18.0.1",
            "::1",
            "::",
            "fe80::1",
            "fc00::1",
            "ff02::1",
            "::ffff:127.0.0.1",
            "64:ff9b::7f00:1",
            "2002:7f00:1::",
            "2001:db8::1",
            "::127.0.0.1",
        ] {
            assert!(!is_public(address.parse().unwrap()), "{address}");
        }
    }

    #[test]
    fn only_web_addresses() {
        for url in ["file:///etc/passwd", "ftp://example.org", "example.org", ""] {
            assert!(matches!(fetch(url, &FetchOptions::default()), Err(FetchError::Address { .. })), "{url}");
        }
    }
}

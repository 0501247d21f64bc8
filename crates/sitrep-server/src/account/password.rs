//! Passwords: Argon2id with the parameters that OWASP's cheat sheet on password storage asks for (19 MiB, 2 passes), which are
//! the crate's defaults.

use std::sync::OnceLock;

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};

/// So many characters at least (NIST SP 800-63B asks for 8 beside a second factor; there is none here).
pub const SHORTEST: usize = 10;
/// So many bytes at most: hashing is not to be asked for a megabyte.
pub const LONGEST: usize = 1024;

/// A password or name that cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AccountError {
    /// Too short or too long.
    #[error("a password has at least {SHORTEST} characters, and at most {LONGEST} bytes")]
    Length,
    /// Not a name.
    #[error("a name has 1 to 64 letters, digits, or any of . _ - @")]
    Name,
    /// The system gives no random numbers.
    #[error("the system gives no random numbers")]
    Random,
}

/// Checks the name of an account: it is shown beside decisions, and typed by people.
///
/// # Errors
/// [`AccountError::Name`].
pub fn check_name(name: &str) -> Result<(), AccountError> {
    let fits = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '@');
    let length = name.chars().count();
    ((1..=64).contains(&length) && name.chars().all(fits)).then_some(()).ok_or(AccountError::Name)
}

/// The hash of a password, as it is kept.
///
/// # Errors
/// [`AccountError::Length`], [`AccountError::Random`].
pub fn hash(password: &str) -> Result<String, AccountError> {
    if password.chars().count() < SHORTEST || password.len() > LONGEST {
        return Err(AccountError::Length);
    }
    Ok(Argon2::default().hash_password(password.as_bytes()).map_err(|_| AccountError::Random)?.to_string())
}

/// Whether a password is that of a hash. Without one (no such name) it takes as long, and is never so.
pub fn verify(password: &str, hash: Option<&str>) -> bool {
    static NOBODY: OnceLock<Option<String>> = OnceLock::new();
    if password.len() > LONGEST {
        return false;
    }
    let nobody = || NOBODY.get_or_init(|| self::hash("nobody's password").ok()).as_deref();
    let Some(parsed) = hash.or_else(nobody).and_then(|h| PasswordHash::new(h).ok()) else { return false };
    Argon2::default().verify_password(password.as_bytes(), &parsed).is_ok() && hash.is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_opens_its_own_hash_only() {
        let kept = hash("correct horse").unwrap();
        assert!(kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{kept}");
        assert!(verify("correct horse", Some(&kept)));
        assert!(!verify("correct mouse", Some(&kept)));
        assert!(!verify("nobody's password", None));
        assert!(!verify("correct horse", Some("no hash")));
        assert_eq!(hash("short"), Err(AccountError::Length));
    }

    #[test]
    fn names_are_plain() {
        assert!(check_name("amal.k").is_ok() && check_name("أمل").is_ok());
        for name in ["", "a b", "<b>", "a\u{202e}b", &"x".repeat(65)] {
            assert_eq!(check_name(name), Err(AccountError::Name), "{name:?}");
        }
    }
}

//! Permanent ids.

use sha2::{Digest, Sha256};

/// The permanent id of a mention: from the article's content, so that two stores give it the same one.
pub(super) fn mention_id(hash: &str, local: &str, salt: u32) -> String {
    const LETTERS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
    let digest = Sha256::digest(format!("{hash}\0{local}\0{salt}"));
    digest[..10].iter().map(|byte| char::from(LETTERS[usize::from(byte % 32)])).collect()
}

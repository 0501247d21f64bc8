//! Where something happened.

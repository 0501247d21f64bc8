//! When something happened, resolved against the publication date.

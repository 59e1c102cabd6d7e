//! Judges one submission of any kind.

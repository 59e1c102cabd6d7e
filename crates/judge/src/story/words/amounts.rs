//! The words that say an amount without a number.

/// An amount in words.
pub(in crate::story) const VAGUE: [&str; 41] = [
    "a lot",
    "lots of",
    "a great deal",
    "tons of",
    "loads of",
    "plenty of",
    "a bunch of",
    "heaps of",
    "significantly",
    "significant",
    "substantially",
    "substantial",
    "considerably",
    "considerable",
    "dramatically",
    "dramatic",
    "drastically",
    "drastic",
    "hugely",
    "huge",
    "massively",
    "massive",
    "vastly",
    "vast",
    "greatly",
    "enormously",
    "enormous",
    "tremendously",
    "tremendous",
    "immensely",
    "noticeably",
    "markedly",
    "heavily reduced",
    "many",
    "countless",
    "numerous",
    "quickly",
    "rapidly",
    "hundreds of",
    "thousands of",
    "millions of",
];

/// What makes a comparative vague.
pub(in crate::story) const BY_FAR: [&str; 3] = ["much", "far", "way"];

/// Words that end as comparatives do and are none.
pub(in crate::story) const NO_COMPARATIVES: [&str; 12] = [
    "other", "either", "however", "whether", "after", "under", "over", "ever", "never", "rather",
    "her", "together",
];

/// Words before a vague one that make it something else.
pub(in crate::story) const NOT_VAGUE_AFTER: [&str; 8] = [
    "how",
    "statistically",
    "not",
    "too",
    "as",
    "so",
    "clinically",
    "that",
];

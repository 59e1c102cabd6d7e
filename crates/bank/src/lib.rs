//! Reads question packages into domain values, or diagnostics with file, line and help.

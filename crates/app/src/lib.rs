//! Use cases and jobs: practise, judge, export; owns threads and cancelling.

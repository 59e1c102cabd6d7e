#!/usr/bin/env bash
# Formatting, lints, types, the bank's shape; says what it could not run.
set -euo pipefail
# shellcheck source=scripts/lib.sh
. "$(dirname "$0")/lib.sh"

# Runs a checker that not everybody has.
optional() {
  local name=$1
  shift
  if "$name" --version >/dev/null 2>&1; then "$@"; else say "not run: $name is not installed"; fi
}

need_tools
title "Rust"
cargo fmt --all --check
cargo fmt --manifest-path bench/Cargo.toml --check
build_web
cargo clippy --release --locked --workspace --all-targets -- -D warnings
cargo clippy --release --locked --manifest-path bench/Cargo.toml --all-targets -- -D warnings

title "The web app"
npm --prefix web run check

title "The bank"
build_binary
"$onsite" bank check --shape --bank bank
"$onsite" bank check --shape --bank bench/bank

title "Scripts, licences, spelling"
optional shellcheck shellcheck -x scripts/*.sh scripts/cgroup2/* .ci/run
optional cargo-deny cargo deny --locked check
optional typos typos

title "Nothing to complain about."

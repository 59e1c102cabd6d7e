#!/usr/bin/env bash
# Judging and server start against the same work done bare, and what the question page weighs.
set -euo pipefail
# shellcheck source=scripts/lib.sh
. "$(dirname "$0")/lib.sh"

need_tools
build_binary
step "building the benchmark" cargo build --release --locked --manifest-path bench/Cargo.toml
"$CARGO_TARGET_DIR/release/onsite-bench" "$onsite" bench/bank "$@"
echo
npm --prefix web run --silent size

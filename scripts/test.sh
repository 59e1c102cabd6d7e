#!/usr/bin/env bash
# Every test, from nothing: Rust, the bank's proofs, the web app, the browser.
set -euo pipefail
# shellcheck source=scripts/lib.sh
. "$(dirname "$0")/lib.sh"

need_tools
need_judging
need_chromium
build_web
data=$(mktemp -d)
trap 'rm -rf "$data"' EXIT

title "Rust"
# Builds the binary too, with the features that the whole workspace asks for.
step "building onsite and its tests" cargo test --release --locked --workspace --no-run
if cargo nextest --version >/dev/null 2>&1; then
  cargo nextest run --release --locked --workspace --no-fail-fast
  cargo test --release --locked --workspace --doc --quiet
else
  cargo test --release --locked --workspace --no-fail-fast
fi

say "Not tried: the sandbox under cgroup v2 in an emulated machine (make test-cgroup2)."

title "The bank proves itself"
"$onsite" bank check --all --bank bank --data "$data"
"$onsite" bank check --all --bank bench/bank --data "$data"

title "The web app"
npm --prefix web run check
npm --prefix web test
npm --prefix web run size

title "The product in a browser"
# The bank's proofs have set Python's packages up; the servers under test need not do it again.
ONSITE_BIN="$onsite" ONSITE_PYTHON="$data/python" npm --prefix web run test:browser

title "All of it passed, in $((SECONDS / 60)) min $((SECONDS % 60)) s."

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
emulated=
trap '[ -z "$emulated" ] || kill -- "-$emulated" 2>/dev/null || true; rm -rf "$data"' EXIT

title "Rust"
# Builds the binary too, with the features that the whole workspace asks for.
step "building onsite and its tests" cargo test --release --locked --workspace --no-run
if [ "${CI:-false}" != false ]; then
  # It keeps a time of its own, so that the others may run beside it.
  setsid scripts/test-cgroup2.sh root:: </dev/null >"$data/emulated" 2>&1 &
  emulated=$!
else
  say "Not tried: the sandbox under cgroup v2 in an emulated machine (make test-cgroup2)."
fi
if cargo nextest --version >/dev/null 2>&1; then
  cargo nextest run --release --locked --workspace --no-fail-fast
  cargo test --release --locked --workspace --doc --quiet
else
  cargo test --release --locked --workspace --no-fail-fast
fi

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

if [ -n "$emulated" ]; then
  status=0
  wait "$emulated" || status=$?
  emulated=
  cat "$data/emulated" >&2
  [ "$status" = 0 ] || exit "$status"
fi

title "All of it passed, in $((SECONDS / 60)) min $((SECONDS % 60)) s."

#!/usr/bin/env bash
# One self-contained binary: the web app and the bank are inside it.
set -euo pipefail
# shellcheck source=scripts/lib.sh
. "$(dirname "$0")/lib.sh"

need_tools
build_web
step "building the binary to hand out" cargo build --profile dist --locked -p onsite-cli
mkdir -p dist
cp "$CARGO_TARGET_DIR/dist/onsite" dist/onsite
say "dist/onsite: $(du -h dist/onsite | cut -f1), SHA-256 $(sha256sum dist/onsite | cut -d' ' -f1)"

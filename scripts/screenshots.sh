#!/usr/bin/env bash
# The README's pictures, light and dark, wide and narrow, from the real product.
set -euo pipefail
# shellcheck source=scripts/lib.sh
. "$(dirname "$0")/lib.sh"

need_tools
need_chromium
build_binary
mkdir -p docs/screenshots
ONSITE_BIN="$onsite" npm --prefix web run screenshots

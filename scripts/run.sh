#!/usr/bin/env bash
# Sets everything up, then serves; what did not change since the last time is not done again.
set -euo pipefail
# shellcheck source=scripts/lib.sh
. "$(dirname "$0")/lib.sh"

need_tools
build_binary
exec "$onsite" serve "$@"

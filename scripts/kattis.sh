#!/usr/bin/env bash
# Judges every submission of a package, or of every package right below a folder: DIR=… make kattis.
set -euo pipefail
# The rest runs in the project's folder, wherever this was called.
[ -z "${DIR:-}" ] || DIR=$(realpath -m -- "$DIR")
# shellcheck source=scripts/lib.sh
. "$(dirname "$0")/lib.sh"

[ -n "${DIR:-}" ] || fail "no folder is named" "Name one: make kattis DIR=path/to/packages"
[ -d "$DIR" ] || fail "$DIR is not a folder" "Name the folder of a package, or one that holds such folders."
need_tools
build_binary
"$onsite" judge --package "$DIR" --all "$@"

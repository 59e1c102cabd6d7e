# Shared by the scripts: progress, what must be installed, and building only what changed.
# shellcheck shell=bash

cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 3
export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$PWD/target}"
export onsite="$CARGO_TARGET_DIR/release/onsite"
# Part of every Debian and Fedora, and not on every user's path.
PATH="$PATH:/usr/sbin:/sbin"

say() { printf '%s\n' "$*" >&2; }
title() { if [ -t 2 ]; then printf '\n\033[1m%s\033[0m\n' "$*" >&2; else printf '\n== %s\n' "$*" >&2; fi; }
fail() {
  say "error: $1"
  [ $# -lt 2 ] || say "  help: $2"
  exit 2
}

# Runs a command, saying what it does and for how long; its words are shown where it fails.
step() {
  local what=$1 log status=0 began=$SECONDS
  shift
  log=$(mktemp)
  [ ! -t 2 ] || printf '%s …' "$what" >&2
  # In a session of its own, so that Ctrl-C reaches this script first and all below it after.
  setsid "$@" </dev/null >"$log" 2>&1 &
  local pid=$!
  # shellcheck disable=SC2064
  trap "kill -TERM -- -$pid 2>/dev/null; rm -f '$log'; printf '\n' >&2; exit 130" INT TERM
  while kill -0 "$pid" 2>/dev/null; do
    sleep 0.1
    [ ! -t 2 ] || printf '\r%s … %s s ' "$what" "$((SECONDS - began))" >&2
  done
  wait "$pid" || status=$?
  trap - INT TERM
  [ ! -t 2 ] || printf '\r' >&2
  if [ "$status" != 0 ]; then
    say "$what … failed after $((SECONDS - began)) s:"
    tail -n 60 "$log" >&2
    rm -f "$log"
    exit 3
  fi
  say "$what … $((SECONDS - began)) s "
  rm -f "$log"
}

# The name of a package with the package manager of this system.
package() {
  case "$manager:$1" in
    pacman:python3-venv | dnf:python3-venv | zypper:python3-venv) echo python3 ;;
    pacman:g++) echo gcc ;;
    dnf:g++ | zypper:g++) echo gcc-c++ ;;
    pacman:python3) echo python ;;
    pacman:openjdk-17-jdk-headless) echo jdk17-openjdk ;;
    dnf:openjdk-17-jdk-headless) echo java-devel ;;
    zypper:openjdk-17-jdk-headless) echo java-17-openjdk-devel ;;
    pacman:r-base-core) echo r ;;
    dnf:r-base-core) echo R-core ;;
    zypper:r-base-core) echo R-base ;;
    *) echo "$1" ;;
  esac
}

# Installs system packages where this user may, else names the command that does.
install() {
  local manager='' candidate command=() refresh=() names=() name
  for candidate in apt-get dnf pacman zypper; do
    if command -v "$candidate" >/dev/null; then manager=$candidate && break; fi
  done
  for name in "$@"; do names+=("$(package "$name")"); done
  case "$manager" in
    apt-get) refresh=(apt-get update) command=(env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends) ;;
    dnf) command=(dnf install -y) ;;
    pacman) command=(pacman -S --needed --noconfirm) ;;
    zypper) command=(zypper --non-interactive install) ;;
    *) fail "missing: $*" "install them with this system's package manager, then run this again" ;;
  esac
  command+=("${names[@]}")
  if [ "$(id -u)" = 0 ]; then
    [ ${#refresh[@]} = 0 ] || step "updating the list of packages" "${refresh[@]}"
    step "installing ${names[*]}" "${command[@]}"
  elif command -v sudo >/dev/null && [ -t 0 ]; then
    say "Missing: ${names[*]}. This installs them, and may ask for your password:"
    say "  sudo ${command[*]}"
    [ ${#refresh[@]} = 0 ] || sudo "${refresh[@]}"
    sudo "${command[@]}"
  else
    fail "missing: ${names[*]}" "as root, run: ${refresh[*]:+${refresh[*]} && }${command[*]}"
  fi
}

# What building and judging need; what a system package brings is installed.
need_tools() {
  command -v cargo >/dev/null || fail "cargo is missing" \
    "install Rust 1.95 or newer: https://rust-lang.org/tools/install"
  command -v node >/dev/null || fail "node is missing" \
    "install Node 20.19 or newer: https://nodejs.org/en/download"
  command -v npm >/dev/null || fail "npm is missing" "install it; Node's own packages bring it"
  local missing=()
  node -e 'const [a, b] = process.versions.node.split(".").map(Number);
    process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)' ||
    fail "Node $(node --version) is too old" \
      "install Node 20.19 or newer: https://nodejs.org/en/download"
  if ! command -v python3 >/dev/null; then
    missing+=(python3 python3-venv)
  elif ! python3 -c 'import sys; sys.exit(sys.version_info < (3, 10))'; then
    fail "$(python3 --version) is too old" "install Python 3.10 or newer"
  elif ! python3 -c 'import venv, ensurepip' 2>/dev/null; then
    missing+=(python3-venv)
  fi
  command -v g++ >/dev/null || missing+=(g++)
  [ ${#missing[@]} = 0 ] || install "${missing[@]}"
}

# What the tests judge in beside Python and C++, and what counts instructions; Rust is what Onsite itself is built with.
need_judging() {
  local missing=()
  command -v javac >/dev/null || missing+=(openjdk-17-jdk-headless)
  command -v R >/dev/null || missing+=(r-base-core)
  command -v valgrind >/dev/null || missing+=(valgrind)
  [ ${#missing[@]} = 0 ] || install "${missing[@]}"
}

find_chromium() {
  local name
  for name in "${CHROMIUM:-}" chromium chromium-browser google-chrome; do
    if [ -n "$name" ] && command -v "$name"; then return; fi
  done
  return 1
}

need_chromium() {
  find_chromium >/dev/null || install chromium
  CHROMIUM=$(find_chromium) || fail "chromium is missing" "name a Chromium in CHROMIUM"
  export CHROMIUM
}

# A hash over names and contents of the given files and folders, as far as git would keep them.
fingerprint() {
  local files
  if git rev-parse --git-dir >/dev/null 2>&1; then
    files=$(git ls-files -co --exclude-standard "$@" | LC_ALL=C sort -u)
  else
    files=$(find "$@" \( -name node_modules -o -name build -o -name .svelte-kit \) -prune -o \
      -type f -print | LC_ALL=C sort)
  fi
  # A file that was deleted is in git's list still.
  while IFS= read -r file; do [ ! -f "$file" ] || printf '%s\0' "$file"; done <<<"$files" |
    xargs -0 sha256sum | sha256sum | cut -d' ' -f1
}

# Whether what a stamp was made of is not what is there now.
changed() { [ "$(cat "$1" 2>/dev/null)" != "$2" ]; }

build_web() {
  local packages sources
  packages="$(fingerprint web/package.json web/package-lock.json) $(node --version)"
  if changed web/node_modules/.onsite-packages "$packages"; then
    step "installing the web app's packages" npm --prefix web ci --no-audit --no-fund
    echo "$packages" >web/node_modules/.onsite-packages
  fi
  sources="$(fingerprint web) $(node --version)"
  if [ ! -f web/build/index.html ] || changed web/node_modules/.onsite-build "$sources"; then
    step "building the web app" npm --prefix web run build
    echo "$sources" >web/node_modules/.onsite-build
  fi
}

# The web app is inside the binary, so it is built before.
build_binary() {
  build_web
  step "building onsite" cargo build --release --locked -p onsite-cli
}

#!/usr/bin/env bash
# The sandbox's suite under cgroup v2, as root and as an ordinary user, in a machine of software:
# a Debian kernel under qemu. It sees this system's files read-only and writes to a disk of its own
# that goes with it. An argument chooses the tests whose names begin with it: `root::` those as root,
# `memory` those of memory, as either.
set -euo pipefail
# shellcheck source=scripts/lib.sh
. "$(dirname "$0")/lib.sh"

# The machine's clock counts its instructions, two nanoseconds each: however busy this system is, it
# keeps its own pace, which is a tenth of usual. While it is idle its clock is this system's, so that
# no time limit of its own passes while it waits for its files.
clock="shift=1,sleep=on"
slowdown=10
memory=2048
longest=3600
# Emulated clocks disagree at first, which the kernel must not take for a fault.
kernel_options="console=ttyS0 quiet panic=-1 cgroup_no_v1=all no_timer_check tsc=reliable"

cache="$CARGO_TARGET_DIR/cgroup2"
wanted_modules="virtio_pci 9pnet_virtio 9p virtio_blk ext4 crc32c_generic"

need_machine() {
  [ "$(uname -m)" = x86_64 ] || fail "the emulated machine is of x86_64" "run this on such a machine"
  local missing=()
  command -v qemu-system-x86_64 >/dev/null || missing+=(qemu-system-x86)
  command -v mkfs.ext4 >/dev/null || missing+=(e2fsprogs)
  [ ${#missing[@]} = 0 ] || install "${missing[@]}"
}

# Downloads a package and unpacks it, leaving this system's own boot alone.
unpack() {
  local dir=$1 name=$2
  (
    cd "$dir"
    step "downloading $name" apt-get download "$name"
    step "unpacking $name" dpkg-deb -x "$name"_*.deb .
    rm "$name"_*.deb
  )
}

newest_kernel() {
  apt-cache depends linux-image-amd64 2>/dev/null |
    sed -n 's/^ *Depends: *\(linux-image-.*\)/\1/p' | head -n 1
}

# A kernel, the modules it needs to reach its files, and a shell to load them with: once.
need_kernel() {
  [ ! -f "$cache/vmlinuz" ] || return 0
  command -v apt-get >/dev/null ||
    fail "a Debian kernel is missing, and this system has no apt-get to download one" \
      "run this on Debian, or copy $cache from a Debian machine"
  local kernel version work="$cache/work" busybox
  kernel=$(newest_kernel)
  if [ -z "$kernel" ] && [ "$(id -u)" = 0 ]; then
    step "updating the list of packages" apt-get update
    kernel=$(newest_kernel)
  fi
  [ -n "$kernel" ] ||
    fail "apt-get knows no linux-image-amd64" "run \`apt-get update\`; Debian's archive has it"
  version=${kernel#linux-image-}
  rm -rf "$cache"
  mkdir -p "$work"
  unpack "$work" "$kernel"
  unpack "$work" busybox-static
  busybox=$(find "$work" -name busybox -type f -perm -u+x | head -n 1)
  step "listing the kernel's modules" "$busybox" depmod -b "$work" "$version"
  mkdir -p "$cache/initrd/bin" "$cache/initrd/modules"
  mv "$busybox" "$cache/initrd/bin/busybox"
  take_modules "$work/lib/modules/$version"
  mv "$work/boot/vmlinuz-$version" "$cache/vmlinuz"
  rm -rf "$work"
}

# Copies the wanted modules and what each needs, named in the order in which to load them.
take_modules() {
  local modules=$1 name file number=100
  for name in $wanted_modules; do
    # What a module needs stands after it, nearest first; what is not there is in the kernel.
    for file in $(sed -n "s|^\([^ ]*/$name\.ko[^:]*\): *|\1 |p" "$modules/modules.dep" |
      tr ' ' '\n' | tac); do
      cp "$modules/$file" "$cache/initrd/modules/$((number += 1))-${file##*/}"
    done
  done
}

# The files that the machine starts with.
pack() {
  cp scripts/cgroup2/init "$cache/initrd/init"
  (cd "$cache/initrd" && find . | bin/busybox cpio -o -H newc) >"$1" 2>/dev/null
}

# Prints the path of the suite's binary, built for this system, which the machine's files are.
suite() {
  cargo test --release --locked -p onsite-sandbox --test it --no-run --message-format json |
    sed -n 's/.*"executable":"\([^"]*\)".*/\1/p' | tail -n 1
}

need_machine
need_kernel
run=$(mktemp -d)
machine=
trap '[ -z "$machine" ] || kill "$machine" 2>/dev/null || true; rm -rf "$run"' EXIT
step "building the sandbox's suite" cargo test --release --locked -p onsite-sandbox --test it --no-run
mkdir "$run/disk"
cp "$(suite 2>/dev/null)" "$run/disk/it"
cp scripts/cgroup2/suite "$run/disk/suite"
printf '%s\n' "$slowdown" "${1:-}" >"$run/disk/settings"
chmod -R a+rX "$run/disk"
truncate -s 2G "$run/disk.img"
pack "$run/initrd"
step "making the machine's disk" mkfs.ext4 -q -F -d "$run/disk" "$run/disk.img"

title "The sandbox under cgroup v2, in an emulated machine"
began=$SECONDS
touch "$run/console" "$run/said" "$run/result"
# What waits for a disk must not wait for this system's other programs too.
first=()
[ "$(id -u)" != 0 ] || first=(nice -n -10)
# A machine that panics, hangs or is done ends by itself, and nothing of it is left.
"${first[@]}" timeout --foreground --kill-after 10 "$longest" \
  qemu-system-x86_64 -nodefaults -no-user-config -no-reboot -display none -monitor none \
  -machine q35 -accel tcg,thread=single -icount "$clock" -cpu max -smp 1 -m "$memory" \
  -kernel "$cache/vmlinuz" -initrd "$run/initrd" \
  -append "$kernel_options" \
  -fsdev "local,id=host,path=/,security_model=none,readonly=on,multidevs=remap" \
  -device virtio-9p-pci,fsdev=host,mount_tag=host \
  -drive "file=$run/disk.img,format=raw,if=none,id=disk,cache=unsafe" \
  -device virtio-blk-pci,drive=disk \
  -serial "file:$run/console" -serial "file:$run/said" -serial "file:$run/result" \
  </dev/null &
machine=$!
tail -n +1 -F --pid "$machine" "$run/said" 2>/dev/null || true
status=0
wait "$machine" || status=$?
machine=
[ "$status" != 124 ] || fail "the machine was not done after $longest s" "see what it said above"
if [ "$(tr -d '\r\n' <"$run/result")" != passed ]; then
  tail -n 30 "$run/console" >&2
  fail "the suite failed in the emulated machine" "what it said stands above"
fi
title "All of it passed under cgroup v2, in $((SECONDS - began)) s."

#!/bin/sh
# Fetches NVRTC for the tests into the folder given, unless the loader already finds one. Needs apt and nothing
# else: no root, no driver, and no change to the machine's own apt configuration, lists or packages.
#
# usage: fetch-nvrtc.sh FOLDER
set -u

folder=$1
stamp=$folder/fetched

# Two projects that build at once wait for each other here; the second finds the work done.
exec 9<"$0"
flock 9

if [ -n "$(find "$folder" -name 'libnvrtc.so*' 2>/dev/null)" ]; then
  touch "$stamp"
  exit 0
fi
if /sbin/ldconfig -p 2>/dev/null | grep -q 'libnvrtc\.so'; then
  exit 0
fi

give_up() {
  echo "NVRTC was not fetched: $1 Tests that compile CUDA will be skipped; install NVRTC, or name one in MOE_NVRTC."
  exit 0
}

command -v apt-get >/dev/null && command -v dpkg >/dev/null || give_up "there is no apt here."

. /etc/os-release
case $ID in
  # Trixie's NVRTC 12 also runs on bookworm, whose own is 11.8.
  debian) suites="trixie bookworm" component=non-free keyring=/usr/share/keyrings/debian-archive-keyring.gpg ;;
  ubuntu) suites=$VERSION_CODENAME component=multiverse keyring=/usr/share/keyrings/ubuntu-archive-keyring.gpg ;;
  *) give_up "only Debian's and Ubuntu's packages are known, and this is $ID." ;;
esac
[ -r "$keyring" ] || give_up "$keyring is not there to check signatures with."

# What an update would download names the machine's own mirror, whether or not one was ever run.
mirror=$(apt-get --print-uris update 2>/dev/null \
  | sed -n "s|^'\(.*\)/dists/$VERSION_CODENAME/InRelease'.*|\1|p" | head -n 1)
[ -n "$mirror" ] || give_up "apt has no mirror configured for $VERSION_CODENAME."

# Beside the result, so that the last step is one rename.
work=$(mktemp -d "$folder.XXXXXX") || give_up "$folder cannot be written."
trap 'rm -rf "$work"' EXIT
# apt downloads as a user of its own, which has to get in here.
chmod 755 "$work"
mkdir -p "$work/lists/partial" "$work/cache/archives/partial" "$work/unpacked" "$work/result"

apt() {
  tool=$1
  shift
  "$tool" -qq \
    -o Dir::Etc::SourceList="$work/sources.list" -o Dir::Etc::SourceParts=/dev/null \
    -o Dir::State::Lists="$work/lists" -o Dir::Cache="$work/cache" \
    -o Acquire::Retries=1 -o Acquire::http::Timeout=20 -o Acquire::https::Timeout=20 \
    "$@"
}

fetch() {
  echo "deb [signed-by=$keyring] $mirror $1 $component" >"$work/sources.list"
  apt apt-get update || return 1
  for package in libnvrtc12 libnvrtc11.2; do
    builtins=$(apt apt-cache depends "$package" 2>/dev/null | sed -n 's/.*Depends: \(libnvrtc-builtins.*\)/\1/p')
    [ -n "$builtins" ] && (cd "$work" && apt apt-get download "$package" "$builtins") && return 0
  done
  return 1
}

for suite in $suites; do
  fetch "$suite" >>"$work/log" 2>&1 || continue
  for package in "$work"/*.deb; do
    dpkg -x "$package" "$work/unpacked" >>"$work/log" 2>&1 || give_up "$package could not be unpacked."
  done
  cp -P "$work"/unpacked/usr/lib/*/libnvrtc* "$work/result" || give_up "the packages hold no libnvrtc."
  touch "$work/result/fetched"
  rm -rf "$folder"
  mv "$work/result" "$folder"
  exit 0
done

give_up "$mirror did not give it ($(grep -v '^W:' "$work/log" | tail -n 1))."

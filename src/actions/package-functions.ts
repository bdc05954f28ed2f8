import { type Command, sh } from '../lib/command.js'

/** Bash functions that install packages of the system, from its own sources or from what was brought along. */
export const packageFunctions: Command = sh`
finish_packages() {
  local said deadline=$((SECONDS + 120))
  # Half done packages were either left by an installation that was cut off, or somebody is at work right now.
  while [ -n "$(dpkg --audit 2>/dev/null)" ]; do
    if said=$(LC_ALL=C dpkg --configure -a --force-confold 2>&1); then echo "$said"; return 0; fi
    case $said in *'locked by another process'*) [ "$SECONDS" -ge "$deadline" ] || { sleep 1; continue; };; esac
    echo "$said"
    return 1
  done
}
install_packages() {
  export DEBIAN_FRONTEND=noninteractive
  export NEEDRESTART_SUSPEND=1
  finish_packages || return 1
  apt_get install --no-install-recommends "$@" || { apt_get update && apt_get install --no-install-recommends "$@"; }
}
install_carried_packages() {
  local tar=$1 sum=$2 root="\${1%/*}/unpacked" code=0 found
  shift 2
  # No signature is asked of what is in it: its own sum stands for that.
  found=$(sha256sum < "$tar") || return 1
  [ "\${found%% *}" = "$sum" ] || { echo "$tar is not what was brought here: remove it, and it is brought again"; return 1; }
  export DEBIAN_FRONTEND=noninteractive
  export NEEDRESTART_SUSPEND=1
  finish_packages || return 1
  no_foreign_link "\${root%/*}" || return 1
  rm -rf --one-file-system -- "$root"
  carried_repository "$tar" "$root" && {
    # What others have set up to happen at an update may reach for the network; at an installation it is wanted.
    APT_CONFIG="$root/no-settings" carried_apt "$root" update -qq \
      && carried_apt "$root" install --no-install-recommends --no-remove "$@"
  } || code=$?
  rm -rf --one-file-system -- "$root"
  return "$code"
}
carried_repository() {
  local sum deb
  install -d -m 0700 -- "$2" "$2"/{packages,lists/partial,cache/archives/partial} || return 1
  tar -xf "$1" -C "$2/packages" --no-same-owner --no-same-permissions || return 1
  ( cd "$2/packages" && sha256sum -- *.deb > ../sums && while read -r sum deb; do
      dpkg-deb -f "$deb" && printf 'Filename: ./%s\\nSize: %s\\nSHA256: %s\\n\\n' "$deb" "$(stat -c %s -- "$deb")" "$sum" || exit 1
    done < ../sums > Packages ) || return 1
  printf 'deb [trusted=yes] file:%s ./\\n' "$2/packages" > "$2/sources.list"
  printf '%s\\n' 'Dir::Etc::Parts "/dev/null";' 'Dir::Etc::Main "/dev/null";' > "$2/no-settings"
}
carried_apt() {
  local root=$1
  shift
  # Nobody but root may read there, so apt's own account can't.
  apt_get -o Dir::Etc::SourceList="$root/sources.list" -o Dir::Etc::SourceParts=/dev/null \
    -o Dir::Etc::Preferences=/dev/null -o Dir::Etc::PreferencesParts=/dev/null -o Dir::State::Lists="$root/lists" \
    -o Dir::Cache="$root/cache" -o APT::Sandbox::User=root -o Acquire::Languages=none "$@"
}
apt_get() {
  local said code deadline=$((SECONDS + 300))
  # Its own waiting knows not every lock, and older releases not at all; unattended upgrades run right after boot.
  while :; do
    code=0
    { said=$(apt-get -q -y -o DPkg::Lock::Timeout=120 -o Dpkg::Options::=--force-confold "$@" 2>&1 5>&- \\
      | tee >(cat >&5); exit "\${PIPESTATUS[0]}") || code=$?; } 5>&1
    [ "$code" != 0 ] || return 0
    case $said in *'Could not get lock'*) [ "$SECONDS" -ge "$deadline" ] || { sleep 2; continue; };; esac
    return "$code"
  done
}
`

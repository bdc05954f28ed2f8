import { type Command, sh } from '../../lib/command.js'

/** Refuses the wrong place and changed files before anything is touched, and reads the secrets. */
export const guards: Command = sh`
tell() {
  local text=\${word[$1]} pair
  shift
  for pair in "$@"; do text=\${text//"{\${pair%%=*}}"/"\${pair#*=}"}; done
  printf '%s\\n' "$text"
}
refuse() { tell "$@" >&2; tell nothing-done >&2; exit 3; }

require_this_host() {
  local found
  [ "$(id -u)" = 0 ] || refuse not-root
  found=$(ip -4 -o addr show 2>/dev/null | sed -n 's|.* inet \\([0-9.]*\\)/.*|\\1|p' | tr '\\n' ' ')
  case " $found" in *" $address "*) ;; *) refuse not-this-host "hostname=$(hostname)" "found=$found";; esac
  if [ -n "$machine_id" ] && [ "$(cat /etc/machine-id)" != "$machine_id" ]; then refuse other-machine; fi
  [ -d /run/systemd/system ] || refuse no-systemd
  [ "$(uname -m)" = x86_64 ] || refuse other-architecture "found=$(uname -m)"
  found=$(. /etc/os-release && printf '%s-%s' "$ID" "$VERSION_ID")
  [ "$found" = "$system" ] || refuse other-system "found=$found"
  found=no-avx2
  grep -m 1 '^flags' /proc/cpuinfo | grep -qw avx2 && found=avx2
  [ "$found" = "$cpu" ] || refuse other-cpu "found=$found"
  require_no_other
}
require_no_other() {
  local receipt of other
  for receipt in "$receipts"/*.json; do
    [ -r "$receipt" ] || continue
    of=$(sed -n 2p -- "$receipt")
    [[ $of =~ \\"organisation\\":\\"([^\\"]*)\\" ]] || continue
    other=\${BASH_REMATCH[1]}
    if [ "$other" = "$organisation" ] || { [[ $of =~ \\"id\\":\\"([^\\"]*)\\" ]] && claims_nothing "\${BASH_REMATCH[1]}"; }; then continue; fi
    refuse other-organisation "found=$other" "file=$receipt"
  done
}
# What was begun and not installed.
claims_nothing() {
  local resource
  for resource in "\${begun[@]}"; do [ "$resource" != "$1" ] || return 0; done
  return 1
}
digest() { sha256sum | cut -c 1-64; }
check_files() {
  local line sum file
  tell checking "files=\${#carried[@]}"
  for line in "\${carried[@]}"; do
    sum=\${line%%  *} file=\${line#*  }
    if [ ! -r "$here/$file" ]; then
      [ "$file" != secrets ] || refuse secrets-gone
      refuse file-missing "file=$file"
    fi
    [ "$(digest < "$here/$file")" = "$sum" ] || refuse file-differs "file=$file"
  done
}
# Line by line, as output is read; the longest first, since one may begin as another does. As in a run, the very short
# ones stay, which would hide half of every text.
hide() {
  local rest=$1 line i
  while [ -n "$rest" ]; do
    line=\${rest%%$'\n'*} rest=\${rest#"$line"} rest=\${rest#$'\n'}
    [ "\${#line}" -ge 4 ] || continue
    for ((i = \${#hidden[@]}; i > 0; i--)); do
      [ "\${#hidden[i - 1]}" -lt "\${#line}" ] || break
      hidden[i]=\${hidden[i - 1]}
    done
    hidden[i]=$line
  done
}
read_secrets() {
  local name value
  [ -r "$here/secrets" ] || return 0
  while IFS='=' read -r name value; do
    case $name in ''|'#'*) continue;; esac
    value=$(printf %s "$value" | base64 -d; echo x)
    secret[$name]=\${value%x}
    hide "\${value%x}"
  done < "$here/secrets"
}
`

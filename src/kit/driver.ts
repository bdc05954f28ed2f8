import { type Command, sh } from '../lib/command.js'

/**
 * What a kit's script does around its steps: refuses the wrong place, checks every file, leaves out what is done, tells
 * what failed, and writes the receipt. Stands behind the kit's own settings; sentences are in `word`.
 */
export const driver: Command = sh`
tell() {
  local text=\${word[$1]} pair
  shift
  for pair in "$@"; do text=\${text//"{\${pair%%=*}}"/"\${pair#*=}"}; done
  printf '%s\\n' "$text"
}
refuse() { tell "$@" >&2; tell nothing-done >&2; exit 3; }

require_this_host() {
  local found receipt of
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
  for receipt in "$receipts"/*.json; do
    [ -r "$receipt" ] || continue
    of=$(sed -n 2p -- "$receipt")
    [[ $of =~ \\"organisation\\":\\"([^\\"]*)\\" ]] || continue
    [ "\${BASH_REMATCH[1]}" = "$organisation" ] || refuse other-organisation "found=\${BASH_REMATCH[1]}" "file=$receipt"
  done
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
read_secrets() {
  local name value
  [ -r "$here/secrets" ] || return 0
  while IFS='=' read -r name value; do
    case $name in ''|'#'*) continue;; esac
    value=$(printf %s "$value" | base64 -d; echo x)
    secret[$name]=\${value%x}
  done < "$here/secrets"
}
place_artifact() {
  local from=$1 path=$2 sum=$3 incoming="$2.metis-incoming"
  no_foreign_link "\${path%/*}" || return 1
  mkdir -p -- "\${path%/*}"
  rm -f -- "$incoming"
  cp --reflink=auto -- "$here/$from" "$incoming"
  [ "$(digest < "$incoming")" = "$sum" ] || { tell file-differs "file=$from"; rm -f -- "$incoming"; return 1; }
  chmod 0755 -- "$incoming" && mv -fT -- "$incoming" "$path"
}

is_needed() {
  local number
  for number in \${follows[$1]-}; do
    [ -z "\${did[number]-}" ] || return 0
  done
  if [ -n "\${forced[$1]-}" ] && ! grep -qxs "$1" "$receipts/kit-$kit"; then return 0; fi
  if ( "done_$1" ) </dev/null >/dev/null 2>&1; then return 1; fi
}
show_output() {
  local line value
  trap '' INT TERM HUP
  while IFS= read -r line; do
    case $line in "$mark "*) return "\${line#"$mark "}";; '') continue;; esac
    for value in "\${secret[@]}"; do [ -z "$value" ] || line=\${line//"$value"/***}; done
    line=\${line//[[:cntrl:]]/ }
    printf '        %s\\n' "$line"
    printf '%s %s: %s\\n' "$(date -u +%FT%TZ)" "$current" "$line" >> "$log"
  done
  return 1
}
step() {
  current=$1
  local begun=$SECONDS
  if ! is_needed "$1"; then tell step-done "number=$1" "count=$count" "title=\${title[$1]}"; code=0; return; fi
  tell step "number=$1" "count=$count" "title=\${title[$1]}"
  printf '        %s\\n' "\${because[$1]}"
  # Beside this shell and deaf to Ctrl-C: an action must not be cut off half way, and this shell goes on listening.
  { ( trap '' INT TERM HUP; set -e; "action_$1" ) </dev/null 2>&1; printf '\\n%s %s\\n' "$mark" "$?"; } | show_output &
  job=$!
  while :; do
    wait "$job"
    code=$?
    kill -0 "$job" 2>/dev/null || break
  done
  [ "$code" = 0 ] || return
  did[$1]=1
  carried_out=$((carried_out + 1))
  if [ -n "\${forced[$1]-}" ]; then printf '%s\\n' "$1" >> "$receipts/kit-$kit"; fi
  tell step-took "seconds=$((SECONDS - begun))"
}
interrupted() {
  if [ -n "$stopping" ]; then tell stopped-at-once; exit 130; fi
  stopping=yes
  tell stopping
}
run_steps() {
  local number
  mark="metis-$(cat /proc/sys/kernel/random/uuid)"
  ( umask 077; : >> "$log" )
  trap interrupted INT TERM HUP
  take_turn || refuse busy
  for ((number = 1; number <= count; number++)); do
    step "$number"
    if [ "$code" != 0 ]; then
      tell failed "number=$number" "count=$count" "title=\${title[number]}" "log=$log" >&2
      exit 1
    fi
    if [ -n "$stopping" ] && [ "$number" != "$count" ]; then tell stopped "number=$number" "count=$count"; exit 130; fi
  done
  trap - INT TERM HUP
  if [ "$carried_out" = 0 ]; then tell all-done-before "count=$count"; else tell all-done "did=$carried_out" "count=$count"; fi
}
look_only() {
  local number open=0
  for ((number = 1; number <= count; number++)); do
    if is_needed "$number"; then
      open=$((open + 1))
      tell step-open "number=$number" "count=$count" "title=\${title[number]}"
    else
      tell step-done "number=$number" "count=$count" "title=\${title[number]}"
    fi
  done
  tell looked "open=$open" "count=$count"
}

write_receipt() {
  local work to=$here
  [ -w "$to" ] || to=/root
  work=$(mktemp -d) || exit 1
  ( gather ) > "$work/facts" 2>/dev/null
  {
    printf 'metis receipt 1\\n'
    printf '%s: %s\\n' organisation "$organisation" organisation-id "$organisation_id" host "$host" address "$address"
    printf '%s: %s\\n' kit "$kit" kit-made "$made" made "$(date -u +%FT%TZ)"
    printf '\\n'
    gzip -9n < "$work/facts" | base64 -w 76
  } > "$work/receipt"
  printf 'sha256: %s\\n' "$(digest < "$work/receipt")" >> "$work/receipt"
  if install -m 0600 -- "$work/receipt" "$to/$host.receipt"; then
    tell receipt "path=$to/$host.receipt" "host=$host"
  else
    tell receipt-failed "path=$to/$host.receipt" >&2
    rm -rf -- "$work"
    exit 1
  fi
  rm -rf -- "$work"
}
wipe() {
  rm -rf -- "$here/secrets" "$here/files" "$here/SHA256SUMS" "$here/README.txt" "$here/run.sh" || { tell wipe-failed "path=$here" >&2; exit 1; }
  tell wiped "path=$here"
}
offer_wipe() {
  local answer=''
  [ -r "$here/secrets" ] || return 0
  if [ -t 0 ] && [ -w "$here" ]; then
    printf '%s ' "$(tell ask-wipe)"
    read -r answer || answer=''
  fi
  case $answer in y|Y|yes|是) wipe;; *) tell keep-safe;; esac
}

main() {
  case \${1-} in
    ''|--check|--receipt|--wipe) ;;
    *) tell usage; [ "$1" = --help ] || exit 3; exit 0;;
  esac
  if [ "\${1-}" = --wipe ]; then wipe; exit 0; fi
  tell begin
  require_this_host
  if [ "\${1-}" = --receipt ]; then write_receipt; exit 0; fi
  check_files
  read_secrets
  if [ "\${1-}" = --check ]; then look_only; exit 0; fi
  run_steps
  write_receipt
  offer_wipe
}
`

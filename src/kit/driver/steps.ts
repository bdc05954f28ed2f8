import { type Command, sh } from '../../lib/command.js'

/** Carries out what is not done yet, step by step, and stops where one fails or somebody wants it to. */
export const steps: Command = sh`
place_artifact() {
  local from=$1 path=$2 sum=$3 incoming="$2.metis-incoming"
  no_foreign_link "\${path%/*}" || return 1
  mkdir -p -- "\${path%/*}"
  rm -f -- "$incoming"
  cp --reflink=auto -- "$here/$from" "$incoming" || { rm -f -- "$incoming"; return 1; }
  [ "$(digest < "$incoming")" = "$sum" ] || { tell file-differs "file=$from"; rm -f -- "$incoming"; return 1; }
  chmod 0644 -- "$incoming" && mv -fT -- "$incoming" "$path"
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
    for value in "\${hidden[@]}"; do line=\${line//"$value"/***}; done
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
  take_host "kit-$kit" "{\\"user\\":\\"\${SUDO_USER:-root}\\",\\"machine\\":\\"$host\\",\\"command\\":\\"run.sh\\"}" \\
    || case $hold_by in impossible) refuse no-hold;; *) refuse busy;; esac
  trap interrupted INT TERM HUP
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

`

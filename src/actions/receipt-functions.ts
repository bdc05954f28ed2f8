import { type Command, sh } from '../lib/command.js'

/** Bash functions that leave receipts, and make them void. */
export const receiptFunctions: Command = sh`
# A process for each directory that is there already was half of what a small file cost.
parent_directory() { [ -d "\${1%/*}" ] || mkdir -p "\${1%/*}"; }
void_receipts() {
  local file
  for file in "$@"; do
    if [ -e "$file" ]; then rm -f -- "$file" || return 1; fi
  done
}
leave_receipt() {
  local file=$1 path=$2 before=$3 after=$4 now=''
  if [ -n "$path" ]; then now=$(stat -c '%s %Y %a %U:%G %F' -- "$path") || return 1; fi
  parent_directory "$file"
  # Nothing of the action comes after its receipt.
  umask 077
  printf '%s\\n%s%s%s\\n' "$path" "$before" "$now" "$after" > "$file.metis-incoming" && mv -fT "$file.metis-incoming" "$file"
}
`

import { type Command, sh } from '../lib/command.js'

/** Bash functions that leave receipts, and make them void; `fileWork` must stand before them. */
export const receiptFunctions: Command = sh`
void_receipts() {
  local file
  for file in "$@"; do
    if [ -e "$file" ]; then rm -f -- "$file" || return 1; fi
  done
}
leave_receipt() { files receipt "$1" "$2" "$3" "$4"; }
`

import { type Command, lines, sh } from '../lib/command.js'
import { guards } from './driver/guards.js'
import { steps } from './driver/steps.js'

/** The receipt, what becomes of the kit afterwards, and the way through all of it. */
const main: Command = sh`
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
  # Not into a folder that somebody has put there under that name.
  if install -T -m 0600 -- "$work/receipt" "$to/$host.receipt"; then
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

/**
 * What a kit's script does around its steps: refuses the wrong place, checks every file, leaves out what is done, tells
 * what failed, and writes the receipt. Stands behind the kit's own settings; sentences are in `word`.
 */
export const driver: Command = lines(guards, steps, main)

import { type Command, lines, sh } from '../lib/command.js'
import { ending } from './driver/ending.js'
import { guards } from './driver/guards.js'
import { steps } from './driver/steps.js'

const main: Command = sh`
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
export const driver: Command = lines(guards, steps, ending, main)

import { type Command, lines, sh } from '../lib/command.js'
import type { Asked } from './questions.js'

/** Asks what a role wants to know on its host. */
export function askedCommand(asked: Asked): Command {
  if ('certificate' in asked)
    return sh`
certificate=$(sed -n '/^-----BEGIN CERTIFICATE-----/,/^-----END CERTIFICATE-----/{/^-----END/q;/^-----/d;p}' -- ${asked.certificate})
[ -n "$certificate" ] && bytes=$(base64 -di <<<"$certificate" | sha256sum) && printf '%s\\n' "\${bytes%% *}"`
  return sh`
ask() {
  http GET ${asked.address} ${asked.port} "$2"
  [ "$?" -ne 7 ] && printf '%s %s\\n' "$1" "\${answer//$'\\n'/ }"
}
${lines(...asked.paths.map(([label, path]) => sh`ask ${label} ${path} || exit 0`))}`
}

import { sh } from '../lib/command.js'
import type { Fact } from './fact.js'

/** Instances whose change has not come to its end, so that the host still keeps what they were before it: `actions/former.ts`. */
export function formerFact(installDirectory: string): Fact<readonly string[]> {
  return {
    command: sh`
shopt -s nullglob
for former in ${installDirectory}/.installed/.former/*/; do
  former=\${former%/}
  [ -e "$former.ended" ] || printf '%s\\n' "\${former##*/}"
done`,
    parse: (output) => output.match(/^[a-z]+(?:-[0-9]{1,5})?$/gm) ?? [],
  }
}

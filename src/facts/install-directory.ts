import { sh } from '../lib/command.js'
import type { Fact } from './fact.js'

/** More than this is never ours. */
const MOST_NAMES = 1000

/**
 * Names in the install directory, none where there is no such directory, and of what was set aside `.removed/<name>`; odd
 * characters in them are escaped.
 * What a removal has kept lies there without a receipt, and so may what others put there.
 */
export function installDirectoryFact(installDirectory: string): Fact<readonly string[] | undefined> {
  return {
    // A closing dot, which is never among the names, tells an empty directory from no answer.
    command: sh`
shopt -s nullglob dotglob
cd ${installDirectory} && names=(* .removed/*) && [ "\${#names[@]}" -gt 0 ] && printf '%q\\n' "\${names[@]:0:${MOST_NAMES}}"
echo .`,
    parse(output) {
      const lines = output.split('\n').filter((line) => line !== '')
      return lines.at(-1) === '.' ? lines.slice(0, -1) : undefined
    },
  }
}

import { spawnSync } from 'node:child_process'
import { actionFunctions } from '../../src/actions/action-functions.js'
import { type Command, lines } from '../../src/lib/command.js'
import { hostFunctions } from '../../src/lib/host-functions.js'
import { fill, type SecretSource } from '../../src/lib/text.js'

/** Runs a script as a host would, without root: functions first, secrets filled in, over stdin. */
export function bash(
  command: Command,
  secrets: SecretSource = () => 'unknown',
): { code: number; output: string } {
  const script = fill(lines(hostFunctions, actionFunctions, command).script, secrets)
  const { status, stdout, stderr } = spawnSync('bash', ['-s'], { input: script, encoding: 'utf8' })
  return { code: status ?? -1, output: stdout + stderr }
}

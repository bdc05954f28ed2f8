import { InstallerError, problem } from '../errors/problem.js'
import type { Command } from '../lib/command.js'
import { fill, secretNames } from '../lib/text.js'
import type { ConnectOptions } from './connect-options.js'
import type { Lane } from './lane.js'
import { createMask } from './mask.js'
import { createOutputLines } from './output-lines.js'
import type { RunOptions, RunResult } from './transport.js'

/** Runs a command on a lane: the last hop, where secrets are filled in and masked in what comes back. */
export async function runScript(
  command: Command,
  { onLine, signal, timeoutSeconds, raw, marker, keepOutput, changesNothing }: RunOptions,
  {
    lane,
    host,
    secrets,
    maskedValues,
  }: Pick<ConnectOptions, 'secrets' | 'maskedValues'> & { lane: Lane; host: string },
): Promise<RunResult> {
  const script = fill(command.script, secrets)
  const hide = raw
    ? (line: string) => line
    : createMask([...maskedValues(), ...secretNames(command.script).map(secrets)])
  const mask = (line: string) => (marker !== undefined && line.startsWith(`${marker} `) ? line : hide(line))
  const timeout = new AbortController()
  const either = AbortSignal.any(signal === undefined ? [timeout.signal] : [signal, timeout.signal])
  let timer: NodeJS.Timeout | undefined
  try {
    return await lane.use(async (shell) => {
      if (timeoutSeconds !== undefined) {
        const late = problem('connection.script-timed-out', { host, seconds: timeoutSeconds }, { host })
        timer = setTimeout(() => timeout.abort(new InstallerError(late)), timeoutSeconds * 1000)
      }
      const lines = createOutputLines(mask, { host, onLine, keepOutput })
      const exitCode = await shell.execute({ script, changesNothing, onBytes: lines.push, signal: either })
      return { exitCode, output: lines.finish() }
    }, either)
  } finally {
    clearTimeout(timer)
  }
}

import { hostname } from 'node:os'
import { z } from 'zod'
import { isRunning, processStart } from './process-identity.js'

/** Which process wrote a file that it still has open. */
export const processMark = z.strictObject({
  pid: z.number().int().positive(),
  /** Tells a process from a later one with the same id; absent where the OS does not say. */
  processStart: z.string().exactOptional(),
  host: z.string(),
})
export type ProcessMark = Readonly<z.infer<typeof processMark>>

export function thisProcess(): ProcessMark {
  const start = processStart(process.pid)
  return { pid: process.pid, ...(start === undefined ? {} : { processStart: start }), host: hostname() }
}

/** Whether it is another process of this machine, and still runs. One of another machine can't be asked. */
export function isOtherAlive({ pid, processStart: start, host }: ProcessMark): boolean {
  return host === hostname() && pid !== process.pid && isRunning(pid, start)
}

import { readFileSync } from 'node:fs'
import { errnoOf } from './file-problems.js'

/** When a process of this machine started, as Linux counts it; `undefined` elsewhere or when there is none. */
export function processStart(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The program's name, second and in brackets, may hold anything; the start is field 22.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
  } catch {
    return undefined
  }
}

/** Whether a process of this machine still runs and, where that can be told, is the one that started then. */
export function isRunning(pid: number, startedAt?: string): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    return errnoOf(error) === 'EPERM'
  }
  const now = processStart(pid)
  return startedAt === undefined || now === undefined || now === startedAt
}

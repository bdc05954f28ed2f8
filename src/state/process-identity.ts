import { readFileSync } from 'node:fs'
import { hostname, userInfo } from 'node:os'
import type { RunningProcess } from '../events/record-line.js'
import { errnoOf } from '../lib/errno.js'

/** The process that this code runs in, as others find it again. */
export function thisProcess(): RunningProcess {
  return processOf(process.pid)
}

/** A process of this machine and account. */
export function processOf(pid: number): RunningProcess {
  const start = processStart(pid)
  return {
    pid,
    ...(start === undefined ? {} : { processStart: start }),
    host: hostname(),
    user: userInfo().username,
  }
}

/** Whether it still runs; `undefined` for one on another machine, whose processes can't be seen. */
export function isAlive({ pid, processStart, host }: RunningProcess): boolean | undefined {
  return host === hostname() ? isRunning(pid, processStart) : undefined
}

/** When a process of this machine started, as Linux counts it; `undefined` elsewhere or when there is none. */
export function processStart(pid: number): string | undefined {
  return statOf(pid)?.[START]
}

/** Whether a process of this machine still runs and, where that can be told, is the one that started then. */
export function isRunning(pid: number, startedAt?: string): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    return errnoOf(error) === 'EPERM'
  }
  const now = statOf(pid)
  if (now?.[STATE] === DEAD) return false
  return startedAt === undefined || now?.[START] === undefined || now[START] === startedAt
}

const STATE = 0
const START = 19
/** It has ended, and nobody has asked how: where no init does, it stays so for ever. */
const DEAD = 'Z'

/** From its state, the third field, on. */
function statOf(pid: number): string[] | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The program's name, second and in brackets, may hold anything.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  } catch {
    return undefined
  }
}

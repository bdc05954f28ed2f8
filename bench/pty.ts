import { execFileSync, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { stripVTControlCharacters } from 'node:util'

const LIMIT_MILLISECONDS = 120_000
const LAST_CHARACTERS = 6000

/** A program on a terminal of its own (`script` of util-linux makes one): keys go in, what it writes is watched. */
export interface Pty {
  readonly write: (keys: string) => void
  /** Milliseconds from `since` (default: the start) until the text is written, from now on. */
  readonly appears: (text: string, since?: number) => Promise<number>
  /** Resolves once nothing has been written for so long, after five seconds at the latest. */
  readonly quiet: (milliseconds: number) => Promise<void>
  /** Process id of the program itself. */
  readonly pid: () => number
  readonly ended: Promise<number>
  readonly kill: () => void
}

export function onPty(command: string, { columns, rows }: { columns: number; rows: number }): Pty {
  const startedAt = performance.now()
  const shell = spawn(
    'script',
    ['-qfec', `stty cols ${columns} rows ${rows}; exec ${command}`, '/dev/null'],
    {
      stdio: ['pipe', 'pipe', 'ignore'],
      env: { ...process.env, TERM: 'xterm-256color', LANG: 'C.UTF-8', NO_COLOR: '' },
    },
  )
  const listeners = new Set<(text: string) => void>()
  shell.stdout.setEncoding('utf8')
  shell.stdout.on('data', (text: string) => {
    const shown = stripVTControlCharacters(text)
    for (const listener of listeners) listener(shown)
  })
  const ended = new Promise<number>((resolve) =>
    shell.once('exit', () => resolve(performance.now() - startedAt)),
  )
  return {
    write: (keys) => void shell.stdin.write(keys),
    appears: (text, since = startedAt) =>
      new Promise((resolve, reject) => {
        let tail = ''
        let last = ''
        const look = (shown: string) => {
          const seen = tail + shown
          last = (last + shown).slice(-LAST_CHARACTERS)
          tail = seen.slice(-text.length)
          if (!seen.includes(text)) return
          clearTimeout(limit)
          listeners.delete(look)
          resolve(performance.now() - since)
        }
        const limit = setTimeout(() => {
          listeners.delete(look)
          reject(new Error(`${text} does not appear; the last was:\n${last}`))
        }, LIMIT_MILLISECONDS)
        listeners.add(look)
      }),
    quiet: (milliseconds) =>
      new Promise((resolve) => {
        const end = () => {
          clearTimeout(timer)
          clearTimeout(limit)
          listeners.delete(again)
          resolve()
        }
        const again = () => void timer.refresh()
        const timer = setTimeout(end, milliseconds)
        const limit = setTimeout(end, 5000)
        listeners.add(again)
      }),
    pid: () => childOf(shell.pid ?? 0),
    ended,
    kill: () => void shell.kill(),
  }
}

/** CPU seconds that a process has used, and the most memory that it ever had, MiB. */
export function usage(pid: number): { cpuSeconds: number; memoryMib: number } {
  const [, rest = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')
  const fields = rest.split(' ')
  const [, peak] = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return {
    cpuSeconds: (Number(fields[11]) + Number(fields[12])) / ticksPerSecond,
    memoryMib: Math.round(Number(peak) / 1024),
  }
}

const ticksPerSecond = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }))

function childOf(parent: number): number {
  const [child] = readFileSync(`/proc/${parent}/task/${parent}/children`, 'utf8').trim().split(' ')
  if (!child) throw new Error('the program has ended')
  return Number(child)
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}

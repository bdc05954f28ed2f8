import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { type Problem, problem } from '../../errors/problem.js'
import { errnoOf } from '../../lib/errno.js'
import type { HookEvent } from '../../topology/topology.js'

export interface HookOrder {
  readonly event: HookEvent
  /** The program and its arguments; never through a shell. */
  readonly words: readonly string[]
  /** What it reads on its standard input. */
  readonly input: string
  /** The organisation's folder. */
  readonly directory: string
  readonly env: Readonly<Record<string, string | undefined>>
  /** Ends it at once. */
  readonly signal: AbortSignal
  readonly seconds?: number
}

/** Undefined when it went well, else what went wrong, with its last lines. */
export type RunHook = (order: HookOrder) => Promise<Problem | undefined>

/** Long enough for a slow chat server, and short enough to be waited for. */
const LONGEST_SECONDS = 30
/** Of what it prints. */
const KEPT_BYTES = 64 * 1024
const KEPT_LINES = 20
/** What it had printed when it ended is still on its way; what it left running may print for ever. */
const LAST_WORDS_MILLISECONDS = 500

/** Runs a command of the operator's own on this machine. */
export const runHook: RunHook = async (order) => {
  const { event, words, seconds = LONGEST_SECONDS } = order
  const [program = '', ...args] = words
  const ending = AbortSignal.any([order.signal, AbortSignal.timeout(seconds * 1000)])
  const child = spawn(program, args, {
    cwd: order.directory,
    env: withoutOurs(order.env),
    // Ctrl-C is for the run; all that it starts is ended with it.
    detached: process.platform !== 'win32',
    windowsHide: true,
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output = (output + text).slice(-KEPT_BYTES)
    })
  }
  // One that does not read it is none the worse for that.
  child.stdin.on('error', () => {})
  child.stdin.end(order.input)
  const end = () => killGroup(child.pid)
  ending.addEventListener('abort', end)
  if (ending.aborted) end()
  try {
    const closed = once(child, 'close').catch(() => {})
    const [exitCode, killedBy] = await ended(child)
    await Promise.race([closed, delay(LAST_WORDS_MILLISECONDS, undefined, { ref: false })])
    if (exitCode === 0) return undefined
    const command = words.join(' ')
    if (ending.aborted) return told('hook.too-slow', { event, command, seconds }, output)
    return told('hook.failed', { event, command, status: exitCode ?? killedBy ?? '?' }, output)
  } catch (error) {
    return told('hook.not-started', { event, command: words.join(' '), reason: reasonOf(error) }, '')
  } finally {
    ending.removeEventListener('abort', end)
    for (const stream of child.stdio) stream?.destroy()
  }
}

function ended(child: ReturnType<typeof spawn>): Promise<[number | null, NodeJS.Signals | null]> {
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code, signal) => resolve([code, signal]))
  })
}

function killGroup(pid: number | undefined): void {
  if (pid === undefined) return
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL')
  } catch (error) {
    if (errnoOf(error) !== 'ESRCH') throw error
  }
}

/** Passwords of ours are in variables of ours. */
function withoutOurs(env: HookOrder['env']): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('METIS_')))
}

function reasonOf(error: unknown): string {
  const reason = errnoOf(error)
  if (reason === undefined) throw error
  return reason
}

function told(
  code: 'hook.failed' | 'hook.too-slow' | 'hook.not-started',
  details: Problem['details'],
  output: string,
): Problem {
  const lines = output.split('\n').filter((line) => line.trim() !== '')
  const found = problem(code, details, {}, 'warning')
  return lines.length === 0 ? found : { ...found, output: lines.slice(-KEPT_LINES) }
}

import { spawn } from 'node:child_process'
import { setTimeout as delay } from 'node:timers/promises'
import type { Screens } from '../ui/screen/screens.js'
import type { ListeningForInterrupts } from './interrupts.js'
import type { FullScreen } from './world.js'

/** Undefined where screens can't be shown, or can't be seen: a pipe, `TERM=dumb`, a screen reader. */
export function fullScreen(
  { stdin, stdout, env }: Pick<NodeJS.Process, 'stdin' | 'stdout' | 'env'>,
  load: (() => Promise<Screens>) | undefined,
  { leaveCtrlC }: Pick<ListeningForInterrupts, 'leaveCtrlC'>,
): FullScreen | undefined {
  const isSeen = stdin.isTTY === true && stdout.isTTY === true && (env.TERM ?? '') !== 'dumb'
  if (load === undefined || !isSeen || env.INK_SCREEN_READER === 'true') return undefined
  return {
    load,
    terminal: { stdin, stdout },
    run: (command) => leaveCtrlC(() => runWithTerminal(command)),
    suspend,
    catchBugs,
  }
}

function runWithTerminal([program = '', ...args]: readonly string[]): Promise<number | Error> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { stdio: 'inherit' })
    child.once('error', resolve)
    child.once('exit', (code) => resolve(code ?? 1))
  })
}

/** Time stands still for a stopped process, so that this pause ends right after it goes on. */
const STOPPED_BY_THEN_MILLISECONDS = 50

async function suspend(): Promise<void> {
  if (process.platform === 'win32') return
  // To the whole group, as the terminal does: npm and npx have to stop with it.
  process.kill(0, 'SIGTSTP')
  await delay(STOPPED_BY_THEN_MILLISECONDS)
}

async function catchBugs<T>(work: (bug: AbortSignal) => Promise<T>): Promise<T> {
  const caught = new AbortController()
  const onBug = (error: unknown) => caught.abort(error)
  process.on('uncaughtException', onBug)
  process.on('unhandledRejection', onBug)
  try {
    return await work(caught.signal)
  } finally {
    process.removeListener('uncaughtException', onBug)
    process.removeListener('unhandledRejection', onBug)
  }
}

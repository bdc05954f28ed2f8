import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { onTestFinished } from 'vitest'

/** A process of its own that says `ready` when it listens, and what it hears; it ends with the test. */
export async function runningChild(): Promise<{
  readonly pid: number
  /** The next line that it prints. */
  readonly hears: () => Promise<string>
  readonly kill: () => Promise<void>
}> {
  const child = spawn(process.execPath, ['-e', LISTENS], { stdio: ['ignore', 'pipe', 'inherit'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  const hears = async () => String((await once(child.stdout, 'data'))[0]).trim()
  await hears()
  return { pid: pidOf(child), hears, kill: () => killed(child) }
}

const LISTENS = `
for (const signal of ['SIGINT', 'SIGUSR1', 'SIGUSR2']) process.on(signal, () => console.log(signal))
setInterval(() => {}, 1000)
console.log('ready')`

function pidOf({ pid }: ChildProcess): number {
  if (pid === undefined) throw new Error('the process did not start')
  return pid
}

async function killed(child: ChildProcess): Promise<void> {
  const end = once(child, 'exit')
  child.kill('SIGKILL')
  await end
}

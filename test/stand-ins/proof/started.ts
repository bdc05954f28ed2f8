import { spawn } from 'node:child_process'
import { EventEmitter, once } from 'node:events'

export type Started = {
  /** What it printed so far, both streams. */
  log(): string
  /** Resolves when the pattern is in the log; rejects when the process ends without it. */
  logged(pattern: RegExp): Promise<void>
  /** The exit code, or the name of the signal that killed it. */
  ended: Promise<number | NodeJS.Signals | null>
  isRunning(): boolean
  signal(name: NodeJS.Signals): void
}

export type Command = { file: string; args: string[]; env?: NodeJS.ProcessEnv; cwd?: string }

export function start({ file, args, env = { PATH: '/usr/bin:/bin' }, cwd = '/' }: Command): Started {
  const child = spawn(file, args, { env, cwd, stdio: ['ignore', 'pipe', 'pipe'] })
  const changes = new EventEmitter()
  let text = ''
  let isOpen = true
  const append = (chunk: Buffer) => {
    text += chunk.toString()
    changes.emit('change')
  }
  child.stdout.on('data', append)
  child.stderr.on('data', append)
  const ended = once(child, 'close').then(([code, signal]) => {
    isOpen = false
    changes.emit('change')
    return (signal ?? code) as number | NodeJS.Signals | null
  })
  const isRunning = () => child.exitCode === null && child.signalCode === null
  return {
    log: () => text,
    ended,
    isRunning,
    signal: (name) => child.kill(name),
    logged: async (pattern) => {
      while (!pattern.test(text)) {
        if (!isOpen) throw new Error(`${file} ended without ${pattern}:\n${text}`)
        await once(changes, 'change')
      }
    },
  }
}

/** KILL, because some of what is started never ends by itself. */
export async function end(started: Started): Promise<void> {
  started.signal('SIGKILL')
  await started.ended
}

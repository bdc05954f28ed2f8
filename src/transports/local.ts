import { spawn } from 'node:child_process'
import type { Route, ShellStream } from './shell-stream.js'

/** The machine that the installer runs on, as a way to start programs. */
export function localWay(): Route {
  return { start: async (argv) => startProcess(argv), isOpen: () => true, close: async () => {} }
}

/**
 * In a session of its own: Ctrl-C in the operator's terminal is for the installer to handle, and sudo finds no
 * terminal to ask on.
 */
function startProcess([program = 'bash', ...args]: readonly string[]): ShellStream {
  const child = spawn(program, args, { detached: true, stdio: 'pipe', env: environment() })
  const closed = new Promise<void>((resolve) => {
    child.once('error', () => resolve())
    child.once('close', () => resolve())
  })
  child.stdin.on('error', () => {})
  return {
    stdin: child.stdin,
    stdout: child.stdout,
    stderr: child.stderr,
    closed,
    destroy: () => {
      child.stdin.destroy()
      child.stdout.destroy()
      child.stderr.destroy()
    },
  }
}

/** What a login over SSH would bring along. No other variable: some hold passwords, and every child would have them. */
function environment(): NodeJS.ProcessEnv {
  const names = ['HOME', 'LANG', 'LOGNAME', 'PATH', 'SHELL', 'TZ', 'USER']
  return Object.fromEntries(
    names.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
  )
}

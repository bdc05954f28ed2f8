import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Lab } from './lab.js'
import { eventually, type Organisation, PROGRAM } from './organisation.js'

/** A real terminal on the controller with a shell in an operator's folder: keys go in, the screen is looked at. */
export interface Terminal {
  /** Types a command and Enter on an empty screen. */
  command(line: string): Promise<void>
  /** Types, and Enter. */
  answer(text: string): Promise<void>
  /** As tmux names keys: `Enter`, `C-c`. */
  press(key: string): Promise<void>
  /** What a person sees now, row by row. */
  screen(): Promise<string>
  /** All since the last command, with rows that the terminal had to break put together again. */
  whole(): Promise<string>
  /** Waits until that is on the screen, and gives the screen; fails with what is there instead. */
  shows(text: string | RegExp, seconds?: number): Promise<string>
  /** Waits for the shell's prompt, and gives the exit code of the last command. */
  exitCode(seconds?: number): Promise<number>
  close(): Promise<void>
}

/** The exit code of the last command, and nothing after it. */
const PROMPT = /^(\d+) operator\$\s*$(?![\s\S]*\S)/m
const EMPTY = /^\d+ operator\$\s*$(?![\s\S])/

export async function openTerminal(
  lab: Lab,
  operator: Organisation,
  { columns, rows }: { columns: number; rows: number },
): Promise<Terminal> {
  const { HOME = operator.folder, PATH } = operator.environment
  const bin = join(HOME, 'bin')
  mkdirSync(bin, { recursive: true })
  const program = join(bin, 'create-metis-node')
  writeFileSync(program, `#!/bin/sh\nexec '${process.execPath}' '${PROGRAM}' "$@"\n`)
  chmodSync(program, 0o755)
  const settings = join(HOME, 'bashrc')
  writeFileSync(settings, "PS1='$? operator$ '\n")

  const options = {
    cwd: operator.folder,
    extendEnv: false,
    env: { ...operator.environment, PATH: `${bin}:${PATH}` },
  } as const
  const socket = join(HOME, `tmux-${columns}x${rows}`)
  const tmux = async (...args: string[]) =>
    (await lab.run('tmux', ['-u', '-S', socket, '-f', '/dev/null', ...args], options)).stdout
  const screen = () => tmux('capture-pane', '-p', '-t', 'screen')
  const whole = () => tmux('capture-pane', '-p', '-J', '-S', '-', '-t', 'screen')
  const press = async (...keys: string[]) => void (await tmux('send-keys', '-t', 'screen', ...keys))
  const type = (text: string) => press('-l', text)
  const shows = async (text: string | RegExp, seconds = 60) => {
    const isThere = (shown: string) => (typeof text === 'string' ? shown.includes(text) : text.test(shown))
    const shown = await eventually(screen, isThere, seconds)
    if (isThere(shown)) return shown
    throw new Error(`the screen does not show ${text}, but:\n${shown}`)
  }
  const size = ['-x', String(columns), '-y', String(rows)]
  await tmux('new-session', '-d', '-s', 'screen', ...size, 'bash', '--rcfile', settings)
  await shows(PROMPT)

  return {
    command: async (line) => {
      await type('clear')
      await press('Enter')
      await shows(EMPTY)
      await tmux('clear-history', '-t', 'screen')
      await type(line)
      await press('Enter')
    },
    answer: async (text) => {
      if (text !== '') await type(text)
      await press('Enter')
    },
    press: (key) => press(key),
    screen,
    whole,
    shows,
    exitCode: async (seconds) => Number(PROMPT.exec(await shows(PROMPT, seconds))?.[1]),
    close: async () => void (await tmux('kill-server').catch(() => undefined)),
  }
}

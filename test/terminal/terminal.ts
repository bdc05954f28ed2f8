import { chmodSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Options } from 'execa'
import { PATIENCE_MILLISECONDS } from '../patience.js'

/** A real terminal with a shell in an operator's folder: keys go in, the screen is looked at. */
export interface Terminal {
  /** Types a command and Enter on an empty screen. */
  command(line: string): Promise<void>
  /** Types, and Enter. */
  answer(text: string): Promise<void>
  type(text: string): Promise<void>
  /** As tmux names keys: `Enter`, `C-c`. */
  press(...keys: string[]): Promise<void>
  /** As the terminal's own paste does it, with the marks that programs ask for. */
  paste(text: string): Promise<void>
  resize(columns: number, rows: number): Promise<void>
  /** What a person sees now, row by row. */
  screen(): Promise<string>
  /** The same with colours, as escape sequences. */
  colours(): Promise<string>
  /** All since the last command, with rows that the terminal had to break put together again. */
  whole(): Promise<string>
  /** Waits until that is on the screen, and gives the screen; fails with what is there instead. */
  shows(text: string | RegExp): Promise<string>
  /** Waits for the shell's prompt, and gives the exit code of the last command. */
  exitCode(): Promise<number>
  isCursorShown(): Promise<boolean>
  /** Process id of the program that the shell runs now. */
  program(): Promise<number>
  close(): Promise<void>
}

export interface TerminalInput {
  /** Runs a program; the lab does that inside its network. */
  readonly run: (file: string, args: string[], options: Options) => Promise<{ stdout?: unknown }>
  /** The working directory of the shell. */
  readonly folder: string
  /** Where the terminal keeps its own files: the operator's home. */
  readonly home: string
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly columns: number
  readonly rows: number
}

const PROGRAM = resolve(import.meta.dirname, '../../bin/create-metis-node.js')
/** The exit code of the last command, and nothing after it. */
const PROMPT = /^(\d+) operator\$\s*$(?![\s\S]*\S)/m
const TYPED = /^\d+ operator\$ \S/m
const EMPTY = /^\d+ operator\$\s*$(?![\s\S])/

export async function openTerminal(input: TerminalInput): Promise<Terminal> {
  const { folder, home, environment, columns, rows } = input
  const bin = join(home, 'bin')
  mkdirSync(bin, { recursive: true })
  const program = join(bin, 'create-metis-node')
  writeFileSync(program, `#!/bin/sh\nexec '${process.execPath}' '${PROGRAM}' "$@"\n`)
  chmodSync(program, 0o755)
  const settings = join(home, 'bashrc')
  writeFileSync(settings, "PS1='$? operator$ '\nunset HISTFILE\n")

  const options = {
    cwd: folder,
    extendEnv: false,
    env: { ...environment, PATH: `${bin}:${environment.PATH}` },
  } as const
  const socket = join(mkdtempSync(join(home, 'tmux-')), 'socket')
  const tmux = async (...args: string[]) =>
    String((await input.run('tmux', ['-u', '-S', socket, '-f', '/dev/null', ...args], options)).stdout ?? '')
  const screen = () => tmux('capture-pane', '-p', '-t', 'screen')
  const press = async (...keys: string[]) => void (await tmux('send-keys', '-t', 'screen', ...keys))
  const type = (text: string) => press('-l', text)
  const shows = async (text: string | RegExp) => {
    const isThere = (shown: string) => (typeof text === 'string' ? shown.includes(text) : text.test(shown))
    const deadline = Date.now() + PATIENCE_MILLISECONDS
    for (;;) {
      const shown = await screen()
      if (isThere(shown)) return shown
      if (Date.now() > deadline) throw new Error(`the screen does not show ${text}, but:\n${shown}`)
      await new Promise((again) => setTimeout(again, 100))
    }
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
      // Else the empty prompt would be taken for the one that follows the command.
      await shows(TYPED)
      await press('Enter')
    },
    answer: async (text) => {
      if (text !== '') await type(text)
      await press('Enter')
    },
    type,
    press,
    paste: async (text) => {
      await tmux('set-buffer', '-b', 'pasted', text)
      await tmux('paste-buffer', '-p', '-b', 'pasted', '-t', 'screen')
    },
    resize: async (toColumns, toRows) =>
      void (await tmux('resize-window', '-t', 'screen', '-x', String(toColumns), '-y', String(toRows))),
    screen,
    colours: () => tmux('capture-pane', '-p', '-e', '-t', 'screen'),
    whole: () => tmux('capture-pane', '-p', '-J', '-S', '-', '-t', 'screen'),
    shows,
    exitCode: async () => Number(PROMPT.exec(await shows(PROMPT))?.[1]),
    isCursorShown: async () =>
      (await tmux('display-message', '-p', '-t', 'screen', '#{cursor_flag}')).trim() === '1',
    program: async () => {
      const shell = (await tmux('display-message', '-p', '-t', 'screen', '#{pane_pid}')).trim()
      const { stdout } = await input.run('pgrep', ['-P', shell], options)
      return Number(String(stdout ?? '').split('\n')[0])
    },
    close: async () => void (await tmux('kill-server').catch(() => undefined)),
  }
}

import { randomBytes } from 'node:crypto'
import type { Code } from '../errors/codes/index.js'
import { InstallerError, problem } from '../errors/problem.js'
import { createRootShell, type RootShell } from './root-shell.js'
import { rootShellStart } from './root-shell-start.js'
import type { Route, ShellStream } from './shell-stream.js'

export interface RootShellInput {
  readonly way: Route
  readonly host: string
  readonly address: string
  readonly user: string
  readonly withSudo: boolean
  /** Undefined: there is none. Called at most once: a refused password is never sent again. */
  readonly sudoPassword: (of: string) => Promise<string | undefined>
  readonly onRefusedPassword: () => void
  readonly timeoutMilliseconds: number
  readonly lost: () => Error
  /** Entered before anything else. */
  readonly first?: string | undefined
  readonly signal?: AbortSignal | undefined
}

/** Starts bash as root, answering sudo's question when it asks one. */
export async function openRootShell(input: RootShellInput): Promise<RootShell> {
  input.signal?.throwIfAborted()
  if (!input.way.isOpen()) throw input.lost()
  const { argv, hello, prompt } = rootShellStart(input.withSudo)
  const stream = await input.way.start(argv, input.signal)
  try {
    await becomeRoot(stream, input, hello, prompt)
  } catch (reason) {
    stream.destroy()
    throw reason
  }
  return createRootShell(stream, randomBytes(16).toString('hex'), input.lost, input.first)
}

/** Characters of a line that is told; a host can print without end. */
const LONGEST_LINE = 300
/** What is kept of what it prints: the beginning of its last lines, and sudo's question. */
const KEPT_CHARACTERS = 16_384

async function becomeRoot(stream: ShellStream, input: RootShellInput, hello: string, prompt: RegExp) {
  let printed = ''
  let prompts = 0
  let of = input.user
  let timer: NodeJS.Timeout | undefined
  let settle: { resolve: () => void; reject: (reason: unknown) => void } | undefined
  const fail = (code: Code) => {
    if (code === 'connection.sudo-password-wrong') input.onRefusedPassword()
    const output = printed
      .replaceAll(prompt, '')
      .split('\n')
      .map((line) => line.trim().slice(0, LONGEST_LINE))
      .filter(Boolean)
      .slice(-5)
    const details = {
      host: input.host,
      address: input.address,
      user: input.user,
      of,
      output: output.join(' | '),
    }
    settle?.reject(new InstallerError({ ...problem(code, details, { host: input.host }), output }))
  }
  const waitForTheNextWord = () => {
    clearTimeout(timer)
    timer = setTimeout(() => fail('connection.no-root-shell'), input.timeoutMilliseconds)
  }
  const answer = async () => {
    clearTimeout(timer)
    const password = await input.sudoPassword(of)
    if (password === undefined) return fail('connection.sudo-password-needed')
    waitForTheNextWord()
    stream.stdin.write(`${password}\n`)
  }
  const onData = (chunk: Buffer) => {
    printed = (printed + chunk.toString('utf8')).slice(-KEPT_CHARACTERS)
    if (printed.includes(`${hello}\n`)) return settle?.resolve()
    const questions = [...printed.matchAll(prompt)]
    const asked = questions.length
    if (asked === prompts) return
    prompts = asked
    of = questions.at(-1)?.groups?.of || input.user
    if (asked > 1) return fail('connection.sudo-password-wrong')
    answer().catch((reason: unknown) => settle?.reject(reason))
  }
  const onAbort = () => settle?.reject(input.signal?.reason)

  stream.stdin.on('error', () => {})
  input.signal?.addEventListener('abort', onAbort, { once: true })
  waitForTheNextWord()
  try {
    await new Promise<void>((resolve, reject) => {
      settle = { resolve, reject }
      stream.stdout.on('data', onData)
      stream.stderr.on('data', onData)
      void stream.closed.then(() => (input.way.isOpen() ? fail(codeOf(printed)) : reject(input.lost())))
    })
  } finally {
    clearTimeout(timer)
    stream.stdout.off('data', onData)
    stream.stderr.off('data', onData)
    input.signal?.removeEventListener('abort', onAbort)
  }
}

const SIGNS: readonly (readonly [RegExp, Code])[] = [
  [/not in the sudoers file|not allowed to (execute|run)|may not run sudo/i, 'connection.sudo-not-allowed'],
  [/must have a tty|no tty present|terminal is required/i, 'connection.sudo-needs-terminal'],
  [
    /incorrect password|try again|password is required|Authentication failure/i,
    'connection.sudo-password-wrong',
  ],
  [/sudo\W*: (No such file|Permission denied|not found|command not found)/i, 'connection.sudo-missing'],
  [/bash\W*: (No such file|Permission denied|not found|command not found)/i, 'connection.no-bash'],
]

/** What a login's last words (English, as it runs with LC_ALL=C) say about why there is no root shell. */
function codeOf(printed: string): Code {
  return SIGNS.find(([sign]) => sign.test(printed))?.[1] ?? 'connection.no-root-shell'
}

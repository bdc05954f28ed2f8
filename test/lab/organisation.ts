import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { PATIENCE_MILLISECONDS } from '../patience.js'
import type { Lab } from './lab.js'
import { type JsonLine, type Running, type Said, said, watch, withLines } from './program-output.js'

export type { JsonLine, Running, Said } from './program-output.js'

/** What `npx create-metis-node` runs. */
export const PROGRAM = fileURLToPath(new URL('../../bin/create-metis-node.js', import.meta.url))

/** An organisation's folder on the controller of a lab, and the built program as an operator calls it there. */
export interface Organisation {
  /** Where commands run: holds `org.yaml` and what the program writes beside it. */
  readonly folder: string
  /** What commands find in their environment, but for passwords. */
  readonly environment: Readonly<Record<string, string>>
  /** Writes `org.yaml`, or another file of the folder. */
  write(text: string, file?: string, mode?: number): string
  run(args: readonly string[], options?: RunOptions): Promise<Said>
  /** With `--json`: what it printed, one object per line. */
  json(args: readonly string[], options?: RunOptions): Promise<Said & { lines: JsonLine[] }>
  /** Starts it with `--json`, to be interrupted. */
  start(args: readonly string[], options?: RunOptions): Running
  remove(): void
}

interface RunOptions {
  /** In place of, or beside, the operator's own: METIS_SUDO_PASSWORD is the right one unless it says otherwise. */
  env?: Readonly<Record<string, string | undefined>>
  /** Of a former version, which does what it is told and no more. */
  program?: string
}

/** Who calls the program, and on which machine, as far as the program can tell. */
export interface Person {
  readonly user: string
  readonly machine: string
}

/** For root: with a name of its own for the machine, and a list of accounts in which root is called otherwise. */
const BECOME = 'hostname "$0"; mount --bind "$1" /etc/passwd; shift; exec "$@"'

/** On the controller, or on another machine: `person` has a home of his own either way. */
export function organisationOn(lab: Lab, person?: Person): Organisation {
  const folder = mkdtempSync(join(tmpdir(), 'metis-organisation-'))
  const home = mkdtempSync(join(tmpdir(), 'metis-home-'))
  const environment = {
    PATH: process.env.PATH ?? '/usr/bin:/bin',
    LANG: 'C.UTF-8',
    HOME: home,
    XDG_CACHE_HOME: join(home, 'cache'),
  }
  const accounts = join(home, 'passwd')
  if (person !== undefined)
    writeFileSync(accounts, readFileSync('/etc/passwd', 'utf8').replace(/^root:/m, `${person.user}:`))
  const become =
    person === undefined
      ? []
      : ['unshare', '--uts', '--mount', 'bash', '-euc', BECOME, person.machine, accounts]
  const call = (args: readonly string[], { env = {}, program }: RunOptions = {}) =>
    lab.run(
      'env',
      [...become, process.execPath, program ?? PROGRAM, ...args, ...(program ? [] : holdOf(args))],
      {
        cwd: folder,
        extendEnv: false,
        env: { ...environment, METIS_SUDO_PASSWORD: lab.password, ...env },
        stdin: 'ignore',
        reject: false,
        maxBuffer: 64 * 1024 * 1024,
      },
    )
  const run = async (args: readonly string[], options?: RunOptions) => said(await call(args, options))
  const json = async (args: readonly string[], options?: RunOptions) =>
    withLines(await run([...args, '--json'], options))

  return {
    folder,
    environment,
    write: (text, file = 'org.yaml', mode = 0o644) => {
      const path = join(folder, file)
      writeFileSync(path, text)
      chmodSync(path, mode)
      return path
    },
    run,
    json,
    start: (args, options) => watch(call([...args, '--json'], options)),
    remove: () => {
      for (const path of [folder, home]) rmSync(path, { recursive: true, force: true })
    },
  }
}

/** What changes services that run waits for most of a minute, in case they fall sick; in the lab they do so only when told to. */
function holdOf(args: readonly string[]): readonly string[] {
  const [command = '', word = ''] = args
  const holds = HOLDING.has(command) || (command === 'secrets' && word === 'rotate')
  return holds && !args.includes('--hold') ? ['--hold', '1'] : []
}

const HOLDING: ReadonlySet<string> = new Set([
  'apply',
  'restart',
  'undo',
  'upgrade',
  'rollback',
  'maintain',
  'readdress',
])

/** `artifacts:` of an `org.yaml`: the stand-ins are wheels for any Python, so these go by their own name. */
export function artifactsOf(lab: Lab, files: Readonly<Record<string, string>> = {}): string {
  const named = {
    'channel-sdk': `${lab.artifacts}/channel_sdk-2.0.0-py3-none-any.whl`,
    'rosetta/avx2': `${lab.artifacts}/avx2/latticex_rosetta-1.0.0-py3-none-any.whl`,
    'rosetta/no-avx2': `${lab.artifacts}/no_avx2/latticex_rosetta-1.0.0-py3-none-any.whl`,
    ...files,
  }
  const lines = Object.entries(named).map(([id, path]) => `    ${id}: ${path}`)
  return ['artifacts:', `  source: ${lab.artifacts}`, '  files:', ...lines, ''].join('\n')
}

/** The network's data center, on the controller; resolves when it answers. Started again, it knows who has joined. */
export async function startDataCenter(lab: Lab, port = 9090): Promise<{ stop(): Promise<void> }> {
  const { address } = lab
  const store = join(dirname(lab.knownHostsFile), `data-center-${port}.json`)
  const program = lab.run(
    `${lab.artifacts}/metis-data-center`,
    ['--host', address, '--port', String(port), '--store', store],
    { stdio: 'ignore', reject: false },
  )
  const poll = `until : < /dev/tcp/${address}/${port}; do sleep 0.05; done 2> /dev/null`
  await lab.run('bash', ['-c', poll], { timeout: PATIENCE_MILLISECONDS })
  return {
    stop: async () => {
      program.kill('SIGKILL')
      await program
    },
  }
}

/** Asks until the answer is good, and then gives it; at the deadline the last answer, for an assertion to show. */
export async function eventually<T>(
  ask: () => Promise<T>,
  isGood: (answer: T) => boolean,
  milliseconds = PATIENCE_MILLISECONDS,
): Promise<T> {
  const deadline = Date.now() + milliseconds
  for (;;) {
    const answer = await ask()
    if (isGood(answer) || Date.now() > deadline) return answer
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
}

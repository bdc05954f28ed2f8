import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Lab } from './lab.js'

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

export interface RunOptions {
  /** In place of, or beside, the operator's own: METIS_SUDO_PASSWORD is the right one unless it says otherwise. */
  env?: Readonly<Record<string, string | undefined>>
}

export interface Said {
  exitCode: number | undefined
  stdout: string
  stderr: string
  /** Both, for messages that may be in either. */
  all: string
}

/** Events, problems and results have their own fields; a story reads those that it asserts. */
export interface JsonLine {
  type: string
  // biome-ignore lint/suspicious/noExplicitAny: every kind of line has fields of its own, which the stories name
  [field: string]: any
}

export interface Running {
  /** The first line for which that holds; fails when the program ends without it. */
  line(isMeant: (line: JsonLine) => boolean): Promise<JsonLine>
  interrupt(): void
  kill(): void
  end(): Promise<Said & { lines: JsonLine[] }>
}

export function organisationOn(lab: Lab): Organisation {
  const folder = mkdtempSync(join(tmpdir(), 'metis-organisation-'))
  const home = mkdtempSync(join(tmpdir(), 'metis-home-'))
  const environment = {
    PATH: process.env.PATH ?? '/usr/bin:/bin',
    LANG: 'C.UTF-8',
    HOME: home,
    XDG_CACHE_HOME: join(home, 'cache'),
  }
  const call = (args: readonly string[], { env = {} }: RunOptions = {}) =>
    lab.run(process.execPath, [PROGRAM, ...args], {
      cwd: folder,
      extendEnv: false,
      env: { ...environment, METIS_SUDO_PASSWORD: lab.password, ...env },
      stdin: 'ignore',
      reject: false,
      maxBuffer: 64 * 1024 * 1024,
    })
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

/** The network's data center, on the controller; resolves when it answers. */
export async function startDataCenter(lab: Lab, port = 9090): Promise<{ stop(): Promise<void> }> {
  const { address } = lab
  const program = lab.run(`${lab.artifacts}/metis-data-center`, ['--host', address, '--port', String(port)], {
    stdio: 'ignore',
    reject: false,
  })
  const poll = `until : < /dev/tcp/${address}/${port}; do sleep 0.05; done 2> /dev/null`
  await lab.run('bash', ['-c', poll], { timeout: 30_000 })
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
  seconds = 60,
): Promise<T> {
  const deadline = Date.now() + seconds * 1000
  for (;;) {
    const answer = await ask()
    if (isGood(answer) || Date.now() > deadline) return answer
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
}

function watch(program: ReturnType<Lab['run']>): Running {
  const seen: JsonLine[] = []
  const waiting = new Set<() => void>()
  let unfinished = ''
  let isOver = false
  const tell = () => {
    for (const look of waiting) look()
  }
  program.stdout?.on('data', (chunk: Buffer) => {
    const lines = (unfinished + chunk.toString('utf8')).split('\n')
    unfinished = lines.pop() ?? ''
    seen.push(...lines.flatMap((line) => parse(line) ?? []))
    tell()
  })
  const ended = program.then((result: Parameters<typeof said>[0]) => {
    isOver = true
    tell()
    return withLines(said(result))
  })
  const signal = (name: NodeJS.Signals) => {
    if (program.pid !== undefined && !isOver) process.kill(program.pid, name)
  }
  return {
    line: (isMeant) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = seen.find(isMeant)
          if (found === undefined && !isOver) return
          waiting.delete(look)
          if (found === undefined)
            reject(new Error(`the program ended without that line, after\n${lastOf(seen)}`))
          else resolve(found)
        }
        waiting.add(look)
        look()
      }),
    interrupt: () => signal('SIGINT'),
    kill: () => signal('SIGKILL'),
    end: () => ended,
  }
}

/** For whoever has to find out why. */
function lastOf(lines: readonly JsonLine[]): string {
  return lines
    .slice(-8)
    .map((line) => JSON.stringify(line))
    .join('\n')
}

function said(result: { exitCode?: number | undefined; stdout?: unknown; stderr?: unknown }): Said {
  const [stdout, stderr] = [String(result.stdout ?? ''), String(result.stderr ?? '')]
  return { exitCode: result.exitCode, stdout, stderr, all: `${stdout}\n${stderr}` }
}

function withLines(one: Said): Said & { lines: JsonLine[] } {
  return { ...one, lines: one.stdout.split('\n').flatMap((line) => parse(line) ?? []) }
}

function parse(line: string): JsonLine | undefined {
  try {
    return JSON.parse(line) as JsonLine
  } catch {
    return undefined
  }
}

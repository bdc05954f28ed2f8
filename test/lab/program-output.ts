import type { Lab } from './lab.js'

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
  signal(name: NodeJS.Signals): void
  end(): Promise<Said & { lines: JsonLine[] }>
}

/** A program that was started with `--json`. */
export function watch(program: ReturnType<Lab['run']>): Running {
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
    signal,
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

export function said(result: { exitCode?: number | undefined; stdout?: unknown; stderr?: unknown }): Said {
  const [stdout, stderr] = [String(result.stdout ?? ''), String(result.stderr ?? '')]
  return { exitCode: result.exitCode, stdout, stderr, all: `${stdout}\n${stderr}` }
}

export function withLines(one: Said): Said & { lines: JsonLine[] } {
  return { ...one, lines: one.stdout.split('\n').flatMap((line) => parse(line) ?? []) }
}

function parse(line: string): JsonLine | undefined {
  try {
    return JSON.parse(line) as JsonLine
  } catch {
    return undefined
  }
}

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** What one call of the built program took. */
export interface Usage {
  readonly wallSeconds: number
  readonly cpuSeconds: number
  /** The most memory that it had at any time, MiB. */
  readonly peakMib: number
}

/** An organisation, and how a program is run where its hosts can be reached. */
export interface MeasuredSite {
  /** Holds `org.yaml`. */
  readonly folder: string
  readonly call: (
    program: string,
    args: readonly string[],
    env: Readonly<Record<string, string>>,
  ) => PromiseLike<{ readonly exitCode?: number; readonly stdout: string; readonly stderr: string }>
  readonly close: () => Promise<void>
}

const PROGRAM = fileURLToPath(new URL('../../bin/create-metis-node.js', import.meta.url))
/** Written by the process itself at its end: nobody else is told what a child of Node.js has used. */
const TELL_USAGE = `data:text/javascript,import{writeFileSync}from'node:fs';process.on('exit',()=>writeFileSync(process.env.USAGE_FILE,JSON.stringify(process.resourceUsage())))`

export async function measuredRun(
  site: MeasuredSite,
  args: readonly string[],
  expected: number,
): Promise<Usage> {
  const file = join(site.folder, 'usage.json')
  const argv = ['--import', TELL_USAGE, PROGRAM, ...args]
  const startedAt = performance.now()
  const { exitCode, stdout, stderr } = await site.call(process.execPath, argv, { USAGE_FILE: file })
  const wallSeconds = (performance.now() - startedAt) / 1000
  if (exitCode !== expected)
    throw new Error(`${args.join(' ')}: ${exitCode}\n${stdout.slice(-3000)}\n${stderr.slice(-3000)}`)
  const used = JSON.parse(readFileSync(file, 'utf8')) as NodeJS.ResourceUsage
  const cpuSeconds = (used.userCPUTime + used.systemCPUTime) / 1e6
  return { wallSeconds, cpuSeconds, peakMib: used.maxRSS / 1024 }
}

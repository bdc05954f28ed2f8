import { cpus } from 'node:os'
import { median } from './pty.js'
import { cpuSeconds } from './site.js'

/** Seconds of one measurement. The floor: what the machine's cores need for the processor time of all processes in it. */
export interface Sample {
  readonly wall: number
  readonly controllerCpu: number
  readonly hostsCpu: number
  readonly floor: number
}

export async function measured(lab: string, work: () => Promise<unknown>): Promise<Sample> {
  const before = cpuSeconds(lab)
  const startedAt = performance.now()
  await work()
  const wall = (performance.now() - startedAt) / 1000
  const after = cpuSeconds(lab)
  const controllerCpu = after.controller - before.controller
  const hostsCpu = after.hosts - before.hosts
  return { wall, controllerCpu, hostsCpu, floor: (controllerCpu + hostsCpu) / cpus().length }
}

export interface BenchRecord {
  readonly add: (what: string, sample: Sample) => void
  readonly clear: () => void
  readonly all: () => Readonly<Record<string, readonly Sample[]>>
  /** Medians, a line each. */
  readonly table: () => string
}

export function createRecord(): BenchRecord {
  const samples = new Map<string, Sample[]>()
  return {
    add: (what, sample) => {
      samples.set(what, [...(samples.get(what) ?? []), sample])
      console.log(`${what.padEnd(24)} ${row(sample)}`)
    },
    clear: () => {
      samples.clear()
      console.log('')
    },
    all: () => Object.fromEntries(samples),
    table: () =>
      [
        `${''.padEnd(24)}    wall   floor  controller  hosts (CPU)`,
        ...[...samples].map(([what, list]) => `${what.padEnd(24)} ${row(medianOf(list))}`),
      ].join('\n'),
  }
}

function medianOf(list: readonly Sample[]): Sample {
  const of = (key: keyof Sample) => median(list.map((sample) => sample[key]))
  return {
    wall: of('wall'),
    controllerCpu: of('controllerCpu'),
    hostsCpu: of('hostsCpu'),
    floor: of('floor'),
  }
}

function row({ wall, controllerCpu, hostsCpu, floor }: Sample): string {
  return [wall, floor, controllerCpu, hostsCpu]
    .map((seconds, i) => seconds.toFixed(2).padStart(i < 2 ? 7 : 10))
    .join(' ')
}

import { cpus } from 'node:os'
import { median } from './pty.js'
import { cpuSeconds } from './site.js'

/** Seconds of one measurement. The floor: what the machine's cores need for the processor time of all processes in it. */
export interface Sample {
  readonly wall: number
  readonly controllerCpu: number
  readonly hostsCpu: number
  readonly floor: number
  /** Cores that everything else on the machine kept busy meanwhile; near 0, or the measurement says little. */
  readonly others: number
}

export async function measured(lab: string, work: () => Promise<unknown>): Promise<Sample> {
  const before = cpuSeconds(lab)
  const busyBefore = busySeconds()
  const startedAt = performance.now()
  await work()
  const wall = (performance.now() - startedAt) / 1000
  const busy = busySeconds() - busyBefore
  const after = cpuSeconds(lab)
  const controllerCpu = after.controller - before.controller
  const hostsCpu = after.hosts - before.hosts
  const own = controllerCpu + hostsCpu
  return { wall, controllerCpu, hostsCpu, floor: own / cpus().length, others: Math.max(0, busy - own) / wall }
}

/** Processor time of the whole machine so far. */
function busySeconds(): number {
  const times = cpus().map((core) => core.times)
  return times.reduce((sum, { user, nice, sys, irq }) => sum + user + nice + sys + irq, 0) / 1000
}

export interface BenchRecord {
  readonly add: (what: string, sample: Sample) => void
  readonly clear: () => void
  readonly all: () => Readonly<Record<string, readonly Sample[]>>
  readonly medians: () => ReadonlyMap<string, Sample>
  /** Medians, a line each, in Markdown. */
  readonly table: () => string
}

export function createRecord(): BenchRecord {
  const samples = new Map<string, Sample[]>()
  const medians = () => new Map([...samples].map(([what, list]) => [what, medianOf(list)] as const))
  return {
    add: (what, sample) => {
      samples.set(what, [...(samples.get(what) ?? []), sample])
      const [wall, floor, controller, hosts, others] = figures(sample)
      console.log(
        `${what.padEnd(24)} wall ${wall}, floor ${floor}, CPU ${controller} + ${hosts}, others ${others}`,
      )
    },
    clear: () => {
      samples.clear()
      console.log('')
    },
    all: () => Object.fromEntries(samples),
    medians,
    table: () =>
      [
        '| medians, seconds | wall | floor | CPU of the controller | CPU of the hosts | cores busy with others |',
        '|---|---|---|---|---|---|',
        ...[...medians()].map(([what, sample]) => `| ${what} | ${figures(sample).join(' | ')} |`),
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
    others: of('others'),
  }
}

function figures({ wall, floor, controllerCpu, hostsCpu, others }: Sample): string[] {
  return [wall, floor, controllerCpu, hostsCpu, others].map((seconds) => seconds.toFixed(2))
}

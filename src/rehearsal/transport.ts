import { writeFile } from 'node:fs/promises'
import { InstallerError, problem } from '../errors/problem.js'
import { type SecretSource, secretNames } from '../lib/text.js'
import type { Job } from '../transports/errand.js'
import { createMask } from '../transports/mask.js'
import type { RunOptions, RunResult, Transport } from '../transports/transport.js'
import type { OnMachine } from './errands/on-machine.js'
import { runErrand } from './errands/run-errand.js'
import type { Machine } from './machine.js'
import type { Simulation } from './simulation.js'
import { upload } from './upload.js'

export interface SimulatedTransportInput {
  readonly simulation: Simulation
  readonly machine: Machine
  /** Name of the host. */
  readonly host: string
  readonly secrets: SecretSource
  readonly maskedValues: () => readonly string[]
}

/** A way to a simulated host: one piece of work at a time on each of its two lanes, as over SSH. */
export function simulatedTransport(input: SimulatedTransportInput): Transport {
  const { simulation, machine, host, secrets } = input
  const link = new AbortController()
  machine.links.add(link)
  const lost = () =>
    new InstallerError(problem('connection.lost', { host, address: machine.address }, { host }))
  const scripts = lane()
  const bulk = lane()
  const on = (signal: AbortSignal | undefined, print: OnMachine['print']): OnMachine => {
    const either = signal === undefined ? link.signal : AbortSignal.any([signal, link.signal])
    return {
      simulation,
      machine,
      secrets,
      print,
      signal: either,
      sleep: (seconds) => simulation.pace.sleep(seconds, either),
      loseHost: () => {
        simulation.network.setPlugged(machine.address, false)
        for (const one of machine.links) one.abort(lost())
        throw lost()
      },
    }
  }
  return {
    run: (job, options = {}) =>
      (options.lane === 'bulk' ? bulk : scripts)(() => runJob(job, options, input, on)),
    upload: (what, { signal, onBytes = () => {} } = {}) =>
      bulk(() =>
        untilStopped(
          on(signal, () => {}),
          (here) => upload(what, { ...here, host, onBytes }),
        ),
      ),
    download: (path, target, { signal } = {}) =>
      bulk(() =>
        untilStopped(
          on(signal, () => {}),
          async ({ sleep }) => {
            await sleep(1)
            await writeFile(target, machine.files.read(path) ?? '', { mode: 0o600 })
          },
        ),
      ),
    close: async () => {
      machine.links.delete(link)
      link.abort(lost())
    },
  }
}

async function runJob(
  job: Job,
  options: RunOptions,
  { secrets, maskedValues }: SimulatedTransportInput,
  on: (signal: AbortSignal | undefined, print: OnMachine['print']) => OnMachine,
): Promise<RunResult> {
  const { errand } = job
  if (errand === undefined) throw new Error('a simulated host runs errands, and this script has none')
  const { onLine, raw, marker, keepOutput, signal } = options
  const hide = raw ? asItIs : createMask([...maskedValues(), ...secretNames(job.script).map(secrets)])
  const output: string[] = []
  const print = (line: string) => {
    const shown = marker !== undefined && line.startsWith(`${marker} `) ? line : hide(line)
    if (keepOutput !== false) output.push(`${shown}\n`)
    onLine?.(shown)
  }
  const exitCode = await untilStopped(on(signal, print), (here) => runErrand(errand, here))
  return { exitCode, output: output.join('') }
}

function asItIs(line: string): string {
  return line
}

/** Who asked is free as soon as the work is stopped or the connection lost; nothing is printed after that. */
async function untilStopped<T>(on: OnMachine, work: (on: OnMachine) => Promise<T>): Promise<T> {
  const { signal } = on
  signal.throwIfAborted()
  const quiet = (line: string) => {
    if (!signal.aborted) on.print(line)
  }
  return new Promise<T>((resolve, reject) => {
    const onAbort = () => reject(signal.reason)
    signal.addEventListener('abort', onAbort, { once: true })
    work({ ...on, print: quiet })
      .then(resolve, reject)
      .finally(() => signal.removeEventListener('abort', onAbort))
  })
}

/** Its users come one after the other. */
function lane(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve()
  return (work) => {
    const turn = last.then(work)
    last = turn.catch(() => {})
    return turn
  }
}

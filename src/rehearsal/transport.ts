import { writeFile } from 'node:fs/promises'
import type { Hold } from '../actions/hold.js'
import { InstallerError, problem } from '../errors/problem.js'
import { type SecretSource, secretNames } from '../lib/text.js'
import { untilAborted } from '../transports/lane.js'
import { createMask } from '../transports/mask.js'
import type { RunOptions, Transport } from '../transports/transport.js'
import type { OnMachine } from './errands/on-machine.js'
import { runErrand } from './errands/run-errand.js'
import { holderText } from './facts/hold.js'
import { keepRunLine } from './log-run.js'
import type { OnHost } from './simulation.js'
import { upload } from './upload.js'

export interface SimulatedTransportInput extends OnHost {
  /** Name of the host. */
  readonly host: string
  readonly secrets: SecretSource
  readonly maskedValues: () => readonly string[]
}

/** Who works on a host where that was ordered. */
const COLLEAGUE: Hold = {
  token: '0',
  face: { user: 'colleague', machine: 'another-laptop', command: 'apply' },
  phase: 'distribute',
}

/** A way to a simulated host: one piece of work at a time on each of its two lanes, as over SSH. */
export function simulatedTransport(input: SimulatedTransportInput): Transport {
  const { simulation, machine, host, secrets, maskedValues } = input
  const link = new AbortController()
  machine.links.add(link)
  const lost = () =>
    new InstallerError(problem('connection.lost', { host, address: machine.address }, { host }))
  const loseHost = () => {
    simulation.network.setPlugged(machine.address, false)
    for (const one of machine.links) one.abort(lost())
    throw lost()
  }
  /** Who asked is free as soon as the work is stopped or the connection lost; nothing is printed after that. */
  const carryOut = <T>(
    work: (on: OnMachine) => Promise<T>,
    signal?: AbortSignal,
    onPrint: OnMachine['print'] = () => {},
  ): Promise<T> => {
    const either = signal === undefined ? link.signal : AbortSignal.any([signal, link.signal])
    either.throwIfAborted()
    const sleep = (seconds: number) => simulation.pace.sleep(seconds, either)
    const print = (line: string) => {
      if (!either.aborted) onPrint(line)
    }
    return untilAborted(
      work({ simulation, machine, secrets, print, link, signal: either, sleep, loseHost }),
      either,
    )
  }
  const scripts = lane()
  const bulk = lane()
  const aside = lane()
  const lanes = { scripts, bulk, serve: scripts, aside }
  return {
    run: (job, options = {}) =>
      lanes[options.lane ?? 'scripts'](async () => {
        const { errand } = job
        if (errand === undefined) throw new Error('a simulated host runs errands, and this script has none')
        const hidden = options.raw ? [] : [...maskedValues(), ...secretNames(job.script).map(secrets)]
        const { print, output } = printer(options, createMask(hidden))
        const exitCode = await carryOut((on) => runErrand(errand, on), options.signal, print)
        return { exitCode, output: output.join('') }
      }),
    upload: (what, { signal, onBytes = () => {} } = {}) =>
      bulk(() => carryOut((on) => upload(what, { ...on, host, onBytes }), signal)),
    download: (path, target, { signal } = {}) =>
      bulk(() =>
        carryOut(async ({ sleep }) => {
          await sleep(1)
          const content = machine.files.readBytes(path) ?? ''
          if (typeof target === 'string') await writeFile(target, content, { mode: 0o600 })
          else target.end(content)
        }, signal),
      ),
    hold: (hold) => {
      if (machine.held?.link === undefined) machine.held = undefined
      if (machine.held === undefined && simulation.faults.isHeld(machine.address))
        machine.held = { hold: COLLEAGUE, since: simulation.pace.now() - 200 }
      const { held } = machine
      if (held !== undefined && held.hold.token !== hold.token) {
        machine.refused.set(link, holderText(held, simulation.pace.now()))
        return
      }
      machine.refused.delete(link)
      machine.held = { hold, since: held?.since ?? simulation.pace.now(), link }
    },
    logRun: (line, installDirectory) => {
      if (!link.signal.aborted) keepRunLine(machine, line, installDirectory)
    },
    close: async () => {
      if (machine.held?.link === link) machine.held = undefined
      machine.links.delete(link)
      link.abort(lost())
    },
  }
}

/** Shows each line to who asked, and keeps it. */
function printer({ onLine, marker, keepOutput }: RunOptions, hide: (line: string) => string) {
  const output: string[] = []
  const print = (line: string) => {
    const shown = marker !== undefined && line.startsWith(`${marker} `) ? line : hide(line)
    if (keepOutput !== false) output.push(`${shown}\n`)
    onLine?.(shown)
  }
  return { print, output }
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

import type { KeepFormer } from '../actions/action.js'
import { NOT_PUT_BACK, PUT_BACK } from '../actions/former.js'
import type { OnMachine } from './errands/on-machine.js'
import { askReady } from './health.js'
import type { Machine } from './machine.js'
import { RehearsalOver } from './pace.js'
import type { AtInstance } from './simulation.js'
import { restartUnit } from './systemd.js'
import { waitUntil } from './wait-until.js'

const CONFIRM_SECONDS = 75
const BACK_SECONDS = 60

type On = Pick<OnMachine, 'simulation' | 'machine' | 'print' | 'sleep'>

export async function keepFormer(
  action: KeepFormer,
  instance: string,
  { machine, sleep }: On,
): Promise<number> {
  await sleep(0.2)
  const { former, goesOn, unit, readers, paths } = action
  const cut = goesOn ? machine.former.get(former) : undefined
  const files = new Map(paths.map((path) => [path, machine.files.keep(path)]))
  for (const [path, kept] of cut?.files ?? []) files.set(path, kept)
  machine.former.set(former, {
    ...{ unit, instance, files, isStarted: false },
    readers: [...new Set([...(cut?.readers ?? []), ...readers])],
    wasRestarted: cut !== undefined && (cut.isStarted || cut.wasRestarted),
  })
  machine.formerEnded.delete(former)
  return 0
}

/** Whether whoever changes the instance may go on; says why not. */
export function formerIsKept({ former, formerEnded }: Machine, at: string, print: On['print']): boolean {
  if (former.has(at) || formerEnded.get(at) === 'good') return true
  print(`${PUT_BACK}while nobody was connected`)
  return false
}

export function dropFormer(machine: Machine, at: string): void {
  if (machine.former.delete(at)) machine.formerEnded.set(at, 'good')
}

export async function goBack(at: string, on: On, installDirectory: string): Promise<void> {
  const { machine, print } = on
  const former = machine.former.get(at)
  if (former === undefined) return
  machine.former.delete(at)
  machine.formerEnded.set(at, 'back')
  for (const [path, kept] of former.files) machine.files.putBack(path, kept)
  for (const unit of [...former.readers, ...(former.isStarted || former.wasRestarted ? [former.unit] : [])])
    await restartUnit(on, unit)
  const instance = { ...on, instance: former.instance, installDirectory }
  let says = ''
  const isWell = async () => {
    const health = await askReady(instance)
    says = health.says
    return health.exitCode === 0
  }
  const isBack = await waitUntil(on, BACK_SECONDS, isWell)
  print(`${isBack ? PUT_BACK : NOT_PUT_BACK}${says}`)
}

/** The watch of a change that was cut off: nobody is connected, and nobody hears what it says. */
export function watchFormer(at: string, { simulation, machine }: On, installDirectory: string): void {
  const on = {
    simulation,
    machine,
    print: () => {},
    sleep: (seconds: number) => simulation.pace.sleep(seconds),
  }
  const watch = async () => {
    const former = machine.former.get(at)
    if (former === undefined) return
    const instance: AtInstance = { ...on, instance: former.instance, installDirectory }
    const isWell = async () => (await askReady(instance)).exitCode === 0
    if (former.isStarted && (await waitUntil(on, CONFIRM_SECONDS, isWell))) dropFormer(machine, at)
    else await goBack(at, on, installDirectory)
  }
  machine.watch = watch().catch((error: unknown) => {
    if (!(error instanceof RehearsalOver)) throw error
  })
}

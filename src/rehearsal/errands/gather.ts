import { healthSection } from '../../facts/health.js'
import type { FactId } from '../../facts/index.js'
import type { Questions } from '../../facts/questions.js'
import { printAsked } from '../facts/asked.js'
import { printHardware } from '../facts/hardware.js'
import { printIdentity } from '../facts/identity.js'
import { printInstallDirectory } from '../facts/install-directory.js'
import { printKernel } from '../facts/kernel.js'
import { printListeners } from '../facts/listeners.js'
import { printReceipts } from '../facts/receipts.js'
import { sections } from '../facts/sections.js'
import { printSoftware } from '../facts/software.js'
import { printSystem } from '../facts/system.js'
import { printUnits } from '../facts/units.js'
import { askHealth, unitAt } from '../health.js'
import type { Machine } from '../machine.js'
import { occupyPort, vacatePorts } from '../mishaps.js'
import type { AtInstance, OnHost } from '../simulation.js'
import type { OnMachine } from './on-machine.js'

/** Answers all questions as one text, which the parsers of `src/facts` read. */
export async function gather(questions: Questions, on: OnMachine): Promise<number> {
  const { machine, sleep, print } = on
  // A port that is busy from the beginning is so for one look at a host that bears roles; then its holder is gone.
  if (Object.keys(questions.health).length > 0) {
    await vacatePorts(machine)
    await occupyPort(on)
  }
  await sleep(0.15)
  const begin = hostTime(machine)
  const answers = await answerAll(questions, on)
  await sleep(0.2)
  for (const line of sections(answers).split('\n')) print(line)
  print(`clock ${begin} ${hostTime(machine)}`)
  await sleep(0.15)
  return 0
}

async function answerAll(
  { installDirectory, packages, health, asked }: Questions,
  { simulation, machine }: OnHost,
): Promise<Readonly<Record<FactId, string> & Record<string, string>>> {
  return {
    system: printSystem(machine),
    hardware: printHardware(machine),
    identity: printIdentity(machine),
    kernel: printKernel(machine, { beganAt: simulation.beganAt, now: simulation.pace.now() }),
    software: printSoftware(machine, packages),
    listeners: printListeners(machine),
    receipts: printReceipts(machine, installDirectory),
    installDirectory: printInstallDirectory(machine, installDirectory),
    units: printUnits(machine),
    ...(await sideBySide(Object.entries(asked), async ([name, one]) => [
      name,
      await printAsked(one, machine, simulation.network),
    ])),
    ...(await sideBySide(Object.keys(health), async (instance) => [
      healthSection(instance),
      await printHealth({ simulation, machine, instance, installDirectory }),
    ])),
  }
}

async function sideBySide<T>(
  all: readonly T[],
  answer: (one: T) => Promise<readonly [name: string, text: string]>,
): Promise<Readonly<Record<string, string>>> {
  return Object.fromEntries(await Promise.all(all.map(answer)))
}

async function printHealth(at: AtInstance): Promise<string> {
  if (at.machine.files.stat(`/etc/systemd/system/${unitAt(at)}`) === undefined) return 'exit absent\n'
  const { exitCode, says } = await askHealth(at)
  return `${says}\n\nexit ${exitCode}\n`
}

function hostTime({ hardware }: Machine): number {
  return Date.now() + hardware.clockOffsetMs
}

import { healthSection } from '../../facts/health.js'
import type { FactId } from '../../facts/index.js'
import type { Questions } from '../../facts/questions.js'
import { askHealth } from '../ask-health.js'
import { printCarrier } from '../facts/carrier.js'
import { printCertificate } from '../facts/certificate.js'
import { printConsul } from '../facts/consul.js'
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
import type { Machine } from '../machine.js'
import type { World } from '../world.js'
import type { OnMachine } from './on-machine.js'

/** Answers all questions as one text, which the parsers of `src/facts` read. */
export async function gather(
  questions: Questions,
  { world, machine, sleep, print }: OnMachine,
): Promise<number> {
  await sleep(0.15)
  const begin = hostTime(machine)
  const answers = await answerAll(questions, world, machine)
  await sleep(0.2)
  for (const line of sections(answers).split('\n')) print(line)
  print(`clock ${begin} ${hostTime(machine)}`)
  await sleep(0.15)
  return 0
}

async function answerAll(
  { installDirectory, packages, health, consul, carrier, certificate }: Questions,
  world: World,
  machine: Machine,
): Promise<Readonly<Record<FactId, string> & Record<string, string>>> {
  return {
    system: printSystem(machine),
    hardware: printHardware(machine),
    identity: printIdentity(machine),
    kernel: printKernel(machine, { beganAt: world.beganAt, now: world.pace.now() }),
    software: printSoftware(machine, packages),
    listeners: printListeners(machine),
    receipts: printReceipts(machine, installDirectory),
    installDirectory: printInstallDirectory(machine, installDirectory),
    units: printUnits(machine),
    consul: await printConsul(machine, world.network, consul),
    carrier: await printCarrier(machine, world.network, carrier),
    certificate: printCertificate(machine, certificate),
    ...(await healthOf(Object.keys(health), installDirectory, world, machine)),
  }
}

async function healthOf(
  instances: readonly string[],
  installDirectory: string,
  world: World,
  machine: Machine,
): Promise<Readonly<Record<string, string>>> {
  const answers = await Promise.all(
    instances.map(async (instance) => {
      if (machine.files.stat(`/etc/systemd/system/metis-${instance}.service`) === undefined) {
        return [healthSection(instance), 'exit absent\n'] as const
      }
      const { exitCode, says } = await askHealth({ world, machine, instance, installDirectory })
      return [healthSection(instance), `${says}\n\nexit ${exitCode}\n`] as const
    }),
  )
  return Object.fromEntries(answers)
}

function hostTime({ hardware }: Machine): number {
  return Date.now() + hardware.clockOffsetMs
}

import type { FactId } from '../../facts/fact-ids.js'
import { healthSection } from '../../facts/health.js'
import type { Questions } from '../../facts/questions.js'
import { printAccounts } from '../facts/accounts.js'
import { printAsked } from '../facts/asked.js'
import { printBackups } from '../facts/backups.js'
import { printFileSystems } from '../facts/file-systems.js'
import { printHardware, printIdentity, printKernel, printSystem } from '../facts/hardware.js'
import { printHold } from '../facts/hold.js'
import { printRecord } from '../facts/record.js'
import { sections } from '../facts/sections.js'
import { printInstallDirectory, printLeft, printReceipts, printSoftware } from '../facts/software.js'
import { printListeners, printUnits } from '../facts/units.js'
import { printUpdates } from '../facts/updates.js'
import { printHealth } from '../health.js'
import type { Machine } from '../machine.js'
import { occupyPort, updateLibrary, vacatePorts } from '../mishaps.js'
import { tamper } from '../tampering.js'
import type { OnMachine } from './on-machine.js'

/** Answers all questions as one text, which the parsers of `src/facts` read. */
export async function gather(questions: Questions, on: OnMachine): Promise<number> {
  const { machine, sleep, print } = on
  await machine.watch
  // A port that is busy from the beginning is so for one look at a host that bears roles; then its holder is gone.
  if (Object.keys(questions.health).length > 0) {
    await vacatePorts(machine)
    await occupyPort(on)
    updateLibrary(on)
  }
  tamper(on)
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
  questions: Questions,
  { simulation, machine, link }: OnMachine,
): Promise<Readonly<Record<FactId, string> & Record<string, string>>> {
  const { installDirectory, packages, health, asked } = questions
  const told = Object.entries(asked).map(
    async ([name, one]) => [name, await printAsked(one, machine, simulation.network)] as const,
  )
  const healthy = Object.keys(health).map(async (instance) => {
    const answer = await printHealth({ simulation, machine, instance, installDirectory })
    return [healthSection(instance), answer] as const
  })
  return {
    hold: printHold(machine, simulation.pace.now(), link),
    system: printSystem(machine),
    hardware: printHardware(machine),
    packageTrial: '',
    fileSystems: printFileSystems(machine, installDirectory),
    tools: '',
    identity: printIdentity(machine),
    kernel: printKernel(machine, simulation.beganAt, simulation.pace.now()),
    software: printSoftware(machine, packages),
    listeners: printListeners(machine),
    record: printRecord(machine),
    receipts: printReceipts(machine, installDirectory),
    former: [...machine.former.values()].map(({ instance }) => `${instance}\n`).join(''),
    installDirectory: printInstallDirectory(machine, installDirectory),
    accounts: printAccounts(machine, installDirectory),
    old: '',
    updates: printUpdates(machine, simulation.beganAt),
    units: printUnits(machine),
    backups: printBackups(machine, questions),
    left: printLeft(machine, installDirectory, Object.keys(health)),
    ...Object.fromEntries(await Promise.all([...told, ...healthy])),
  }
}

function hostTime({ hardware }: Machine): number {
  return Date.now() + hardware.clockOffsetMs
}

import { InstallerError, problem } from '../errors/problem.js'
import { vacatePorts } from './mishaps.js'
import type { OnHost } from './simulation.js'
import { restartUnit } from './systemd.js'

const SHUTDOWN_SECONDS = 1
const BOOT_SECONDS = 25

/** As `rebootCommand` does: heard at once, and a moment later the machine is away, until it has booted. */
export function reboot(on: OnHost, host: string): void {
  void bootAgain(on, host).catch(() => {
    // The rehearsal is over.
  })
}

/** Its network is set up anew, with another address, and it boots. */
export async function readdress(on: OnHost, address: string): Promise<void> {
  const { machine } = on
  await bootAgain(on, machine.address, () => {
    machine.address = address
  })
}

async function bootAgain(on: OnHost, host: string, whileDown = () => {}): Promise<void> {
  const { simulation, machine } = on
  const { pace, network, changes } = simulation
  const begun = changes.begin(machine.address)
  try {
    await pace.sleep(SHUTDOWN_SECONDS)
    network.setPlugged(machine.address, false)
    for (const link of machine.links)
      link.abort(new InstallerError(problem('connection.lost', { host, address: machine.address }, { host })))
    machine.links.clear()
    machine.held = undefined
    await vacatePorts(machine)
    const enabled = [...machine.units].filter(([, { enabled }]) => enabled).map(([name]) => name)
    await Promise.all([...machine.units.values()].map(({ end }) => end?.()))
    for (const unit of machine.units.values())
      Object.assign(unit, { active: 'inactive', sub: 'dead', pid: 0 })
    await pace.sleep(BOOT_SECONDS)
    machine.boots += 1
    network.setPlugged(machine.address, true)
    whileDown()
    // What comes with the system first: its database is there when the console looks for it.
    const ours = (name: string) => name.startsWith('metis-')
    for (const name of enabled.filter((one) => !ours(one))) await restartUnit(on, name)
    for (const name of enabled.filter(ours)) await restartUnit(on, name)
  } finally {
    begun()
  }
}

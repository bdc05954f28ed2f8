import { readOrganisation } from '../../catalog/read-organisation.js'
import { InstallerError } from '../../errors/problem.js'
import type { Fault } from '../../rehearsal/faults.js'
import { isByHand } from '../../topology/topology.js'
import type { Session } from '../program/session.js'
import type { JourneyStep } from './lost-laptop.js'
import type { OpenRehearsal } from './open-rehearsal.js'

/** A machine gets another address of its network, and the organisation learns of it. */
export async function afterReaddress(
  { world, say, file }: Session,
  { readdress }: OpenRehearsal,
  { host: name }: Fault,
): Promise<JourneyStep[]> {
  const parsed = await readOrganisation(file, world.presetsDirectory)
  if (!parsed.ok) throw new InstallerError(parsed.problems)
  const { topology } = parsed
  const reached = topology.hosts.filter((host) => !isByHand(topology, host.name))
  const host = reached.find((one) => one.name === name) ?? reached[0]
  if (host === undefined) return []
  const taken = new Set(topology.hosts.map(({ address }) => address))
  const network = host.address.replace(/\d+$/, '')
  const numbers = Array.from({ length: 254 }, (_, i) => 254 - i)
  const address = numbers.map((number) => `${network}${number}`).find((one) => !taken.has(one)) ?? ''
  const happens = async () => {
    await readdress(host.address, address)
    return say('rehearse.readdressed', { host: host.name, address })
  }
  return [
    { command: `readdress ${host.name} ${address}`, file, happens },
    { command: 'plan', file },
  ]
}

import { fault } from '../../errors/problem.js'
import type { OrganisationRecord } from '../../record/record.js'
import type { Host, Topology } from '../../topology/topology.js'
import { fingerprintOf, keysIn, stateOf } from '../../transports/known-hosts.js'

export interface FirstHost {
  /** As it was reached. */
  readonly host: Host
  /** Host keys that were confirmed for that, in OpenSSH's form. */
  readonly confirmed: string
  /** What it says of itself. */
  readonly addresses: readonly string[]
}

/** The host of org.yaml that the first one is; undefined where it is reached and called in another way than there. */
export function hostOf({ hosts }: Topology, { host, addresses }: FirstHost): Host | undefined {
  const { address, port } = host.ssh
  return (
    hosts.find(({ local, ssh }) => !local && ssh.address === address && ssh.port === port) ??
    hosts.find((one) => addresses.includes(one.address))
  )
}

/**
 * The operator has confirmed a key when nothing was known; the record knows which one it is. Throws
 * `record.other-host-key` where that is another one.
 */
export function requireOwnKey(
  { head, body }: OrganisationRecord,
  topology: Topology,
  first: FirstHost,
): void {
  const own = hostOf(topology, first)
  if (own === undefined || own.local) return
  const { address, port } = first.host.ssh
  const { hostKey: written, ...login } = own.ssh
  const recorded = keysIn(body.hostKeys, login.address, login.port)
  for (const offered of keysIn(first.confirmed, address, port)) {
    const fingerprint = fingerprintOf(offered)
    const isOwn =
      written === undefined
        ? stateOf(recorded, offered) !== 'changed'
        : written.replace(/=+$/, '') === fingerprint
    if (isOwn) continue
    const expected = written ?? recorded.map((one) => `${fingerprintOf(one)} (${one.type})`).join(', ')
    const { type } = offered
    const details = { from: first.host.name, host: own.name, organisation: head.organisation }
    throw fault('record.other-host-key', { ...details, type, fingerprint, expected }, { host: own.name })
  }
}

import { RECORD } from '../actions/keep-record.js'
import type { FoundReceipt, HostFacts } from '../facts/host-facts.js'
import { roleOfName } from './index.js'

/**
 * Resources that a run puts on every host before it installs anything. A host with no more than these of an organisation,
 * and its record, is free: what was begun and not installed claims nothing.
 */
export function firstResources(installDirectory: string): readonly string[] {
  const directories = [installDirectory, `${installDirectory}/.installed`, `${installDirectory}/.artifacts`]
  return [`run:host/${RECORD}`, ...directories.map((path) => `directory:${path}`)]
}

/** Receipts that claim a host. */
export function claims(
  { receipts }: Pick<HostFacts, 'receipts'>,
  installDirectory: string,
): readonly FoundReceipt[] {
  // Former versions made one account for all services.
  const first = [...firstResources(installDirectory), 'run:host/service-user']
  return receipts.filter(({ id }) => !first.includes(id) && !/^run:[a-z0-9-]+\/account /.test(id))
}

/** Organisations that have something installed on a host. */
export function claimants(facts: Pick<HostFacts, 'receipts'>, installDirectory: string): ReadonlySet<string> {
  return new Set(claims(facts, installDirectory).map(({ organisation }) => organisation))
}

/**
 * Whose a host is: also of whom its record names, where units are there that no receipt tells of. It is installed in another
 * directory then, but a host has one place for a record, and one set of units.
 */
export function owners(
  facts: Pick<HostFacts, 'receipts' | 'record' | 'units'>,
  installDirectory: string,
): ReadonlySet<string> {
  const known = new Set(facts.receipts.map(({ path }) => path))
  const isElsewhere = Object.keys(facts.units).some((unit) => {
    const [, instance = ''] = /^metis-(.+)\.service$/.exec(unit) ?? []
    return roleOfName(instance) !== undefined && !known.has(`/etc/systemd/system/${unit}`)
  })
  const named = isElsewhere && facts.record !== undefined ? [facts.record.organisation] : []
  return new Set([...claimants(facts, installDirectory), ...named])
}

/** Whose data a removal has left on a host, where it has left any. */
export function keptFor(facts: HostFacts, installDirectory: string): string | undefined {
  const isKept =
    claimants(facts, installDirectory).size === 0 &&
    (facts.installDirectory ?? []).some((name) => name === '.removed' || roleOfName(name) !== undefined)
  return isKept ? facts.record?.organisation : undefined
}

import { consulFacts } from '../../roles/consul/facts.js'
import { operatorFile } from '../../roles/consul-token.js'
import { registryOf, serviceOf } from '../../roles/index.js'
import { signOff } from '../../roles/sign-off.js'
import { allHosts, instancesOn } from '../../topology/topology.js'
import type { PlanInput, Reason } from '../plan.js'
import { chain, type WantedNode } from './nodes.js'
import { allVerified } from './verify.js'

const GONE: Reason = { word: 'reason.former-address' }

/**
 * What Consul lists of our instances at an address that no host has any more: a service that could not sign off there, as its host had got
 * another one already, is listed by nobody else, and some of them for ever.
 */
export function signOffStale(input: PlanInput): readonly WantedNode[] {
  const { topology, facts } = input
  const registry = registryOf(topology)?.instance.host
  if (registry === undefined || facts[registry] === undefined) return []
  const ids = [...new Set([...seen(input, registry), ...expected(input)])].toSorted()
  const nodes = chain('retire', registry, 'host', allVerified(topology))
  for (const id of ids)
    nodes.add(signOff(topology, id, operatorFile(topology)), GONE, {
      forced: GONE,
      isTraceless: true,
      suffix: ` ${id}`,
    })
  return nodes.nodes
}

/** In what the registry tells now. */
function seen({ topology, facts }: PlanInput, registry: string): string[] {
  const listed = Object.keys(consulFacts(facts[registry] ?? {})?.services ?? {})
  if (listed.length === 0) return []
  const addresses = new Set(allHosts(topology).map(({ address }) => address))
  // Hundreds of fighters have a few forms.
  const forms = new Set(topology.instances.flatMap((one) => serviceOf(one).registeredAs?.(one, PLACE) ?? []))
  const patterns = [...forms].map(patternOf)
  return listed.filter((id) =>
    patterns.some((pattern) => {
      const [, address] = pattern.exec(id) ?? []
      return address !== undefined && !addresses.has(address.replaceAll('-', '.'))
    }),
  )
}

/** Of hosts that had another address when this was applied last; the registry may not answer yet. */
function expected({ topology, formerAddresses = {} }: PlanInput): string[] {
  const addresses = new Set(allHosts(topology).map(({ address }) => address))
  return Object.entries(formerAddresses)
    .filter(([, former]) => !addresses.has(former))
    .flatMap(([host, former]) =>
      instancesOn(topology, host).flatMap((one) => serviceOf(one).registeredAs?.(one, former) ?? []),
    )
}

const PLACE = 'ADDRESS'

/** How ids look, with the address as what is caught. */
function patternOf(form: string): RegExp {
  const [before = '', behind = ''] = form.split(PLACE)
  const end = behind.endsWith('*') ? `${behind.slice(0, -1)}.*` : behind
  return new RegExp(`^${before}(\\d+[.-]\\d+[.-]\\d+[.-]\\d+)${end}$`)
}

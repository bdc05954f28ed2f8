import { closest } from 'fastest-levenshtein'
import { fault } from '../../errors/problem.js'
import { hostNamed, instancesOn, isByHand, type Topology } from '../../topology/topology.js'
import { printable } from '../../ui/text.js'

/**
 * The hosts that words of the command line name, in the topology's order; without words, all that bear something and can be
 * connected to. Throws `maintain.unknown-host`, `maintain.nothing-there`, `kit.host-by-hand`.
 */
export function hostsMeant(topology: Topology, words: readonly string[]): readonly string[] {
  const names = topology.hosts.map(({ name }) => name)
  for (const given of words) {
    if (hostNamed(topology, given) === undefined) {
      const details = { given: printable(given), known: names.join(', '), nearest: closest(given, names) }
      throw fault('maintain.unknown-host', details)
    }
    if (isByHand(topology, given)) throw fault('kit.host-by-hand', { host: given }, { host: given })
    if (instancesOn(topology, given).length === 0)
      throw fault('maintain.nothing-there', { host: given }, { host: given })
  }
  const isMeant = (name: string) =>
    words.length === 0
      ? instancesOn(topology, name).length > 0 && !isByHand(topology, name)
      : words.includes(name)
  return names.filter(isMeant)
}

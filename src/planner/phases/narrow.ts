import { closePorts, firstTable, isClosed, lastTable } from './firewall.js'
import { chain, type Phase } from './nodes.js'
import { retire } from './retire.js'
import { allVerified } from './verify.js'

/** Shuts out who was let in for as long as it took to change all else, and is not wanted any more. */
export const narrow: Phase = (input) => {
  const open = input.topology.hosts.filter(
    (host) => isClosed(input, host) && firstTable(input, host) !== lastTable(input, host),
  )
  if (open.length === 0) return []
  const after = [...allVerified(input.topology), ...retire(input).map(({ id }) => id)]
  return open.flatMap((host) => {
    const nodes = chain('narrow', host.name, 'host', after)
    const action = closePorts(input, host, lastTable(input, host))
    nodes.add(action, { word: 'reason.firewall-narrows' }, { suffix: ' narrowed' })
    return nodes.nodes
  })
}

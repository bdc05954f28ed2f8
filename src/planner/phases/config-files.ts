import { ownerOf } from '../../topology/accounts.js'
import type { Chain } from './nodes.js'
import type { PlacedService } from './placed-services.js'

/** Returns the ids of the files that a service reads. */
export function addConfigFiles(nodes: Chain, { service, input }: PlacedService, suffix = ''): string[] {
  const owner = ownerOf(input.topology, input.instance)
  return service.config(input).map(({ path, content, isScript }) => {
    const access = isScript ? { mode: '0755', owner: 'root:root' } : { mode: '0600', owner }
    return nodes.add({ kind: 'write-file', path, ...access, content }, { word: 'reason.config' }, { suffix })
  })
}

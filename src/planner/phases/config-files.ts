import { ownerOf } from '../../topology/accounts.js'
import type { Chain } from './nodes.js'
import { configOf, type PlacedService } from './placed-services.js'

/** Returns the ids of the files that a service reads. */
export function addConfigFiles(nodes: Chain, asked: PlacedService, suffix = ''): string[] {
  const { input } = asked
  const owner = ownerOf(input.topology, input.instance)
  return configOf(asked).map(({ path, content, isScript, isOfRoot }) => {
    const mode = isScript ? '0755' : '0600'
    const access = { mode, owner: isScript || isOfRoot ? 'root:root' : owner }
    return nodes.add({ kind: 'write-file', path, ...access, content }, { word: 'reason.config' }, { suffix })
  })
}

import { fault } from '../errors/problem.js'
import type { Inventory, InventoryGroup, Said } from './inventory.js'

/** Variables beside an inventory: of `ansible.cfg`, `group_vars` and `host_vars`, each folder as Ansible ranks them. */
export interface FolderVariables {
  readonly settings: readonly Said[]
  readonly groups: readonly { readonly name: string; readonly variables: readonly Said[] }[]
  readonly hosts: readonly { readonly name: string; readonly variables: readonly Said[] }[]
}

export interface Variables {
  /** Of one host, or with undefined what is said for all. */
  readonly of: (host: string | undefined, name: string) => Said | undefined
  /** Hosts of a group and of all below it, each once. */
  readonly hostsOf: (group: string) => readonly string[]
}

type Table = ReadonlyMap<string, Said>

/**
 * Which of several values counts for a host: `ansible.cfg`, then the inventory's groups, those of `group_vars`, the host's
 * line, `host_vars`; of groups `all`, then by depth and name. Throws `import.loop`.
 */
export function variablesOf(inventory: Inventory, folder: FolderVariables, file: string): Variables {
  const groups = new Map(inventory.groups.map((group) => [group.name, group]))
  const { above, depth } = climb(groups, inventory, file)
  const tables = (all: readonly { name: string; variables: readonly Said[] }[]) => {
    const found = new Map<string, Map<string, Said>>()
    for (const { name, variables } of all) {
      const table = found.get(name) ?? new Map<string, Said>()
      for (const said of variables) table.set(said.name, said)
      found.set(name, table)
    }
    return found
  }
  const [written, beside] = [tables(inventory.groups), tables(folder.groups)]
  const [onLine, hostFiles] = [tables(inventory.hosts), tables(folder.hosts)]
  const settings = tables([{ name: 'all', variables: folder.settings }]).get('all')
  const byRank = (a: string, b: string) => (depth.get(a) ?? 0) - (depth.get(b) ?? 0) || (a < b ? -1 : 1)

  const direct = turned(inventory.groups.map(({ name, hosts }) => [name, hosts]))
  const layersOf = (host: string | undefined): Table[] => {
    const own = host === undefined ? [] : (direct.get(host) ?? [])
    const all = new Set(own.flatMap((group) => [group, ...(above.get(group) ?? [])]))
    all.delete('all')
    const ranked = ['all', ...[...all].toSorted(byRank)]
    const one = host ?? ''
    return [
      settings,
      ...ranked.map((group) => written.get(group)),
      ...ranked.map((group) => beside.get(group)),
      onLine.get(one),
      hostFiles.get(one),
    ].flatMap((table) => table ?? [])
  }
  const layers = new Map<string | undefined, Table[]>()
  return {
    of: (host, name) => {
      const known = layers.get(host) ?? layersOf(host)
      layers.set(host, known)
      return known.findLast((table) => table.has(name))?.get(name)
    },
    hostsOf: (group) => {
      const below = inventory.groups.filter(({ name }) => name === group || above.get(name)?.has(group))
      if (group === 'all') return inventory.hosts.map(({ name }) => name)
      const own = groups.get(group)?.hosts ?? []
      return [...new Set([...own, ...below.flatMap(({ hosts }) => hosts)])]
    },
  }
}

/** The groups above each, and how deep it lies. A group within itself is what Ansible refuses. */
function climb(groups: ReadonlyMap<string, InventoryGroup>, inventory: Inventory, file: string) {
  const parents = turned(inventory.groups.map(({ name, children }) => [name, children]))
  const above = new Map<string, ReadonlySet<string>>()
  const depth = new Map<string, number>([['all', 0]])
  const open = new Set<string>()
  const visit = (name: string): ReadonlySet<string> => {
    const known = above.get(name)
    if (known !== undefined) return known
    if (open.has(name)) throw fault('import.loop', { group: name.slice(0, 80) }, { file })
    open.add(name)
    const found = new Set<string>()
    let deepest = 0
    for (const parent of parents.get(name) ?? []) {
      found.add(parent)
      for (const one of visit(parent)) found.add(one)
      deepest = Math.max(deepest, depth.get(parent) ?? 0)
    }
    open.delete(name)
    above.set(name, found)
    if (name !== 'all') depth.set(name, deepest + 1)
    return found
  }
  for (const name of groups.keys()) visit(name)
  return { above, depth }
}

/** Who names each. */
function turned(
  all: readonly (readonly [string, readonly string[]])[],
): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>()
  for (const [name, those] of all)
    for (const one of those) {
      const known = found.get(one)
      if (known === undefined) found.set(one, [name])
      else known.push(name)
    }
  return found
}

import { fault, type Problem, problem } from '../errors/problem.js'
import { expandHosts } from './host-range.js'

/** A variable as somebody wrote it. Of a name that is written twice in one place the later one counts. */
export interface Said {
  readonly name: string
  readonly value: unknown
  readonly file: string
  readonly line?: number | undefined
}

/** What only the password of Ansible's vault opens. */
export interface Vaulted {
  readonly vault: string
}

export function isVaulted(value: unknown): value is Vaulted {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, 'vault')
}

export interface InventoryGroup {
  readonly name: string
  readonly hosts: readonly string[]
  /** Where each of them stands, as far as that is known. */
  readonly lines: readonly (number | undefined)[]
  readonly children: readonly string[]
  readonly variables: readonly Said[]
}

interface InventoryHost {
  readonly name: string
  readonly variables: readonly Said[]
}

/** An inventory of Ansible, in the order of its file. `all` is among the groups, and need not name its hosts. */
export interface Inventory {
  readonly groups: readonly InventoryGroup[]
  readonly hosts: readonly InventoryHost[]
}

/** What is told of a file that was read as far as it can be understood. */
export interface ReadInventory extends Inventory {
  readonly problems: readonly Problem[]
}

const MOST_HOSTS = 1000
const MOST_GROUPS = 1000
/** A short line names many hosts, and there may be thousands of such lines. */
const MOST_MENTIONS = 100_000
const MOST_PROBLEMS = 50

type TellCode = 'import.line' | 'import.refused' | 'import.hash' | 'import.range'

/** Takes an inventory together while its file is read. Throws `import.too-many` beyond what any organisation has. */
export function inventoryBuilder(file: string) {
  const groups = new Map<
    string,
    { hosts: Map<string, number | undefined>; children: Set<string>; variables: Said[] }
  >()
  const declared = new Set<string>()
  const hosts = new Map<string, Said[]>()
  const problems: Problem[] = []
  let mentions = 0
  const within = <T>(all: ReadonlyMap<string, T>, most: number) => {
    if (all.size > most) throw fault('import.too-many', { most }, { file })
  }
  const group = (name: string) => {
    const known = groups.get(name)
    if (known !== undefined) return known
    const made = {
      hosts: new Map<string, number | undefined>(),
      children: new Set<string>(),
      variables: [],
    }
    groups.set(name, made)
    within(groups, MOST_GROUPS)
    return made
  }
  const tell = (
    code: TellCode,
    line: number | undefined,
    severity: Problem['severity'],
    details: Problem['details'] = {},
  ) => {
    if (problems.length < MOST_PROBLEMS || severity === 'error')
      problems.push(problem(code, details, { file, ...(line ? { line } : {}) }, severity))
  }
  return {
    tell,
    group: (name: string) => {
      group(name)
      declared.add(name)
    },
    isDeclared: (name: string) => declared.has(name),
    child: (of: string, name: string) => {
      group(of).children.add(name)
      declared.add(of)
    },
    variable: (of: string, said: Omit<Said, 'file'>) => void group(of).variables.push({ ...said, file }),
    /** The hosts of a pattern, `n[1:3]` or `n1:2222`, each with the variables that stand beside it. */
    hosts: (of: string, pattern: string, variables: readonly Omit<Said, 'file'>[], line?: number) => {
      const found = expandHosts(pattern, MOST_HOSTS)
      if (found === undefined) {
        tell('import.range', line, 'error', { found: pattern.slice(0, 80) })
        return
      }
      mentions += found.names.length
      if (mentions > MOST_MENTIONS) throw fault('import.too-many', { most: MOST_MENTIONS }, { file })
      const all = [
        ...(found.port === undefined ? [] : [{ name: 'ansible_port', value: found.port, file, line }]),
        ...variables.map((one) => ({ ...one, file })),
      ]
      for (const name of found.names) {
        const { hosts: known } = group(of)
        known.set(name, known.get(name) ?? line)
        const said = hosts.get(name) ?? []
        said.push(...all)
        hosts.set(name, said)
        within(hosts, MOST_HOSTS)
      }
    },
    built: (): ReadInventory => ({
      groups: [...groups].map(([name, one]) => ({
        name,
        hosts: [...one.hosts.keys()],
        lines: [...one.hosts.values()],
        children: [...one.children],
        variables: one.variables,
      })),
      hosts: [...hosts].map(([name, variables]) => ({ name, variables })),
      problems: problems.slice(0, 2 * MOST_PROBLEMS),
    }),
  }
}

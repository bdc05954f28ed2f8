import { relative, resolve } from 'node:path'
import { commentedYaml } from '../../catalog/edit-yaml.js'
import { readRelease } from '../../catalog/presets.js'
import { fault, type Problem, problem } from '../../errors/problem.js'
import type { Say } from '../../i18n/say.js'
import type { Said } from '../../inventory/inventory.js'
import { mergeSettled } from '../../inventory/merge-settled.js'
import { OLD_ROLES } from '../../inventory/old-variables.js'
import { organisationFile } from '../../inventory/organisation-file.js'
import { settle } from '../../inventory/settle.js'
import { allSaid, ignoredIn, otherHosts, passwordForms, passwordsIn } from '../../inventory/told.js'
import { variablesOf } from '../../inventory/variables.js'
import { readOldProject } from './old-project.js'
import { projectFiles } from './project-files.js'
import { type FoundInventory, readInventories } from './read-inventory.js'
import type { OpenVault } from './vault-key.js'

/** What the old playbooks were run with, as an organisation. */
export interface ReadPlaybooks {
  readonly organisation: string
  /** Of org.yaml, with where each value comes from. */
  readonly text: string
  /** The inventory that was read first, absolute. */
  readonly file: string
  /** With an error among them there is no organisation to be had of it. */
  readonly problems: readonly Problem[]
  /** Their names and places. */
  readonly passwords: readonly Said[]
  /** Names of variables that nobody asked for. */
  readonly ignored: readonly string[]
}

interface Reading {
  readonly open: OpenVault
  readonly presetsDirectory: string
  readonly say: Say
  /** As problems name a file. */
  readonly shortPath: (path: string) => string
}

/** Reads inventories, or folders of the playbooks, with what lies beside them; asks no host. `paths`: absolute, the first one first. */
export async function readPlaybooks(
  paths: readonly string[],
  { open, presetsDirectory, say, shortPath }: Reading,
): Promise<ReadPlaybooks> {
  const files = projectFiles()
  const found: FoundInventory[] = []
  const others = new Set<string>()
  for (const path of paths) {
    const read = await readInventories(path, files, open)
    found.push(...read.found)
    for (const other of read.others) others.add(other)
  }
  const [first] = found
  if (first === undefined) throw fault('import.no-inventory', { path: paths.join(', ') })
  const all = found.map(settled)
  const merged = mergeSettled(all.map(({ taken }) => taken))
  const release = await readRelease(presetsDirectory, 'metis-0.3.0')
  const beside = await readOldProject(first.project, {
    tls: all.find(({ tls }) => tls !== undefined)?.tls,
    usual: release.network.bootstrapNodes,
    files,
  })
  const { value, comments, problems } = organisationFile(merged.taken, beside.project, {
    origin: ({ file, line, name }) =>
      `${relative(first.project, file)}${line === undefined ? '' : `:${line}`} ${name}`,
    fillIn: say('import.fill-in'),
  })
  return {
    organisation: String(value.organisation),
    text: commentedYaml(value, comments),
    file: first.file,
    problems: [
      ...all.flatMap((one) => one.problems),
      ...merged.problems,
      ...beside.problems,
      ...problems,
      ...missingRoles(value.roles as object, first.file),
      ...unread(
        shortPath,
        [...others].filter((other) => !found.some((one) => one.file === other)),
      ),
    ],
    passwords: all.flatMap(({ passwords }) => passwords),
    ignored: [...new Set(all.flatMap((one) => one.ignored))],
  }
}

function settled({ file, project, inventory, variables: folder }: FoundInventory) {
  const variables = variablesOf(inventory, folder, file)
  const one = settle(inventory, variables, file)
  const said = allSaid(inventory, folder)
  const passwords = passwordsIn(said)
  const problems = [
    ...inventory.problems,
    ...one.problems,
    ...passwordForms(passwords),
    ...otherHosts(inventory, variables, file),
  ]
  const taken = one.taken.map((each) => ({ ...each, value: fromHere(project, each.at[2], each.value) }))
  return { ...one, taken, problems, passwords, ignored: ignoredIn(said, one.asked) }
}

/** Key files lay beside the playbooks. */
function fromHere(project: string, key: string | undefined, value: unknown): unknown {
  return key === 'identityFile' && !/^[~/]/.test(String(value)) ? resolve(project, String(value)) : value
}

/** Who adds a node has an inventory with that alone. */
function missingRoles(roles: object, file: string): Problem[] {
  if (Object.keys(roles).length === 0) return [problem('import.no-hosts', {}, { file })]
  const missing = OLD_ROLES.slice(0, 3).filter((role) => !Object.hasOwn(roles, role))
  return missing.length === 0
    ? []
    : [problem('import.partial', { roles: missing.join(', ') }, { file }, 'warning')]
}

function unread(shortPath: Reading['shortPath'], files: readonly string[]): Problem[] {
  if (files.length === 0) return []
  return [
    problem(
      'import.more-inventories',
      { files: files.slice(0, 10).map(shortPath).join(', ') },
      {},
      'warning',
    ),
  ]
}

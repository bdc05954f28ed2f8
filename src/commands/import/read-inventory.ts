import { dirname, join, resolve } from 'node:path'
import { parseYaml } from '../../catalog/parse-yaml.js'
import { fault, InstallerError, problem } from '../../errors/problem.js'
import { readAnsibleCfg } from '../../inventory/ansible-cfg.js'
import { isVaulted, type ReadInventory, type Said } from '../../inventory/inventory.js'
import { isPasswordName } from '../../inventory/old-variables.js'
import { readIni } from '../../inventory/read-ini.js'
import { readTree, readVariables } from '../../inventory/read-tree.js'
import type { FolderVariables } from '../../inventory/variables.js'
import { isVaultText } from '../../inventory/vault.js'
import type { SourceDocument } from '../../topology/document.js'
import { type ProjectFiles, variableFiles } from './project-files.js'
import type { OpenVault } from './vault-key.js'

/** An inventory with the variables that lie beside it. */
export interface FoundInventory {
  readonly file: string
  /** Absolute path of the folder that the playbooks ran in, as far as that is known. */
  readonly project: string
  readonly inventory: ReadInventory
  readonly variables: FolderVariables
}

/** Names that the playbooks' own folder has for it come first. */
const USUAL = [
  'inventory.ini',
  'inventory.yml',
  'inventory.yaml',
  'inventory.json',
  'inventory',
  'hosts',
  'hosts.ini',
  'hosts.yml',
]

/** Reads what a path names: a project's folder or one inventory; and the inventories beside it that nobody named. */
export async function readInventories(
  path: string,
  files: ProjectFiles,
  open: OpenVault,
): Promise<{ readonly found: readonly FoundInventory[]; readonly others: readonly string[] }> {
  const text = await files.text(path)
  const project = text === undefined ? path : dirname(path)
  const cfgFile = join(project, 'ansible.cfg')
  const cfg = readAnsibleCfg((await files.text(cfgFile)) ?? '', cfgFile)
  const names = await files.names(project)
  const named = cfg.inventories.map((one) => resolve(project, one))
  const usual = USUAL.filter((name) => names.includes(name))
    .slice(0, 1)
    .map((name) => join(project, name))
  const paths = text === undefined ? (named.length > 0 ? named : usual) : [path]
  if (paths.length === 0) throw fault('import.no-inventory', { path }, { file: path })
  const found: FoundInventory[] = []
  for (const file of paths.slice(0, MOST_INVENTORIES))
    found.push(await readInventory(file, project, cfg.settings, files, open))
  const others = names
    .filter((name) => /\.ini(\.|$)|^inventory/.test(name))
    .map((name) => join(project, name))
  return { found, others: others.filter((other) => !paths.includes(other)) }
}

const MOST_INVENTORIES = 20

async function readInventory(
  file: string,
  project: string,
  settings: readonly Said[],
  files: ProjectFiles,
  open: OpenVault,
): Promise<FoundInventory> {
  const text = await files.text(file)
  if (text === undefined) throw fault('import.no-inventory', { path: file }, { file })
  const parsed = parseInventory(isVaultText(text) ? await open(text, file) : text, file)
  const openAll = async <T extends { readonly variables: readonly Said[] }>(all: readonly T[]) => {
    const opened: T[] = []
    for (const one of all) opened.push({ ...one, variables: await withoutVaults(one.variables, open) })
    return opened
  }
  const inventory = { ...parsed, groups: await openAll(parsed.groups), hosts: await openAll(parsed.hosts) }
  if (inventory.hosts.length === 0 && !inventory.problems.some(({ severity }) => severity === 'error'))
    throw fault('import.no-hosts', {}, { file })
  const folders = [...new Set([dirname(file), project])]
  const beside = async (kind: string, all: readonly string[]) => {
    const found: { name: string; variables: readonly Said[] }[] = []
    for (const folder of folders) {
      const within = join(folder, kind)
      const names = await files.names(within)
      for (const name of names.length === 0 ? [] : all)
        for (const path of await variableFiles(files, within, names, name))
          found.push({ name, variables: await readVariableFile(path, files, open) })
    }
    return found
  }
  const groups = [...new Set(['all', ...inventory.groups.map(({ name }) => name)])]
  const groupFiles = await beside('group_vars', groups)
  const hostFiles = await beside(
    'host_vars',
    inventory.hosts.map(({ name }) => name),
  )
  const magic = [
    { name: 'playbook_dir', value: project, file },
    { name: 'inventory_dir', value: dirname(file), file },
  ]
  const variables = { settings: [...settings, ...magic], groups: groupFiles, hosts: hostFiles }
  return { file, project, inventory, variables }
}

async function readVariableFile(path: string, files: ProjectFiles, open: OpenVault): Promise<Said[]> {
  const text = (await files.text(path)) ?? ''
  const tree = parseTree(isVaultText(text) ? await open(text, path) : text, path)
  return withoutVaults(readVariables(tree, path), open)
}

/** A password is only named: it need not be opened for that. */
async function withoutVaults(all: readonly Said[], open: OpenVault): Promise<Said[]> {
  const opened: Said[] = []
  for (const said of all) {
    const { name, value, file } = said
    const isWanted = isVaulted(value) && !isPasswordName(name)
    opened.push(isWanted ? { ...said, value: (await open(value.vault, file)).trim() } : said)
  }
  return opened
}

function parseInventory(text: string, file: string): ReadInventory {
  if (text.startsWith('#!')) throw fault('import.executable', {}, { file })
  return isTree(text, file) ? readTree(parseTree(text, file), file) : readIni(text.split('\n'), file)
}

function isTree(text: string, file: string): boolean {
  if (/\.(ya?ml|json)$/.test(file)) return true
  const begin = text.split('\n').find((line) => !/^\s*([#;].*)?$/.test(line)) ?? ''
  return /^(\{|---|[\w.-]+:\s*(#.*)?$)/.test(begin)
}

/** What the grammar says of a mistake may repeat a password: only its line is told. */
function parseTree(text: string, file: string): SourceDocument {
  const tags = [
    { tag: '!vault', resolve: (vault: string) => ({ vault }) },
    { tag: '!vault-encrypted', resolve: (vault: string) => ({ vault }) },
    { tag: '!unsafe', resolve: (said: string) => said },
  ]
  try {
    return parseYaml(text, file, tags)
  } catch (error) {
    if (!(error instanceof InstallerError)) throw error
    throw new InstallerError(error.problems.map(({ where }) => problem('import.not-yaml', {}, where)))
  }
}

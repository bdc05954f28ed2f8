import { join, relative, resolve } from 'node:path'
import { commentedYaml } from '../../catalog/edit-yaml.js'
import { readRelease } from '../../catalog/presets.js'
import { readOrganisation } from '../../catalog/read-organisation.js'
import { type Problem, problem } from '../../errors/problem.js'
import type { Said } from '../../inventory/inventory.js'
import { mergeSettled } from '../../inventory/merge-settled.js'
import { OLD_ROLES } from '../../inventory/old-variables.js'
import { organisationFile } from '../../inventory/organisation-file.js'
import { settle } from '../../inventory/settle.js'
import { allSaid, ignoredIn, otherHosts, passwordForms, passwordsIn } from '../../inventory/told.js'
import { variablesOf } from '../../inventory/variables.js'
import { printable } from '../../ui/text.js'
import { showNextSteps, showVersionControl, showWritten } from '../init.js'
import { writeOrganisation } from '../organisation/write-organisation.js'
import { EXIT, type ExitCode } from '../program/exit-code.js'
import type { Call, Session } from '../program/session.js'
import { showProblems } from '../terminal/show-problems.js'
import { readOldProject } from './old-project.js'
import { projectFiles } from './project-files.js'
import { type FoundInventory, readInventories } from './read-inventory.js'
import { vaultKey } from './vault-key.js'

/** Writes an organisation's folder from what the old playbooks were run with; asks no host, and copies no password. */
export async function importInventories(session: Session, { words, options }: Call): Promise<ExitCode> {
  const { world, say, print } = session
  const files = projectFiles()
  const open = vaultKey(session, options.vaultPasswordFile)
  const found: FoundInventory[] = []
  const others = new Set<string>()
  for (const word of words) {
    const read = await readInventories(resolve(world.workingDirectory, word), files, open)
    found.push(...read.found)
    for (const other of read.others) others.add(other)
  }
  const [first] = found
  if (first === undefined) return EXIT.invalidInput
  const all = found.map(settled)
  const merged = mergeSettled(all.map(({ taken }) => taken))
  const release = await readRelease(world.presetsDirectory, 'metis-0.3.0')
  const beside = await readOldProject(first.project, {
    tls: all.find(({ tls }) => tls !== undefined)?.tls,
    usual: release.network.bootstrapNodes,
    files,
  })
  const file = organisationFile(merged.taken, beside.project, {
    origin: ({ file, line, name }) =>
      `${relative(first.project, file)}${line === undefined ? '' : `:${line}`} ${name}`,
    fillIn: say('import.fill-in'),
  })
  const problems = [
    ...all.flatMap(({ problems }) => problems),
    ...merged.problems,
    ...beside.problems,
    ...file.problems,
    ...missingRoles(file.value.roles as object, first.file),
    ...unread(
      session,
      [...others].filter((other) => !found.some((one) => one.file === other)),
    ),
  ]
  await showProblems(session, problems)
  if (problems.some(({ severity }) => severity === 'error')) return EXIT.invalidInput

  const into = typeof options.into === 'string' ? options.into : String(file.value.organisation)
  const directory = resolve(world.workingDirectory, into)
  const header = say('import.header', { path: printable(relative(directory, first.file)) })
  const text = `# ${header}\n${commentedYaml(file.value, file.comments)}`
  showWritten(session, await writeOrganisation(directory, text, 'minimal'))
  const parsed = await readOrganisation(join(directory, 'org.yaml'), world.presetsDirectory)
  print('')
  await showProblems(session, parsed.problems)
  showPasswords(
    session,
    all.flatMap(({ passwords }) => passwords),
  )
  const ignored = [...new Set(all.flatMap((one) => one.ignored))].slice(0, MOST_NAMES)
  if (ignored.length > 0) print(say('import.ignored', { names: printable(ignored.join(', ')) }), '')
  print(say('import.not-asked'), say('import.no-apply'))
  showNextSteps(session, directory, false, ['validate', 'check'])
  await showVersionControl(session, directory)
  return parsed.ok ? EXIT.done : EXIT.invalidInput
}

const MOST_NAMES = 100

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

function unread({ shortPath }: Session, files: readonly string[]): Problem[] {
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

function showPasswords({ print, say, emit, shortPath }: Session, passwords: readonly Said[]): void {
  if (passwords.length === 0) return
  for (const { name, file, line } of passwords) emit({ type: 'to-rotate', name, file, line })
  const rows = passwords.slice(0, MOST_NAMES).map(({ name, file, line }) => {
    const place = `${shortPath(file)}${line === undefined ? '' : `:${line}`}`
    return say('import.password', { name: printable(name), place: printable(place) })
  })
  print(say('import.passwords'), ...rows, '')
}

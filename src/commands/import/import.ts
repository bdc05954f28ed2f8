import { join, relative, resolve } from 'node:path'
import { readOrganisation } from '../../catalog/read-organisation.js'
import type { Said } from '../../inventory/inventory.js'
import { CARRIER_KEY, GENERATED_SECRETS } from '../../roles/secret-names.js'
import { printable } from '../../ui/text.js'
import { showNextSteps, showVersionControl, showWritten } from '../init.js'
import { writeOrganisation } from '../organisation/write-organisation.js'
import { EXIT, type ExitCode } from '../program/exit-code.js'
import type { Call, Session } from '../program/session.js'
import { showProblems } from '../terminal/show-problems.js'
import { readPlaybooks } from './read-playbooks.js'
import { vaultKey } from './vault-key.js'

/** Writes an organisation's folder from what the old playbooks were run with; asks no host, and copies no password. */
export async function importInventories(session: Session, { words, options }: Call): Promise<ExitCode> {
  const { world, say, print, shortPath } = session
  const { presetsDirectory, workingDirectory } = world
  const read = await readPlaybooks(
    words.map((word) => resolve(workingDirectory, word)),
    { open: vaultKey(session, options.vaultPasswordFile), presetsDirectory, say, shortPath },
  )
  await showProblems(session, read.problems)
  if (read.problems.some(({ severity }) => severity === 'error')) return EXIT.invalidInput

  const into = typeof options.into === 'string' ? options.into : read.organisation
  const directory = resolve(workingDirectory, into)
  const header = say('import.header', { path: printable(relative(directory, read.file)) })
  // The carrier keeps the key that it has: none is made before somebody has looked for it.
  const { [CARRIER_KEY]: _, ...wanted } = GENERATED_SECRETS
  const text = `# ${header}\n${read.text}`
  showWritten(session, await writeOrganisation(directory, text, 'minimal', wanted))
  const parsed = await readOrganisation(join(directory, 'org.yaml'), presetsDirectory)
  print('')
  await showProblems(session, parsed.problems)
  showPasswords(session, read.passwords)
  const ignored = read.ignored.slice(0, MOST_NAMES)
  if (ignored.length > 0) print(say('import.ignored', { names: printable(ignored.join(', ')) }), '')
  print(say('import.not-asked'), say('import.no-apply'))
  showNextSteps(session, directory, false, ['validate', 'check'])
  await showVersionControl(session, directory)
  return parsed.ok ? EXIT.done : EXIT.invalidInput
}

const MOST_NAMES = 100

function showPasswords({ print, say, emit, shortPath }: Session, passwords: readonly Said[]): void {
  if (passwords.length === 0) return
  for (const { name, file, line } of passwords) emit({ type: 'to-rotate', name, file, line })
  const rows = passwords.slice(0, MOST_NAMES).map(({ name, file, line }) => {
    const place = `${shortPath(file)}${line === undefined ? '' : `:${line}`}`
    return say('import.password', { name: printable(name), place: printable(place) })
  })
  print(say('import.passwords'), ...rows, '')
}

import { fault } from '../../errors/problem.js'
import type { Word } from '../../i18n/say.js'
import { nearestOf } from '../../org-file/unknown-key.js'
import type { GENERATED_SECRETS } from '../../roles/secret-names.js'
import { organisationFolder } from '../../state/organisation-folder.js'
import { pad, printable } from '../../ui/text.js'
import { EXIT, type ExitCode } from '../program/exit-code.js'
import type { Call, Session } from '../program/session.js'
import { readSecrets } from './read-secrets.js'

/**
 * One value of `secrets.json`, alone on stdout, so that it can be piped; without a name those that there are, never a value.
 * Nothing but that file is read. Throws `state.secrets-missing`, `command.unknown-secret`.
 */
export async function secretsShow(session: Session, { words }: Call): Promise<ExitCode> {
  const { say, print, note, emit, shortPath } = session
  const path = organisationFolder(session.file).secrets
  const secrets = new Map(Object.entries((await readSecrets(session, path)).secrets))
  const names = [...secrets.keys()]
  const [name] = words
  if (name === undefined) {
    note(say('secrets.list', { path: shortPath(path) }))
    emit({ type: 'secrets', names })
    print(...nameLines(session, names))
    return EXIT.done
  }
  const secret = secrets.get(name)
  if (secret === undefined) throw unknownSecret(name, names, path)
  note(say('secrets.from', { path: shortPath(path) }))
  emit({ type: 'secret', name, value: secret.value })
  print(secret.value)
  return EXIT.done
}

const PURPOSES: Readonly<Record<keyof typeof GENERATED_SECRETS, Word>> = {
  'console-password': 'secrets.console-password',
  'database-password': 'secrets.database-password',
  'carrier-key': 'secrets.carrier-key',
  'consul-tokens': 'secrets.consul-tokens',
  'gossip-key': 'secrets.gossip-key',
  'recovery-passphrase': 'secrets.recovery-passphrase',
}

function nameLines({ say }: Session, names: readonly string[]): string[] {
  const shown = names.map(printable)
  const width = Math.max(0, ...shown.map(({ length }) => length)) + 2
  const purposes = new Map<string, Word>(Object.entries(PURPOSES))
  return shown.map((name) => pad(name, width) + say(purposes.get(name) ?? 'secrets.other'))
}

function unknownSecret(given: string, names: readonly string[], path: string) {
  const known = names.map(printable)
  const nearest = nearestOf(given, known) ?? known[0] ?? ''
  const details = { given: printable(given), path, known: known.join(', '), nearest }
  return fault('command.unknown-secret', details, { file: path })
}

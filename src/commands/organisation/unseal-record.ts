import { homedir } from 'node:os'
import { resolve } from 'node:path'
import { fault, InstallerError } from '../../errors/problem.js'
import { explain } from '../../i18n/explain.js'
import { isSigned, type OrganisationRecord } from '../../record/record.js'
import { readSecretFile, requirePrivateFile } from '../../state/read-private-file.js'
import { unseal } from '../../state/seal.js'
import { parseSecrets } from '../../state/secrets-file.js'
import { signWith } from '../../state/sign.js'
import { cut, printable } from '../../ui/text.js'
import { invalidOption } from '../program/option.js'
import type { Ask, Call, Session } from '../program/session.js'
import { needsAnswer } from '../terminal/ask.js'

export interface UnsealOptions {
  /** The host, or file, that the record is from. */
  readonly from: string
  /** `--passphrase-file`, `--identity`: as given, relative to the working directory. */
  readonly passphraseFile?: string | undefined
  readonly identity?: string | undefined
  /** A recovery passphrase that is at hand: tried before anybody is asked. */
  readonly known?: string | undefined
}

type Key = Parameters<typeof unseal>[1]

const TRIES = 3

/**
 * The text of `secrets.json` as a record has it, opened by whoever may. Throws what `unseal` throws, `command.needs-answer` with
 * nobody to ask, `record.damaged`, and `record.not-signed` where other secrets have made the record than those in it.
 */
export async function unsealSecrets(
  session: Session,
  record: OrganisationRecord,
  options: UnsealOptions,
): Promise<string> {
  const { from } = options
  const text = await opened(session, record, options)
  const { salt } = parseSecrets(text, (reason) => fault('record.damaged', { from, reason }))
  if (isSigned(record, signWith(salt))) return text
  throw fault('record.not-signed', { from, organisation: record.head.organisation })
}

/** The options with which a command is told what opens a record. Throws where both are given: one would be tried and the other one not. */
export function unsealOptionsIn({ passphraseFile, identity }: Call['options']) {
  if (identity !== undefined && passphraseFile !== undefined)
    throw invalidOption('--identity', '--passphrase-file', '--identity | --passphrase-file')
  const pathIn = (given: unknown) => (typeof given === 'string' ? given : undefined)
  return { passphraseFile: pathIn(passphraseFile), identity: pathIn(identity) }
}

async function opened(
  session: Session,
  { head: { organisation }, body: { secrets } }: OrganisationRecord,
  options: UnsealOptions,
): Promise<string> {
  const { sealed, for: sealedFor } = secrets
  const { ask } = session
  const key = givenKey(session, options)
  if (key !== undefined) return unseal(sealed, key)
  if (sealedFor !== 'passphrase') {
    const operators = cut(sealedFor.map(({ name }) => printable(name)).join(', '), 200)
    const question = session.say('ask.identity', { organisation, operators })
    if (ask === undefined) throw needsAnswer(question, '--identity FILE')
    return unseal(sealed, identityIn(session, await ask.line(question)))
  }
  const { known } = options
  const byKnown = known === undefined ? undefined : await unlessWrong(unseal(sealed, { passphrase: known }))
  if (byKnown !== undefined) return byKnown
  const passphrase = session.world.env.METIS_RECOVERY_PASSPHRASE
  if (passphrase) return unseal(sealed, { passphrase })
  const question = session.say('ask.recovery-passphrase', { organisation })
  if (ask === undefined) throw needsAnswer(question, 'METIS_RECOVERY_PASSPHRASE=... | --passphrase-file FILE')
  return askedFor(session, ask, question, sealed)
}

async function askedFor(session: Session, ask: Ask, question: string, sealed: string): Promise<string> {
  for (let tried = 1; tried < TRIES; tried += 1) {
    const text = await unlessWrong(unseal(sealed, { passphrase: await ask.secret(question) }), (why) =>
      session.note(explain(why, session.language).what),
    )
    if (text !== undefined) return text
  }
  return unseal(sealed, { passphrase: await ask.secret(question) })
}

/** Undefined for a passphrase that does not open it. */
async function unlessWrong(
  opening: Promise<string>,
  tell?: (why: InstallerError['problems'][number]) => void,
): Promise<string | undefined> {
  try {
    return await opening
  } catch (error) {
    const [why] = error instanceof InstallerError ? error.problems : []
    if (why?.code !== 'state.passphrase-wrong') throw error
    tell?.(why)
    return undefined
  }
}

function givenKey(session: Session, { passphraseFile, identity }: UnsealOptions): Key | undefined {
  if (identity !== undefined) return identityIn(session, identity)
  if (passphraseFile === undefined) return undefined
  return { passphrase: readSecretFile(resolve(session.world.workingDirectory, passphraseFile)) }
}

function identityIn({ world }: Session, path: string): Key {
  const file = path.trim().replace(/^~(?=\/)/, homedir())
  return { identity: requirePrivateFile(resolve(world.workingDirectory, file)) }
}

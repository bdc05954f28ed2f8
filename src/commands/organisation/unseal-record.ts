import { homedir } from 'node:os'
import { resolve } from 'node:path'
import { fault, InstallerError } from '../../errors/problem.js'
import { explain } from '../../i18n/explain.js'
import { isSigned, type OrganisationRecord } from '../../record/record.js'
import { readSecretFile, requirePrivateFile } from '../../state/read-private-file.js'
import { type OpeningKey, type SealedFor, unseal } from '../../state/seal.js'
import { parseSecrets } from '../../state/secrets-file.js'
import { signWith } from '../../state/sign.js'
import { cut, printable } from '../../ui/text.js'
import { optionsExclude } from '../program/option.js'
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
  const { head, body } = record
  const { sealed, for: sealedFor } = body.secrets
  const asked = { organisation: head.organisation, sealedFor }
  const text = await openSealed(session, asked, options, (key) => unseal(sealed, key))
  const { salt } = parseSecrets(text, (reason) => fault('record.damaged', { from, reason }))
  if (isSigned(record, signWith(salt))) return text
  throw fault('record.not-signed', { from, organisation: record.head.organisation })
}

/** The options with which a command is told what opens a record. Throws where both are given: one would be tried and the other one not. */
export function unsealOptionsIn({ passphraseFile, identity }: Call['options']) {
  if (identity !== undefined && passphraseFile !== undefined)
    throw optionsExclude('--identity', '--passphrase-file')
  const pathIn = (given: unknown) => (typeof given === 'string' ? given : undefined)
  return { passphraseFile: pathIn(passphraseFile), identity: pathIn(identity) }
}

/** What opening something that is sealed comes to, by the key that is given, known, or asked for. */
export async function openSealed<T>(
  session: Session,
  { organisation, sealedFor }: { readonly organisation: string; readonly sealedFor: SealedFor },
  options: Omit<UnsealOptions, 'from'>,
  open: (key: OpeningKey) => Promise<T>,
): Promise<T> {
  const { ask } = session
  const key = givenKey(session, options)
  if (key !== undefined) return open(key)
  if (sealedFor !== 'passphrase') {
    const operators = cut(sealedFor.map(({ name }) => printable(name)).join(', '), 200)
    const question =
      operators === ''
        ? session.say('ask.any-identity')
        : session.say('ask.identity', { organisation, operators })
    if (ask === undefined) throw needsAnswer(question, '--identity FILE')
    return open(identityIn(session, await ask.line(question)))
  }
  const { known } = options
  const byKnown = known === undefined ? undefined : await unlessWrong(open({ passphrase: known }))
  if (byKnown !== undefined) return byKnown
  const passphrase = session.world.env.METIS_RECOVERY_PASSPHRASE
  if (passphrase) return open({ passphrase })
  const question = session.say('ask.recovery-passphrase', { organisation })
  if (ask === undefined) throw needsAnswer(question, 'METIS_RECOVERY_PASSPHRASE=... | --passphrase-file FILE')
  return askedFor(session, ask, question, open)
}

async function askedFor<T>(
  session: Session,
  ask: Ask,
  question: string,
  open: (key: OpeningKey) => Promise<T>,
): Promise<T> {
  for (let tried = 1; tried < TRIES; tried += 1) {
    const opened = await unlessWrong(open({ passphrase: await ask.secret(question) }), (why) =>
      session.note(explain(why, session.language).what),
    )
    if (opened !== undefined) return opened
  }
  return open({ passphrase: await ask.secret(question) })
}

/** Undefined for a passphrase that does not open it. */
async function unlessWrong<T>(
  opening: Promise<T>,
  tell?: (why: InstallerError['problems'][number]) => void,
): Promise<T | undefined> {
  try {
    return await opening
  } catch (error) {
    const [why] = error instanceof InstallerError ? error.problems : []
    if (why?.code !== 'state.passphrase-wrong') throw error
    tell?.(why)
    return undefined
  }
}

function givenKey(
  session: Session,
  { passphraseFile, identity }: Omit<UnsealOptions, 'from'>,
): OpeningKey | undefined {
  if (identity !== undefined) return identityIn(session, identity)
  if (passphraseFile === undefined) return undefined
  return { passphrase: readSecretFile(resolve(session.world.workingDirectory, passphraseFile)) }
}

function identityIn({ world }: Session, path: string): OpeningKey {
  const file = path.trim().replace(/^~(?=\/)/, homedir())
  return { identity: requirePrivateFile(resolve(world.workingDirectory, file)) }
}

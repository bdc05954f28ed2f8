import { statSync } from 'node:fs'
import { readOrganisationText } from '../../catalog/read-organisation.js'
import { fault, InstallerError, type Problem, problem } from '../../errors/problem.js'
import type { ParsedTopology } from '../../org-file/parse-topology.js'
import { mergeHostKeys } from '../../record/merge-host-keys.js'
import { isSigned, type OrganisationRecord, type RecordBody } from '../../record/record.js'
import { readApplied } from '../../state/applied-record.js'
import { readIfThere } from '../../state/files.js'
import type { OrganisationFolder } from '../../state/organisation-folder.js'
import { parsePins, pinsWith, readPins } from '../../state/pins.js'
import { readPrivateFile } from '../../state/read-private-file.js'
import { formerFile } from '../../state/rotating.js'
import { parseSecrets, readSecretsFile } from '../../state/secrets-file.js'
import { signWith } from '../../state/sign.js'
import { type NewFile, writeTogether } from '../../state/write-atomically.js'
import { ownReleaseTarget } from './own-release-target.js'

interface TakeOverInput {
  readonly folder: OrganisationFolder
  readonly record: OrganisationRecord
  /** The host, or file, that the record is from. */
  readonly from: string
  readonly presetsDirectory: string
  readonly now: Date
  /** Text of secrets.json as the record has it, unsealed; absent: the folder's own stay. */
  readonly secrets?: string
  /** org.yaml and a release file of one's own as they are to be; absent: as the record has them. */
  readonly files?: FolderFiles
  /** Absent: those that the record has of its hosts. */
  readonly hostKeys?: string
  /** Files that are made before anything is replaced. */
  readonly beside?: readonly NewFile[]
}

export interface FolderFiles {
  readonly file: string
  /** `isHere`: the folder has it already, wherever it lies. */
  readonly release?: (OwnRelease & { readonly isHere?: boolean }) | undefined
}

type OwnRelease = NonNullable<RecordBody['release']>

export interface TakeOver {
  readonly parsed: Extract<ParsedTopology, { ok: true }>
  /** Warnings: keys of hosts that are known otherwise here, and stay. */
  readonly problems: readonly Problem[]
  /** Absolute paths of what differs from what is there now. */
  readonly changed: readonly string[]
  /** Writes it. Throws `record.folder-changed` when somebody has changed one of them meanwhile, `state.write-failed`. */
  readonly write: () => void
}

interface File extends NewFile {
  readonly before: string | undefined
}

/**
 * What a folder has to become to go on from a record, wherever that is from; nothing is written before `write`. `applied.jsonl`,
 * which says that all else is known here, comes last, and org.yaml before it: cut off anywhere, the same is done again. Throws
 * `record.not-signed`, `record.damaged`, `record.other-organisation`, `record.other-secrets`, `record.release-outside`, and what
 * is wrong with org.yaml.
 */
export async function prepareTakeOver(input: TakeOverInput): Promise<TakeOver> {
  const { folder, record, from } = input
  const { organisation, id } = record.head
  const secrets = secretsFiles(input)
  const applied = readApplied(folder)
  if (applied !== undefined && applied.head.id !== id)
    throw fault('record.other-organisation', { ...record.head, from })
  const { file, release }: FolderFiles = input.files ?? record.body
  const parsed = await readOrganisationText(file, {
    from: `${from}: org.yaml`,
    own: release,
    presetsDirectory: input.presetsDirectory,
  })
  if (!parsed.ok) throw new InstallerError(parsed.problems)
  if (parsed.topology.organisation !== organisation)
    throw damaged(input, `its org.yaml is of ${parsed.topology.organisation}`)
  const keys = mergeHostKeys(readIfThere(folder.knownHosts) ?? '', input.hostKeys ?? record.body.hostKeys)
  const pins = pinsWith(
    readPins(folder),
    parsePins(record.body.pins, (reason) => damaged(input, reason)),
  )
  const { path = '' } = parsed.release
  const own = release?.path === path && !release.isHere ? release : undefined
  const files = [
    ...(input.beside ?? []).map((one) => ({ ...one, before: readIfThere(one.path) })),
    ...secrets,
    fileOf(folder.knownHosts, keys.text, 0o600),
    ...(pins === undefined ? [] : [fileOf(folder.pins, pins)]),
    ...(own === undefined ? [] : [fileOf(ownReleaseTarget(folder, own.path), own.text)]),
    fileOf(folder.topology, file),
    fileOf(folder.applied, record.text),
  ].filter(({ before, content }) => before !== content && (before !== undefined || content !== ''))
  return {
    parsed,
    problems: keys.conflicts.map(({ host, type }) =>
      problem('record.host-key-differs', { host, type, from }, { file: folder.knownHosts }, 'warning'),
    ),
    changed: files.map((one) => one.path),
    write: () => {
      for (const { path: changed, before } of files)
        if (readIfThere(changed) !== before)
          throw fault('record.folder-changed', { path: changed }, { file: changed })
      writeTogether(files)
    },
  }
}

/** secrets.json, where the record's are to be written, and the one before, kept beside it. */
function secretsFiles(input: TakeOverInput): File[] {
  const { folder, record, from, secrets, now } = input
  const given = secrets === undefined ? undefined : parseSecrets(secrets, (reason) => damaged(input, reason))
  const here = readSecretsFile(folder.secrets)
  const salt = given?.salt ?? here?.salt
  if (salt === undefined) throw new Error('nobody has the secrets of this record')
  const { organisation } = record.head
  if (!isSigned(record, signWith(salt))) throw fault('record.not-signed', { from, organisation })
  if (secrets === undefined) return []
  const path = folder.secrets
  if (here !== undefined && here.salt !== salt)
    throw fault('record.other-secrets', { path, from, organisation }, { file: path })
  const before = readPrivateFile(path)
  const former = formerFile(path, now.toISOString())
  return [
    ...(before === undefined || before === secrets
      ? []
      : [{ path: former, before: readIfThere(former), content: before, mode: 0o600 }]),
    { path, before, content: secrets, mode: 0o600 },
  ]
}

/** Whoever may read it now may read it then. */
export function fileOf(path: string, content: string, mode = 0o644): File {
  const before = readIfThere(path)
  return { path, before, content, mode: before === undefined ? mode : statSync(path).mode & 0o777 }
}

function damaged({ from }: TakeOverInput, reason: string): InstallerError {
  return fault('record.damaged', { from, reason })
}

import { randomBytes } from 'node:crypto'
import { constants, existsSync } from 'node:fs'
import { access, readdir, stat } from 'node:fs/promises'
import { dirname, isAbsolute, join, resolve } from 'node:path'
import { parseYaml } from '../../catalog/parse-yaml.js'
import { releaseFile, releasesBeside, withOwnRelease } from '../../catalog/presets.js'
import { readYaml } from '../../catalog/read-yaml.js'
import { InstallerError, type Problem, problem } from '../../errors/problem.js'
import type { Language } from '../../i18n/say.js'
import { errnoOf } from '../../lib/errno.js'
import { shellQuote } from '../../lib/text.js'
import { parseTopology } from '../../org-file/parse-topology.js'
import { topologyFile } from '../../org-file/schema.js'
import { wantOf } from '../../roles/fighter/placing.js'
import { organisationFolder } from '../../state/organisation-folder.js'
import { type SourceDocument, valueAt } from '../../topology/document.js'
import type { Release } from '../../topology/release.js'
import { type Draft, type DraftFile, emptyDraft, entriesOf } from '../../wizard/draft.js'
import { draftProblems } from '../../wizard/draft-topology.js'
import { draftFileOf } from '../../wizard/file-value.js'
import { stepOf } from '../../wizard/step-of.js'
import { STEPS } from '../../wizard/steps.js'
import type { FolderState, Workbench } from '../../wizard/workbench.js'

/**
 * The answers that an `org.yaml` holds. What it leaves open, or has wrong, is asked first; a file whose form can't be
 * understood is told with its lines. One that was applied leads home. Throws `InstallerError`.
 */
export async function draftOfFolder(
  folder: string,
  language: Language,
  /** Those that are known; those of the operator's own are learned. */
  releases: Release[],
): Promise<Draft> {
  const document = await readYaml(join(folder, 'org.yaml'))
  // What another folder has beside its org.yaml is not here.
  const lasting = releases.filter(({ path = '~/' }) => isAbsolute(path) || path.startsWith('~/'))
  const known = await withOwnRelease(lasting, document, folder)
  const fileOf = ({ path }: Release) => path && releaseFile(path, folder)
  const files = known.map(fileOf)
  const others = (await releasesBeside(folder)).filter((one) => !files.includes(fileOf(one)))
  releases.splice(0, releases.length, ...known, ...others)
  const file = fileIn(document, releases)
  const draft = { ...draftOf(file, language, releases), folder }
  const { applied } = organisationFolder(join(folder, 'org.yaml'))
  return draft.at === 'preflight' && existsSync(applied) ? { ...draft, at: 'home' } : draft
}

function draftOf(file: DraftFile, language: Language, releases: readonly Release[]): Draft {
  const place = file.hosts.length > 0 && file.hosts.every(({ local }) => local) ? 'here' : 'machines'
  const [first] = draftProblems(file, releases).filter(({ severity }) => severity === 'error')
  const at = first === undefined ? 'preflight' : stepOf(first)
  return {
    ...emptyDraft({ id: newDraftId(), language, place, release: file.release }),
    file,
    want: wantOf((role) => entriesOf(file, role).length),
    at,
    confirmed: STEPS.slice(0, STEPS.indexOf(at)),
  }
}

/** The answers of an organisation that is only rehearsed, from its machines on. Throws `InstallerError`. */
export async function draftOfText(
  text: string,
  bench: Pick<Workbench, 'releases' | 'lookAtFolder'>,
  language: Language,
): Promise<Draft> {
  const draft = await draftOfBundled(text, bench, language)
  const confirmed: Draft['confirmed'] = ['welcome', 'organisation', 'roles', 'network']
  return { ...draft, place: 'rehearsal', at: 'machines', confirmed }
}

/** The answers of an organisation that was carried here, as an existing one is opened; its folder is new. */
export async function draftOfBundled(
  text: string,
  { releases, lookAtFolder }: Pick<Workbench, 'releases' | 'lookAtFolder'>,
  language: Language,
): Promise<Draft> {
  const file = fileIn(parseYaml(text), releases)
  const { path } = await lookAtFolder(`./${file.organisation}`)
  return { ...draftOf(file, language, releases), folder: path }
}

function fileIn(document: SourceDocument, releases: readonly Release[]): DraftFile {
  if (!topologyFile.safeParse(document.value).success) {
    throw new InstallerError(parseTopology(document, releases).problems)
  }
  return draftFileOf(document.value)
}

export function newDraftId(): string {
  return randomBytes(6).toString('hex')
}

/** What there is at a folder that was typed, and whether an organisation could be written there. */
export async function lookAtFolder(path: string, isOwn: boolean): Promise<FolderState> {
  const names = await namesIn(path)
  if (typeof names === 'string' && names !== 'ENOENT') {
    return { path, holds: 'busy', isOwn, problem: notWritable(path, names) }
  }
  const reason = await refusal(path)
  const what = typeof names === 'string' ? 'nothing' : holds(names)
  const organisation = what === 'organisation' ? await nameIn(join(path, 'org.yaml')) : undefined
  const found = organisation === undefined ? {} : { organisation }
  const refused = reason === undefined ? {} : { problem: notWritable(path, reason) }
  return { path, holds: what, ...found, isOwn, ...refused }
}

async function nameIn(path: string): Promise<string | undefined> {
  try {
    const name = valueAt((await readYaml(path)).value, ['organisation'])
    return typeof name === 'string' ? name : undefined
  } catch (error) {
    if (error instanceof InstallerError) return undefined
    throw error
  }
}

/** Absolute path for a folder as a person types it: `~/` is the home directory, all else starts here. */
export function folderTyped(typed: string, from: { home: string; workingDirectory: string }): string {
  const text = typed.trim()
  if (text === '~' || text.startsWith('~/')) return join(from.home, text.slice(1))
  return resolve(from.workingDirectory, text)
}

function holds(names: readonly string[]): FolderState['holds'] {
  if (names.includes('org.yaml')) return 'organisation'
  return names.every((name) => name === '.git' || name === '.gitignore') ? 'nothing' : 'busy'
}

/** Why the folder, or the nearest one above it that is there, takes no new files; undefined when it does. */
async function refusal(path: string): Promise<string | undefined> {
  try {
    if (!(await stat(path)).isDirectory()) return 'ENOTDIR'
    await access(path, constants.W_OK | constants.X_OK)
    return undefined
  } catch (error) {
    const code = errnoOf(error)
    if (code === 'ENOENT' && dirname(path) !== path) return refusal(dirname(path))
    return code ?? String(error)
  }
}

async function namesIn(path: string): Promise<readonly string[] | string> {
  try {
    return await readdir(path)
  } catch (error) {
    return errnoOf(error) ?? String(error)
  }
}

function notWritable(path: string, reason: string): Problem {
  return problem('command.write-failed', { path, folder: shellQuote(path), reason }, { file: path })
}

import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { parseYaml } from '../../catalog/parse-yaml.js'
import { withOwnRelease } from '../../catalog/presets.js'
import { readYaml } from '../../catalog/read-yaml.js'
import { InstallerError } from '../../errors/problem.js'
import type { Language } from '../../i18n/say.js'
import { parseTopology } from '../../org-file/parse-topology.js'
import { topologyFile } from '../../org-file/schema.js'
import { wantOf } from '../../roles/fighter/placing.js'
import type { SourceDocument } from '../../topology/finding.js'
import type { Release } from '../../topology/release.js'
import { type Draft, type DraftFile, emptyDraft, entriesOf } from '../../wizard/draft.js'
import { draftProblems } from '../../wizard/draft-topology.js'
import { draftFileOf } from '../../wizard/file-value.js'
import { stepOf } from '../../wizard/step-of.js'
import { STEPS } from '../../wizard/steps.js'
import type { Workbench } from '../../wizard/workbench.js'

/**
 * The answers that an `org.yaml` holds. What it leaves open, or has wrong, is asked first; a file whose form can't be
 * understood is told with its lines. Throws `InstallerError`.
 */
export async function draftOfFolder(
  folder: string,
  language: Language,
  /** Those that are known; one of the operator's own is learned. */
  releases: Release[],
): Promise<Draft> {
  const document = await readYaml(join(folder, 'org.yaml'))
  const all = await withOwnRelease(releases, document, folder)
  releases.push(...all.filter((one) => !releases.includes(one)))
  const file = fileIn(document, releases)
  return { ...draftOf(file, language, releases), folder }
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
  { releases, lookAtFolder }: Pick<Workbench, 'releases' | 'lookAtFolder'>,
  language: Language,
): Promise<Draft> {
  const file = fileIn(parseYaml(text), releases)
  const { path } = await lookAtFolder(`./${file.organisation}`)
  return {
    ...emptyDraft({ id: newDraftId(), language, place: 'rehearsal', release: file.release }),
    folder: path,
    file,
    want: wantOf((role) => entriesOf(file, role).length),
    at: 'machines',
    confirmed: ['welcome', 'organisation', 'roles', 'network'],
  }
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

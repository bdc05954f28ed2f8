import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { parseYaml } from '../../catalog/parse-yaml.js'
import { listPresets, readPreset, readReleases } from '../../catalog/presets.js'
import { InstallerError, problem } from '../../errors/problem.js'
import { organisationFolder } from '../../state/organisation-folder.js'
import { addPins, readPins } from '../../state/pins.js'
import { type Pins, type Release, releaseNamed } from '../../topology/release.js'
import type { Topology } from '../../topology/topology.js'
import { wrap } from '../../ui/text.js'
import { draftTopology } from '../../wizard/draft-topology.js'
import { draftFileOf } from '../../wizard/file-value.js'
import { readOrganisationOf } from '../organisation/read-organisation-of.js'
import { type Session, throwIfInterrupted } from '../program/session.js'
import type { CreateOptions } from './create-options.js'

/** What a bundle is made for. */
export interface BundleSubject {
  /** Names the file where nobody does. */
  readonly name: string
  /** Absent for a preset, whose addresses are examples. */
  readonly organisation?: string
  readonly topology: Topology
  readonly release: Release
  /** Folder that relative paths of artifacts start at. */
  readonly baseDirectory: string
  readonly pins: Pins
  /** What was seen for the first time is trusted from now on. */
  readonly keepPins: (added: Pins) => void
  /** Of `org.yaml`, which holds no secrets. */
  readonly text?: string
}

/** The organisation of the session's file, or a preset. Throws `InstallerError`. */
export async function bundleSubject(
  session: Session,
  { preset, source }: Pick<CreateOptions, 'preset' | 'source'>,
): Promise<BundleSubject> {
  const subject = await (preset === undefined ? askedSubject(session) : presetSubject(session, preset))
  if (source === undefined) return subject
  const { topology } = subject
  return { ...subject, topology: { ...topology, artifacts: { ...topology.artifacts, source } } }
}

/** Where nothing was said and no `org.yaml` is here, whoever sits at the terminal is asked. */
async function askedSubject(session: Session): Promise<BundleSubject> {
  const { file, options, ask, say, note, world } = session
  if (options.file !== undefined || ask === undefined || existsSync(file)) return organisationSubject(session)
  const presets = await listPresets(world.presetsDirectory)
  note(...wrap(say('bundle.subjects', { presets: presets.join(', ') }), session.width))
  const answer = (await ask.line(say('bundle.ask-subject', { example: USUAL_PRESET }))).trim() || USUAL_PRESET
  throwIfInterrupted(session)
  if (!/\.ya?ml$/.test(answer)) return presetSubject(session, answer)
  return organisationSubject({ ...session, file: resolve(world.workingDirectory, answer) })
}

const USUAL_PRESET = 'production'

async function organisationSubject(session: Session): Promise<BundleSubject> {
  const { file } = session
  const { topology, release } = await readOrganisationOf(session)
  // What opens the bundle knows the releases that come with it.
  if (release.path !== undefined)
    throw new InstallerError(problem('bundle.own-release', { path: release.path }))
  const folder = organisationFolder(file)
  return {
    name: topology.organisation,
    organisation: topology.organisation,
    topology,
    release,
    baseDirectory: dirname(folder.topology),
    pins: readPins(folder),
    keepPins: (added) => addPins(folder, added),
    text: await readFile(file, 'utf8'),
  }
}

async function presetSubject({ world }: Session, name: string): Promise<BundleSubject> {
  const preset = await readPreset(world.presetsDirectory, name)
  const releases = await readReleases(world.presetsDirectory)
  const file = draftFileOf(parseYaml(preset.text).value)
  const topology = draftTopology(file, releases)
  const release = releaseNamed(releases, topology.release)
  if (release === undefined) throw new Error(`the preset ${name} is of no known release`)
  return {
    name,
    topology,
    release,
    baseDirectory: world.workingDirectory,
    pins: {},
    keepPins: () => {},
  }
}

import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename, dirname, resolve } from 'node:path'
import { knownSystems } from '../../apt/read-archives.js'
import type { Manifest } from '../../bundle/manifest.js'
import { ownReleasePath } from '../../bundle/own-release.js'
import { editYaml } from '../../catalog/edit-yaml.js'
import { parseYaml } from '../../catalog/parse-yaml.js'
import { listPresets, readPreset, readReleases } from '../../catalog/presets.js'
import { fault } from '../../errors/problem.js'
import { shellQuote } from '../../lib/text.js'
import { wholeOf } from '../../packing/bundle-place.js'
import { organisationFolder } from '../../state/organisation-folder.js'
import { addPins, readPins } from '../../state/pins.js'
import { type Pins, type Release, releaseNamed } from '../../topology/release.js'
import type { Topology } from '../../topology/topology.js'
import { printable, wrap } from '../../ui/text.js'
import { draftTopology } from '../../wizard/draft-topology.js'
import { draftFileOf } from '../../wizard/file-value.js'
import { readOrganisationOf } from '../organisation/read-organisation-of.js'
import { invalidOption, oneOf } from '../program/option.js'
import { type Call, type Session, throwIfInterrupted } from '../program/session.js'

/** A bundle that is to be made. */
export interface Order {
  readonly session: Session
  readonly options: CreateOptions
  readonly subject: BundleSubject
  readonly systems: readonly string[]
  readonly out: string
  readonly cacheDirectory: string
  /** For what is made for this bundle alone. */
  readonly folder: string
}

/** What was asked of `bundle create`, apart from the topology and the systems. Paths are absolute. */
export interface CreateOptions {
  readonly cpus: Manifest['cpus']
  /** Servers instead of the usual ones, by family of systems. */
  readonly mirrors: Readonly<Record<string, string>>
  readonly splitBytes: number | undefined
  readonly since: string | undefined
  readonly node: string | undefined
  readonly output: string | undefined
  readonly preset: string | undefined
  /** Of artifacts, instead of what org.yaml says: address, or path. */
  readonly source: string | undefined
}

const CPUS = ['avx2', 'no-avx2'] as const

/** Throws `command.invalid-option` or `bundle.output-like-part`. */
export function createOptions({ options }: Call, workingDirectory: string): CreateOptions {
  const path = (given: unknown) => (typeof given === 'string' ? resolve(workingDirectory, given) : undefined)
  const { source, preset } = options
  const cpu = oneOf('--cpu', options.cpu, CPUS)
  const output = path(options.output)
  if (output !== undefined && wholeOf(output) !== undefined) {
    const details = { name: printable(basename(output)), quoted: shellQuote(`${output}.metis`) }
    throw fault('bundle.output-like-part', details, { file: output })
  }
  return {
    cpus: cpu === undefined ? CPUS : [cpu],
    mirrors: Object.fromEntries((Array.isArray(options.mirror) ? options.mirror : []).map(mirrorOf)),
    splitBytes: options.split === undefined ? undefined : splitBytes(String(options.split)),
    since: path(options.since),
    node: path(options.node),
    output,
    preset: typeof preset === 'string' ? preset : undefined,
    source: typeof source === 'string' && /^https?:\/\//i.test(source) ? source : path(source),
  }
}

const SIZE = /^(\d{1,6})\s*([kmg])i?b?$/i
const UNITS: Readonly<Record<string, number>> = { k: 1024, m: 1024 ** 2, g: 1024 ** 3 }
const LEAST = 1024 ** 2
/** FAT32 holds no file of 4 GiB, but one that is a byte smaller. */
const FAT32_LIMIT = 4 * 1024 ** 3

/** `700m`, `4g`: bytes of a part. */
export function splitBytes(text: string): number {
  const [, count = '', unit = ''] = SIZE.exec(text.trim()) ?? []
  const bytes = Number(count) * (UNITS[unit.toLowerCase()] ?? Number.NaN)
  if (!(bytes >= LEAST)) throw invalidOption('--split', text, '700m, 2g, 4g')
  return bytes === FAT32_LIMIT ? FAT32_LIMIT - 1 : bytes
}

function mirrorOf(given: unknown): [family: string, address: string] {
  const text = String(given)
  const [, family, address] = /^([a-z]+)=(https?:\/\/\S+)$/.exec(text) ?? []
  if (family === undefined || address === undefined || !URL.canParse(address)) {
    throw invalidOption('--mirror', text, 'debian=https://mirror.example/, ubuntu=https://mirror.example/')
  }
  return [family, address]
}

const USUAL = 'debian-12'

/**
 * The systems whose packages go into a bundle: those that were given, else those that the operator names. Throws
 * `bundle.system-needed` where there is nobody to ask.
 */
export async function chooseSystems(session: Session, given: unknown): Promise<string[]> {
  const known = await knownSystems(session.world.presetsDirectory)
  const named = Array.isArray(given) ? given.map(String) : []
  if (named.length > 0) return checked(named, known)
  const example = known.find((system) => system === USUAL) ?? known[0] ?? ''
  if (session.ask === undefined) {
    throw fault('bundle.system-needed', { systems: known.join(', '), example })
  }
  session.note(...wrap(session.say('bundle.systems', { systems: known.join(', ') }), session.width))
  const answer = await session.ask.line(session.say('bundle.ask-systems', { example }))
  throwIfInterrupted(session)
  const answered = answer.split(/[\s,，、]+/).filter((word) => word !== '')
  return checked(answered.length === 0 ? [example] : answered, known)
}

function checked(systems: readonly string[], known: readonly string[]): string[] {
  const stranger = systems.find((system) => !known.includes(system))
  if (stranger !== undefined) throw invalidOption('--os', stranger, known.join(', '))
  return [...new Set(systems)]
}

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
  /** Of `org.yaml`, which holds no secrets. A release file of one's own is named where the bundle has it. */
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
  const folder = organisationFolder(file)
  const text = await readFile(file, 'utf8')
  const value = { ...(parseYaml(text).value as object), release: ownReleasePath(release.id) }
  return {
    name: topology.organisation,
    organisation: topology.organisation,
    topology,
    release,
    baseDirectory: dirname(folder.topology),
    pins: readPins(folder),
    keepPins: (added) => addPins(folder, added),
    text: (release.source && editYaml(text, value)) ?? text,
  }
}

async function presetSubject({ world }: Session, name: string): Promise<BundleSubject> {
  const preset = await readPreset(world.presetsDirectory, name)
  const releases = await readReleases(world.presetsDirectory)
  const file = draftFileOf(parseYaml(preset.text).value)
  const topology = draftTopology(file, releases)
  const release = releaseNamed(releases, topology.release)
  if (release === undefined) throw new Error(`the preset ${name} is of no known release`)
  return { name, topology, release, baseDirectory: world.workingDirectory, pins: {}, keepPins: () => {} }
}

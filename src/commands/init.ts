import { writeFile } from 'node:fs/promises'
import { basename, join, relative, resolve } from 'node:path'
import { listPresets, type Preset, readPreset } from '../catalog/presets.js'
import { fault } from '../errors/problem.js'
import { shellQuote } from '../lib/text.js'
import { organisationFolder } from '../state/organisation-folder.js'
import { versionControlProblems } from '../state/version-control.js'
import { table } from '../ui/table.js'
import { printable } from '../ui/text.js'
import { VERSION_CONTROL } from '../wizard/partner-card.js'
import { MODELINE, writeFailure, writeOrganisation } from './organisation/write-organisation.js'
import { EXIT, type ExitCode } from './program/exit-code.js'
import { isStartedByPlace, programName } from './program/program-name.js'
import type { Call, Session } from './program/session.js'
import { showProblems } from './terminal/show-problems.js'

/** Writes the folder of a new organisation from a preset; never over an existing one. */
export async function init(session: Session, { words, options }: Call): Promise<ExitCode> {
  if (options.list === true) return listAll(session)
  const { world } = session
  if (typeof options.preset !== 'string') return initFromBundle(session, words)
  const preset = await readPreset(world.presetsDirectory, options.preset)
  const [folder = '.'] = words
  const directory = resolve(world.workingDirectory, folder)
  const name = nameFor(directory, words.length > 0, options.name)
  const written = await writeOrganisation(directory, named(preset, name), preset.name)
  showWritten(session, written)
  showNextSteps(session, directory, true)
  await showVersionControl(session, directory)
  return EXIT.done
}

/** Without a preset: the organisation that the bundle was made for, where one is used. */
async function initFromBundle(session: Session, [folder = '.']: readonly string[]): Promise<ExitCode> {
  const bundle = session.bundle
  if (bundle === undefined) throw fault('command.preset-missing')
  const [{ openGiven }, { bundledOrganisation, writeOwnRelease }] = await Promise.all([
    import('./bundle/open-given.js'),
    import('./bundle/bundled-organisation.js'),
  ])
  const found = await bundledOrganisation(await openGiven(session, bundle))
  if (found === undefined) throw fault('command.preset-missing')
  const directory = resolve(session.world.workingDirectory, folder)
  const text = found.text.startsWith(MODELINE) ? found.text.slice(MODELINE.length).trimStart() : found.text
  const written = await writeOrganisation(directory, text, 'minimal')
  const { pins } = organisationFolder(join(directory, 'org.yaml'))
  await writeFile(pins, found.pins).catch(writeFailure(pins, directory))
  if (found.own !== undefined) written.push(await writeOwnRelease(directory, found.own))
  showWritten(session, [...written, pins])
  showNextSteps(session, directory, false)
  await showVersionControl(session, directory)
  return EXIT.done
}

export function showWritten({ emit, print, say, world }: Session, written: readonly string[]): void {
  for (const path of written) {
    emit({ type: 'wrote', path })
    print(say('init.wrote', { path: relative(world.workingDirectory, path) }))
  }
}

const NAME = /^[a-z][a-z0-9-]{0,30}$/

/** `--name`, else the name of the folder that was given, if it can be one; else the preset's own stays. */
function nameFor(directory: string, isFolderGiven: boolean, given: unknown): string | undefined {
  const ofFolder = basename(directory)
  if (given === undefined) return isFolderGiven && NAME.test(ofFolder) ? ofFolder : undefined
  if (typeof given === 'string' && NAME.test(given)) return given
  const suggestion = String(given)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '')
    .slice(0, 31)
  const details = { given: printable(String(given)) || '""', suggestion: suggestion || 'bank-a' }
  throw fault('command.invalid-name', details)
}

/** The preset's text with its comments, its ports closed; the line of the name is done, so its hint goes. */
function named({ text }: Preset, name: string | undefined): string {
  const closed = `${text.trimEnd()}\n\nfirewall: managed                       # ports are closed to everybody but those who need them\n`
  return name === undefined ? closed : closed.replace(/^organisation:.*$/m, `organisation: ${name}`)
}

export function showNextSteps(
  { say, print, world }: Session,
  directory: string,
  hasLinesToFill: boolean,
  commands: readonly string[] = ['validate', 'check', 'apply'],
): void {
  const way = relative(world.workingDirectory, directory)
  const program = programName(world.env)
  // A bundle, and npm, are started from where they lie.
  const staysHere = way !== '' && isStartedByPlace(world.env)
  const own = join(way, 'org.yaml')
  const file = staysHere ? ` --file ${shellQuote(own)}` : ''
  const steps = [
    ...(way === '' || staysHere ? [] : [`cd ${shellQuote(way)}`]),
    ...(hasLinesToFill ? [say('init.next.fill-in', { file: shellQuote(staysHere ? own : 'org.yaml') })] : []),
    ...commands.map((command) => `${program}${file} ${command}`),
  ]
  print('', say('init.next'), ...steps.map((step, i) => `  ${i + 1}. ${step}`))
}

/** What of it belongs in version control; also what a `.gitignore` lacks that was there before. */
export async function showVersionControl(session: Session, directory: string): Promise<void> {
  const { print, say } = session
  const rows = VERSION_CONTROL.map(({ word, value }) => say('handover.row', { label: say(word), value }))
  print('', ...rows)
  await showProblems(session, await versionControlProblems(organisationFolder(join(directory, 'org.yaml'))))
}

async function listAll({ world, emit, print, say, paint, width }: Session): Promise<ExitCode> {
  const names = await listPresets(world.presetsDirectory)
  const presets = await Promise.all(names.map((name) => readPreset(world.presetsDirectory, name)))
  for (const { name, title } of presets) emit({ type: 'preset', name, title })
  const columns = [{ title: say('init.preset') }, { title: say('init.description') }]
  const rows = presets.map(({ name, title }) => [name, title])
  print(...table(columns, rows, { paint, width }))
  return EXIT.done
}

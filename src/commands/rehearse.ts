import { readFile } from 'node:fs/promises'
import stringWidth from 'string-width'
import { readPreset } from '../catalog/presets.js'
import { readOrganisation } from '../catalog/read-organisation.js'
import { InstallerError, type Problem, problem } from '../errors/problem.js'
import { type Fault, faultText, parseFault } from '../rehearsal/faults.js'
import { nearestOf } from '../topology/unknown-key.js'
import { printable } from '../ui/printable.js'
import type { Call } from './call.js'
import { EXIT, type ExitCode } from './exit-code.js'
import type { CommandId } from './index.js'
import { labelledJson, labelledOutput } from './labelled-output.js'
import { filledPreset, organisationOn } from './rehearsal-organisation.js'
import { type OpenRehearsal, openRehearsal } from './rehearsal-site.js'
import { requireFile } from './require-file.js'
import { runCommand } from './run-command.js'
import { type CommandWorld, openSession, type Session } from './session.js'

const DEFAULT_PRESET = 'data-provider'
const MOST_HOSTS = 500
const FASTEST = 1000

/** The whole installation on simulated hosts, by the same commands as on real ones. Leaves nothing behind. */
export async function rehearse(session: Session, { options }: Call): Promise<ExitCode> {
  const faults = readFaults(options.fault)
  const given = readNumber('--speed', options.speed, FASTEST)
  const speed = options.instant === true ? 'instant' : given
  const text = await organisationText(session, options)
  const rehearsal = await openRehearsal({ text, faults, ...(speed === undefined ? {} : { speed }) })
  try {
    await refuseStrangers(rehearsal, faults, session.world.presetsDirectory)
    return await goThrough(labelled(session, rehearsal), rehearsal)
  } finally {
    await rehearsal.dispose()
  }
}

/** What an operator does, one command after the other; after each fault the same one again. */
const JOURNEY = ['check', 'apply', 'plan'] as const satisfies readonly CommandId[]

async function goThrough(session: Session, { met }: OpenRehearsal): Promise<ExitCode> {
  const { say, print, paint, emit, language, options, world } = session
  const begunAt = world.now().getTime()
  print(paint('strong', say('rehearse.begins')))
  for (const [i, command] of JOURNEY.entries()) {
    for (;;) {
      const before = met().length
      emit({ type: 'rehearsing', command })
      print('', paint('strong', say('rehearse.step', { step: i + 1, steps: JOURNEY.length, command })), '')
      const code = await runCommand(command, { words: [], options: {} }, options, language, world)
      if (code === EXIT.done) break
      const causes = met()
        .slice(before)
        .filter(({ name }) => name !== 'slow-link')
        .map(faultText)
      // Nobody has ordered this.
      if (code === EXIT.interrupted || causes.length === 0)
        return code === EXIT.interrupted ? code : EXIT.failed
      for (const fault of causes) emit({ type: 'fault', fault })
      print('', paint('advice', say('rehearse.corrected', { faults: causes.join(', ') })))
    }
  }
  const seconds = Math.round((world.now().getTime() - begunAt) / 1000)
  print('', paint('done', say('rehearse.done', { seconds })), say('rehearse.next'))
  emit({ type: 'rehearsed', seconds, faults: met().map(faultText) })
  return EXIT.done
}

/** The operator's session, with simulated hosts behind it and a label on everything that it says. */
function labelled(session: Session, { site, folder, file }: OpenRehearsal): Session {
  const { world, language, say, paint, options } = session
  const label = paint('advice', `${say('rehearse.label')} `)
  const width = stringWidth(label)
  const rehearsed: CommandWorld = {
    ...world,
    stdout: options.json ? labelledJson(world.stdout) : labelledOutput(world.stdout, label, width),
    stderr: labelledOutput(world.stderr, label, width),
    env: { METIS_SSH_PASSWORD: 'rehearsal', METIS_DATABASE_PASSWORD: 'rehearsal', ...world.env },
    workingDirectory: folder,
    open: async (opened, needs, command) => {
      const { openOrganisation } = await import('./open-organisation.js')
      return openOrganisation(opened, needs, command, site)
    },
  }
  const { sshPasswordFile: _, sudoPasswordFile: __, credentialsFromStdin: ___, ...others } = options
  return openSession(rehearsed, language, { ...others, file, yes: true, acceptNewHostKeys: true })
}

async function organisationText(session: Session, options: Call['options']): Promise<string> {
  const { presetsDirectory } = session.world
  if (session.options.file !== undefined) {
    await requireFile(session)
    return readFile(session.file, 'utf8')
  }
  const preset = await readPreset(presetsDirectory, String(options.preset ?? DEFAULT_PRESET))
  const hosts = readNumber('--hosts', options.hosts, MOST_HOSTS)
  if (hosts === undefined) return filledPreset(preset.text)
  const [, release = ''] = /^release: *(\S+)/m.exec(preset.text) ?? []
  return organisationOn(Math.round(hosts), release)
}

function readFaults(given: unknown): Fault[] {
  const parsed = (Array.isArray(given) ? given : []).map((text) => parseFault(String(text)))
  const problems = parsed.flatMap((one) => (one.ok ? [] : [one.problem]))
  if (problems.length > 0) throw new InstallerError(problems)
  return parsed.flatMap((one) => (one.ok ? [one.fault] : []))
}

/** A fault on a host that there is not would never happen. */
async function refuseStrangers(
  { file }: OpenRehearsal,
  faults: readonly Fault[],
  presetsDirectory: string,
): Promise<void> {
  const parsed = await readOrganisation(file, presetsDirectory)
  if (!parsed.ok) throw new InstallerError(parsed.problems)
  const known = parsed.topology.hosts.map(({ name }) => name)
  const strangers = faults.filter(({ host }) => host !== undefined && !known.includes(host))
  if (strangers.length === 0) return
  throw new InstallerError(
    strangers.map(({ host = '', ...fault }): Problem => {
      const nearest = nearestOf(host, known) ?? known[0] ?? ''
      const details = {
        given: faultText({ ...fault, host }),
        host: printable(host),
        nearest,
        known: known.join(', '),
      }
      return problem('rehearsal.unknown-host', details)
    }),
  )
}

function readNumber(option: string, given: unknown, most: number): number | undefined {
  if (given === undefined) return undefined
  const number = typeof given === 'string' && /^\d+(\.\d+)?$/.test(given) ? Number(given) : Number.NaN
  if (number > 0 && number <= most) return number
  const details = { option, value: printable(String(given)), allowed: `1 ... ${most}` }
  throw new InstallerError(problem('command.invalid-option', details))
}

import { dirname } from 'node:path'
import stringWidth from 'string-width'
import { shellQuote } from '../../lib/text.js'
import { jsonLine } from '../../lib/unseen.js'
import { type Fault, faultText } from '../../rehearsal/faults.js'
import { isTampering } from '../../rehearsal/tampering.js'
import type { Day } from '../../wizard/home/day.js'
import { EXIT, type ExitCode } from '../program/exit-code.js'
import { type Call, type Output, openSession, type Session, type World } from '../program/session.js'
import { ERASE_LINE } from '../terminal/live-lines.js'
import { afterReaddress } from './after-readdress.js'
import { dayIn, dayJourney, dayOfFile } from './later-day.js'
import { afterLostLaptop, type JourneyStep } from './lost-laptop.js'
import { type OpenRehearsal, openRehearsal } from './open-rehearsal.js'
import {
  DEFAULT_PRESET,
  refuseStrangers,
  rehearsalOrder,
  rehearsalText,
  writeCertificate,
} from './rehearsal-order.js'

/**
 * The whole installation on simulated hosts: in a terminal by the wizard, else by the same commands as on real ones.
 * Leaves nothing behind.
 */
export async function rehearse(session: Session, { options }: Call): Promise<ExitCode> {
  const order = rehearsalOrder(options)
  const dayId = dayIn(options)
  const { screens } = session.world
  const { yes, json, file } = session.options
  if (screens !== undefined && yes !== true && json !== true) {
    const { wizard } = await import('../wizard/wizard.js')
    const isCertain = [file, options.preset, options.hosts, dayId].some(Boolean)
    const text = isCertain ? await rehearsalText(session, options) : undefined
    return wizard(session, screens, {
      isRehearsal: true,
      rehearsal: order,
      ...(dayId === undefined ? {} : { dayId }),
      ...(text === undefined ? {} : { text }),
    })
  }
  const rehearsal = await openRehearsal({ ...order, text: await rehearsalText(session, options) })
  try {
    await writeCertificate(rehearsal.folder)
    await refuseStrangers(rehearsal.file, order.faults ?? [], session.world.presetsDirectory)
    const shown = labelled(session, rehearsal)
    const day = dayId && (await dayOfFile(shown, rehearsal.file, dayId))
    const code = await goThrough(shown, rehearsal, order.faults ?? [], day)
    if (code === EXIT.done) shown.print(shown.say('rehearse.next', { command: forReal(file, options) }))
    return code
  } finally {
    await rehearsal.dispose()
  }
}

/** The command that begins on real hosts what was rehearsed. */
function forReal(file: string | undefined, { preset = DEFAULT_PRESET }: Call['options']): string {
  return file === undefined ? `init bank-a --preset ${preset}` : `apply --file ${shellQuote(file)}`
}

/** What an operator does, one command after the other; after each fault the same one again. */
const JOURNEY = ['check', 'apply', 'plan']
/** Only then does anybody log in. */
const ROTATION = 'secrets rotate console-password'
/** Says for whom an update makes a restart due. */
const LOOK = 'status --once'

async function goThrough(
  session: Session,
  rehearsal: OpenRehearsal,
  ordered: readonly Fault[],
  day: Day | undefined,
) {
  const { met } = rehearsal
  const { say, print, paint, emit, world } = session
  const begunAt = world.now().getTime()
  print(paint('strong', say('rehearse.begins')))
  const orderOf = (fault: Fault['name']) => ordered.find(({ name }) => name === fault)
  const [lost, changed] = [orderOf('lost-laptop'), orderOf('address-changed')]
  const commands = [
    ...JOURNEY,
    ...(orderOf('login-refused') !== undefined ? [ROTATION] : []),
    ...(orderOf('library-updated') !== undefined ? [LOOK] : []),
  ]
  const isTampered = ordered.some(({ name }) => isTampering(name))
  const journey: readonly JourneyStep[] = [
    ...commands.flatMap((command): JourneyStep[] => [
      ...(command === 'plan' && isTampered ? lookedAt(session.file) : []),
      { command, file: session.file, ...(isTampered ? { mayEndWith: EXIT.changesPending } : {}) },
    ]),
    ...(changed === undefined ? [] : await afterReaddress(session, rehearsal, changed)),
    ...(day === undefined ? [] : dayJourney(session, session.file, day)),
    ...(lost === undefined ? [] : await afterLostLaptop(session, lost)),
  ]
  for (const [i, step] of journey.entries()) {
    if (step.happens !== undefined) print('', paint('advice', await step.happens()))
    const { command, file, env, mayEndWith } = step
    for (;;) {
      const before = met().length
      emit({ type: 'rehearsing', command })
      print('', paint('strong', say('rehearse.step', { step: i + 1, steps: journey.length, command })), '')
      const code = await world.runCommandLine([...command.split(' '), ...globalOptions(session, file)], {
        ...world,
        workingDirectory: dirname(file),
        env: { ...world.env, ...env },
      })
      if (code === EXIT.done || code === mayEndWith) break
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
  const unmet = ordered
    .filter((fault) => fault !== lost && fault !== changed && !met().includes(fault))
    .map(faultText)
  print('', paint('done', say('rehearse.done', { seconds })))
  if (unmet.length > 0) print(paint('warning', say('rehearse.unmet', { faults: unmet.join(', ') })))
  emit({ type: 'rehearsed', seconds, faults: met().map(faultText), unmet })
  return EXIT.done
}

/** What shows that somebody was at the hosts, whatever it comes to. */
function lookedAt(file: string): JourneyStep[] {
  return ['check --drift', 'status --once'].map((command) => ({ command, file, mayEndWith: EXIT.failed }))
}

/** Nobody is asked: there is nothing to be careful with. */
function globalOptions({ language, options }: Session, file: string): string[] {
  return [
    `--file=${file}`,
    `--lang=${language}`,
    '--yes',
    '--accept-new-host-keys',
    ...(options.json ? ['--json'] : []),
    ...(options.verbose ? ['--verbose'] : []),
    ...(options.color === false ? ['--no-color'] : []),
  ]
}

/** The operator's session, with simulated hosts behind it and a label on everything that it says. */
export function labelled(session: Session, { machines, folder, file }: OpenRehearsal): Session {
  const { world, language, say, paint, options } = session
  const label = paint('advice', `${say('rehearse.label')} `)
  const width = stringWidth(label)
  const rehearsed: World = {
    ...world,
    stdout: options.json ? labelledJson(world.stdout) : labelledOutput(world.stdout, label, width),
    stderr: labelledOutput(world.stderr, label, width),
    env: { METIS_SSH_PASSWORD: 'rehearsal', METIS_DATABASE_PASSWORD: 'rehearsal', ...world.env },
    workingDirectory: folder,
    connect: machines.connect,
    open: async (opened, needs, command) => {
      const { openOrganisation } = await import('../organisation/open-organisation.js')
      return openOrganisation(opened, needs, command, machines)
    },
  }
  return openSession(rehearsed, language, { ...options, file })
}

/** Writes to `output` with a label at the beginning of every line, so that none can be taken for a real one. */
export function labelledOutput(output: Output, label: string, labelWidth: number): Output {
  let isLineStart = true
  return {
    isTTY: output.isTTY,
    get columns() {
      return output.columns - labelWidth
    },
    write: (text) => {
      let labelled = ''
      for (const piece of pieces(text)) {
        const isBreak = piece === '\n' || piece === ERASE_LINE
        if (isLineStart && piece !== ERASE_LINE) labelled += piece === '\n' ? label.trimEnd() : label
        labelled += piece
        isLineStart = isBreak
      }
      output.write(labelled)
    },
  }
}

/** Line breaks, ways back to the beginning of a line, whose label goes too, and what is between them. */
function pieces(text: string): string[] {
  const split = (parts: readonly string[], at: string) =>
    parts.flatMap((part) => part.split(at).flatMap((one, i) => (i === 0 ? [one] : [at, one])))
  return split(split([text], '\n'), ERASE_LINE).filter((piece) => piece !== '')
}

/** JSON lines, each with `"rehearsal":true`. */
export function labelledJson(output: Output): Output {
  return {
    ...output,
    write: (text) => {
      const lines = text.split('\n').filter((line) => line !== '')
      for (const line of lines) {
        const value = JSON.parse(line) as Record<string, unknown>
        output.write(jsonLine({ ...value, rehearsal: true }))
      }
    },
  }
}

import { askHold } from '../actions/hold.js'
import { InstallerError, problem } from '../errors/problem.js'
import { type HoldSeen, holdFact } from '../facts/hold.js'
import { sh } from '../lib/command.js'
import { instancePaths } from '../topology/host-paths.js'
import { type Instance, instanceId } from '../topology/topology.js'
import { jobFor } from '../transports/errand.js'
import { pad, printable } from '../ui/text.js'
import type { Organisation } from './organisation/organisation.js'
import { selectInstances } from './organisation/select-instances.js'
import { atWorkTeller, withOrganisation } from './organisation/with-organisation.js'
import { EXIT, type ExitCode } from './program/exit-code.js'
import { countIn } from './program/option.js'
import { type Call, type Session, throwIfInterrupted } from './program/session.js'

const DEFAULT_LINES = 100
const MOST_LINES = 1_000_000
const STRANGE_LINES = 20
/** More than a host says of who holds it. */
const HOLD_LINES = 10
/** Printed between that and the journal. */
const JOURNAL_BEGINS = 'metis-journal'

/**
 * Log lines of instances: sorted by time when they are all there, as they come when they are followed. Ahead of them who is at
 * work on their hosts, asked in the same round trip.
 */
export function logs(session: Session, { words, options }: Call): Promise<ExitCode> {
  const follow = options.follow === true
  // None to begin with is only of use to whoever waits for more.
  const count = countIn('--lines', options.lines, follow ? 0 : 1, MOST_LINES) ?? DEFAULT_LINES
  const needs = { artifacts: false, lock: false, command: 'logs' }
  return withOrganisation(session, needs, async (organisation) => {
    const { topology } = organisation
    const selected = selectInstances(session, topology, words)
    const width = Math.max(...selected.map((instance) => instanceId(instance).length))
    const show = (line: LogLine) => showLine(session, line, width)
    const found: LogLine[] = []
    let isSilent = true
    const onHold = atWorkTeller(session)
    const hosts = [...new Set(selected.map(({ host }) => host))]
    const readings = hosts.map((host) => {
      const instances = selected.filter((instance) => instance.host === host)
      const onLine = (line: LogLine) => {
        isSilent = false
        if (follow) show(line)
        else found.push(line)
      }
      return readHostLog(session, organisation, host, instances, { count, follow, onLine, onHold })
    })
    // One host's trouble does not hide the lines of the others.
    const ends = follow ? [await Promise.all(readings)] : await Promise.allSettled(readings)
    for (const line of found.toSorted((a, b) => a.at - b.at)) show(line)
    for (const end of ends) if ('reason' in end) throw end.reason
    throwIfInterrupted(session)
    if (isSilent) session.note(session.say('logs.none'))
    return EXIT.done
  })
}

interface Wanted {
  readonly count: number
  readonly follow: boolean
  readonly onLine: (line: LogLine) => void
  readonly onHold: (host: string, hold: HoldSeen | undefined) => void
}

interface LogLine extends JournalLine {
  readonly instance: string
  readonly host: string
}

/** Tells `wanted` each line of these instances on one host, secrets masked. Throws `command.logs-failed`. */
export async function readHostLog(
  session: Session,
  { engine, topology, release, mask }: Organisation,
  host: string,
  instances: readonly Instance[],
  wanted: Wanted,
): Promise<void> {
  const names = new Map(
    instances.map((instance) => [instancePaths({ topology, release, instance }).unit, instance.name]),
  )
  const transport = await engine.transport(host)
  const { stop } = session.world.interrupts
  if (stop.aborted) return
  const strange: string[] = []
  const held: string[] = []
  let hasBegun = false
  const reading = transport.run(journalCommand([...names.keys()], wanted), {
    raw: true,
    changesNothing: true,
    keepOutput: false,
    signal: stop,
    onLine: (text) => {
      if (!hasBegun) {
        hasBegun = text === JOURNAL_BEGINS
        if (hasBegun) wanted.onHold(host, holdFact.parse(held.join('\n')))
        else if (held.length < HOLD_LINES) held.push(text)
        return
      }
      const line = parseJournalLine(text)
      const instance = line === undefined ? undefined : names.get(line.unit)
      if (line !== undefined && instance !== undefined) {
        wanted.onLine({ ...line, message: mask(line.message), instance, host })
      } else if (line === undefined) {
        strange.push(mask(text))
        if (strange.length > STRANGE_LINES) strange.shift()
      }
    },
  })
  const { exitCode } = await reading
  if (exitCode === 0 || stop.aborted) return
  const [unit = ''] = names.keys()
  const failed = problem('command.logs-failed', { exitCode, unit }, { host })
  throw new InstallerError({ ...failed, output: strange })
}

function journalCommand(units: readonly string[], { count, follow }: Wanted) {
  const options = [
    '--no-pager',
    '--quiet',
    '--output=json',
    '--output-fields=MESSAGE,UNIT,_SYSTEMD_UNIT',
    `--lines=${count}`,
    ...(follow ? ['--follow'] : []),
    ...units.map((unit) => `--unit=${unit}`),
  ]
  // In a shell of its own: what looked at the lock must not have it as long as the journal is followed.
  const script = sh`(${askHold}
) 2>/dev/null
echo ${JOURNAL_BEGINS}
journalctl ${options}`
  return jobFor({ kind: 'logs', units, count, follow, begins: JOURNAL_BEGINS }, script)
}

function showLine(session: Session, line: LogLine, width: number): void {
  const time = new Date(line.at / 1000).toISOString()
  const { instance, host, message } = line
  session.emit({ type: 'log', time, host, instance, message })
  const name = session.paint('muted', pad(instanceId({ name: instance, host }), width))
  for (const part of message.split('\n')) session.print(`${name}  ${time.slice(0, 19)}Z  ${printable(part)}`)
}

/** One entry of a systemd journal. */
interface JournalLine {
  readonly unit: string
  /** Microseconds since the epoch, by the host's clock. */
  readonly at: number
  readonly message: string
}

/** Reads a line of `journalctl -o json`; undefined for what is none. Messages that are not UTF-8 come as bytes. */
export function parseJournalLine(line: string): JournalLine | undefined {
  let entry: Record<string, unknown>
  try {
    entry = JSON.parse(line) as Record<string, unknown>
  } catch {
    return undefined
  }
  if (typeof entry !== 'object' || entry === null) return undefined
  // systemd's own words about a unit name it in UNIT, and come from init.scope.
  const unit = entry.UNIT ?? entry._SYSTEMD_UNIT
  const at = Number(entry.__REALTIME_TIMESTAMP)
  const message = messageOf(entry.MESSAGE)
  if (typeof unit !== 'string' || !Number.isFinite(at) || message === undefined) return undefined
  return { unit, at, message }
}

function messageOf(message: unknown): string | undefined {
  if (typeof message === 'string') return message
  if (message === null) return ''
  if (!Array.isArray(message) || message.some((byte) => typeof byte !== 'number')) return undefined
  return Buffer.from(message as number[]).toString('utf8')
}

import { type RunLine, readRunLog } from '../../actions/run-log.js'
import { type Problem, problemsOf } from '../../errors/problem.js'
import { runLinesIn } from '../../facts/run-log.js'
import { groupBy } from '../../lib/group-by.js'
import { isByHand } from '../../topology/topology.js'
import { jobFor } from '../../transports/errand.js'
import { table } from '../../ui/table.js'
import { printable } from '../../ui/text.js'
import type { Organisation } from '../organisation/organisation.js'
import { withOrganisation } from '../organisation/with-organisation.js'
import { EXIT, type ExitCode } from '../program/exit-code.js'
import { type Session, throwIfInterrupted } from '../program/session.js'
import { showProblems } from '../terminal/show-problems.js'

const MOST_RUNS = 20

/** One run, as the hosts that it was on have logged it. */
interface LoggedRun {
  readonly begun: RunLine
  /** How it ended there, by host; `begun` where the host has seen no end of it. */
  readonly outcomes: Readonly<Record<string, RunLine['what']>>
}

/** The last runs on all hosts that answer, or those of one generation; one round trip each. */
export function showRuns(session: Session, generation: number | undefined): Promise<ExitCode> {
  const needs = { artifacts: false, lock: false, command: 'history' }
  return withOrganisation(session, needs, async (organisation) => {
    const { say, print, note, emit, paint, width } = session
    const { lines, problems, answered } = await askAll(session, organisation)
    const runs = runsIn(lines)
      .filter(({ begun }) => generation === undefined || begun.generation === generation)
      .slice(0, MOST_RUNS)
    for (const { begun, outcomes } of runs) {
      const { what: _, organisation: __, ...told } = begun
      emit({ type: 'logged-run', ...told, outcomes })
    }
    const columns = [
      { title: say('history.when') },
      { title: say('history.who') },
      { title: say('history.command') },
      { title: say('history.generation'), align: 'right' as const },
      { title: say('history.outcome') },
    ]
    const rows = runs.map(({ begun, outcomes }) => [
      begun.at.replace(/\.\d+Z$/, 'Z'),
      printable(`${begun.user}@${begun.machine}`),
      printable(begun.command),
      String(begun.generation ?? ''),
      outcomeText(session, outcomes),
    ])
    if (answered === 0) print(say('history.runs.no-host'))
    else if (runs.length === 0) print(say('history.runs.none'))
    else print(...table(columns, rows, { paint, width }), '')
    const hosts = problems.flatMap(({ where: { host } }) => host ?? [])
    if (hosts.length > 0 && answered > 0) note(say('history.runs.some-silent', { hosts: hosts.join(', ') }))
    await showProblems(session, problems)
    return problems.length > 0 && answered === 0 ? EXIT.failed : EXIT.done
  })
}

type HostLine = readonly [host: string, line: RunLine]

async function askAll({ world }: Session, { engine, topology }: Organisation) {
  const signal = world.interrupts.stop
  const problems: Problem[] = []
  const lines: HostLine[] = []
  let answered = 0
  const ask = async (host: string) => {
    const transport = await engine.transport(host)
    const job = jobFor({ kind: 'read-run-log' }, readRunLog)
    const { output } = await transport.run(job, { raw: true, changesNothing: true, signal })
    const own = runLinesIn(output).filter((line) => line.organisation === topology.organisation)
    answered += 1
    lines.push(...own.map((line) => [host, line] as const))
  }
  const hosts = topology.hosts.map(({ name }) => name).filter((host) => !isByHand(topology, host))
  await Promise.all(
    hosts.map((host) => ask(host).catch((error: unknown) => void problems.push(...problemsOf(error)))),
  )
  throwIfInterrupted({ world })
  return { lines, problems, answered }
}

/** The newest first. */
function runsIn(lines: readonly HostLine[]): LoggedRun[] {
  // A host that tells something else of a run than the others tells of another one.
  const identity = ([, { run, user, machine, command, plan }]: HostLine) =>
    JSON.stringify([run, user, machine, command, plan])
  const runs = [...groupBy(lines, identity).values()].flatMap((own): LoggedRun[] => {
    const [first] = own.toSorted(([, a], [, b]) => Date.parse(a.at) - Date.parse(b.at))
    if (first === undefined) return []
    const ended = own.filter(([, { what }]) => what !== 'begun')
    const all = [...own, ...ended].map(([host, { what }]) => [host, what] as const)
    return [{ begun: first[1], outcomes: Object.fromEntries(all.toSorted(([a], [b]) => (a < b ? -1 : 1))) }]
  })
  return runs.toSorted((a, b) => Date.parse(b.begun.at) - Date.parse(a.begun.at))
}

/** `done: h1 h2; no end: h3` */
function outcomeText({ say }: Session, outcomes: LoggedRun['outcomes']): string {
  const hosts = groupBy(Object.keys(outcomes), (host) => outcomes[host] ?? 'begun')
  return [...hosts].map(([what, names]) => `${say(`history.outcome.${what}`)}: ${names.join(' ')}`).join('; ')
}

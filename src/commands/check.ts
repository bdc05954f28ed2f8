import { InstallerError, type Problem } from '../errors/problem.js'
import type { HostFacts } from '../facts/host-facts.js'
import { python } from '../preflight/checks/python.js'
import { CHECKS, type CheckId, type CheckResult, checkSummary, checkWord } from '../preflight/index.js'
import type { Facts } from '../runner/engine.js'
import type { Host } from '../topology/topology.js'
import type { Meaning } from '../ui/colour.js'
import { type TableCell, table } from '../ui/table.js'
import { pad, printable } from '../ui/text.js'
import { closedProof } from '../wizard/proofs.js'
import type { Organisation } from './organisation/organisation.js'
import { gatherFacts, tellByHand, withOrganisation } from './organisation/with-organisation.js'
import { EXIT, type ExitCode } from './program/exit-code.js'
import { type Call, type Session, throwIfInterrupted } from './program/session.js'
import { countProblems, showProblems } from './terminal/show-problems.js'
import { tellClosed } from './terminal/tell-closed.js'

/** Preflight: can this work? Changes nothing. */
export function check(session: Session, { options }: Call): Promise<ExitCode> {
  // What a bundle does not carry for a host is a finding. What was written is only known with the operator's own files.
  const artifacts = session.bundle !== undefined || (options.drift === true && 'later')
  const needs = { artifacts, lock: false, command: 'check' } as const
  return withOrganisation(session, needs, async (organisation) => {
    const { engine, topology } = organisation
    const { facts, problems: unreached } = await gatherFacts(session, organisation)
    tellByHand(session, organisation)
    session.note(session.say('look.reach'))
    const reach = await engine.tryReach(facts, { signal: session.world.interrupts.stop })
    throwIfInterrupted(session)
    const closed = await engine.tryClosed(facts, { signal: session.world.interrupts.stop })
    throwIfInterrupted(session)
    const drift =
      options.drift === true
        ? await (await import('./find-drift.js')).findDrift(session, organisation, facts)
        : []
    throwIfInterrupted(session)
    const preflight = engine.preflight(facts, reach, closed)
    const given = await givenPython(organisation, facts)
    // Clocks are a matter of both.
    const other = drift.filter(({ code }) => !preflight.some((one) => one.code === code))
    const found = [...organisation.problems, ...unreached, ...preflight, ...other, ...given.problems]
    showHosts(session, topology.hosts, facts, found)
    const { release } = organisation
    const summary = checkSummary({ topology, release, facts, reach, closed, artifacts: given.artifacts })
    for (const [host, checks] of Object.entries(summary)) session.emit({ type: 'host', host, checks })
    session.print(...checkTable(session, summary))
    tellClosed(session, closedProof(topology, closed))
    await showProblems(session, found)
    return conclude(session, found)
  })
}

/** What was given is looked into before there is a plan; what is wrong with a file is a finding like others. */
async function givenPython(organisation: Organisation, facts: Facts) {
  const { topology, release, bundle } = organisation
  try {
    const artifacts = await organisation.givenPython()
    // A bundle's are part of preflight.
    const problems = bundle === undefined ? python({ topology, release, facts, reach: [], artifacts }) : []
    return { artifacts, problems }
  } catch (error) {
    if (!(error instanceof InstallerError)) throw error
    return { artifacts: [], problems: error.problems }
  }
}

function conclude({ say, print, paint, emit }: Session, found: readonly Problem[]): ExitCode {
  const counts = countProblems(found)
  emit({ type: 'checked', ...counts })
  if (counts.errors === 0) print(paint('done', say('check.ok')), say('check.next'))
  else print(paint('failed', say('check.not-ok', counts)))
  return counts.errors === 0 ? EXIT.done : EXIT.failed
}

function showHosts(session: Session, hosts: readonly Host[], facts: Facts, found: readonly Problem[]): void {
  const { say, print, paint, width } = session
  const columns = [
    { title: say('column.host') },
    { title: say('check.column.system') },
    { title: say('check.column.size') },
    { title: say('check.column.clock'), align: 'right' as const },
    { title: say('check.column.findings') },
  ]
  const rows = hosts.map((host) => {
    const known = facts[host.name]
    const own = found.filter(({ where }) => where.host === host.name)
    const seen = known === undefined ? ['', '', ''] : [systemText(known), sizeText(known), clockText(known)]
    return [host.name, ...seen, verdict(session, host, known, own)]
  })
  print(...table(columns, rows, { paint, width }), '')
}

function systemText({ system }: HostFacts): string {
  return printable(`${system.id} ${system.version} ${system.machine}`)
}

// `8/16G/180G`: cores, memory, free disk.
function sizeText({ hardware }: HostFacts): string {
  const gib = (mib: number) => `${Math.round(mib / 1024)}G`
  return `${hardware.cores}/${gib(hardware.memoryMib)}/${gib(hardware.diskFreeMib)}`
}

function clockText({ clock }: HostFacts): string {
  const seconds = clock.offsetMs / 1000
  return `${seconds < 0 ? '-' : '+'}${Math.abs(seconds).toFixed(1)}s`
}

function verdict(
  { say }: Session,
  { byHand }: Host,
  known: HostFacts | undefined,
  own: readonly Problem[],
): TableCell {
  if (known === undefined && byHand === true) return { text: say('status.by-hand'), meaning: 'advice' }
  if (known === undefined) return { text: say('check.unreachable'), meaning: 'failed' }
  if (own.length === 0) return { text: say('check.result.ok'), meaning: 'done' }
  const counts = countProblems(own)
  const meaning = counts.errors > 0 ? 'failed' : counts.warnings > 0 ? 'warning' : 'advice'
  return { text: say('check.found', counts), meaning }
}

type Summary = Readonly<Record<string, Readonly<Record<CheckId, CheckResult>>>>

const MEANINGS: Readonly<Record<CheckResult, Meaning>> = {
  ok: 'done',
  warning: 'warning',
  error: 'failed',
  unknown: 'muted',
}

const NAME_COLUMN = 20
const GAP = 2

/** Checks down, hosts across; as many tables below each other as the width of the screen asks for. */
function checkTable(session: Session, summary: Summary): string[] {
  const { say, paint, width } = session
  const hosts = Object.keys(summary)
  const widest = Math.max(7, ...hosts.map((host) => host.length))
  const perTable = Math.max(1, Math.floor((width - NAME_COLUMN) / (widest + GAP)))
  const out: string[] = []
  for (let first = 0; first < hosts.length; first += perTable) {
    const shown = hosts.slice(first, first + perTable)
    const columns = [
      { title: pad(say('check.check'), NAME_COLUMN - GAP) },
      ...shown.map((title) => ({ title })),
    ]
    const rows = CHECKS.map((id) => [
      say(checkWord(id)),
      ...shown.map((host) => {
        const result = summary[host]?.[id] ?? 'unknown'
        return { text: say(`check.result.${result}`), meaning: MEANINGS[result] }
      }),
    ])
    out.push(...table(columns, rows, { paint, width }), '')
  }
  return out
}

import { InstallerError, type Problem } from '../errors/problem.js'
import { fileSums, fileSumsIn } from '../facts/file-sums.js'
import { type ExpectedFiles, expectedFiles } from '../planner/expected-files.js'
import { pathsChanged } from '../preflight/upkeep/changed-files.js'
import { upkeep } from '../preflight/upkeep/index.js'
import type { Facts } from '../runner/engine.js'
import { jobFor } from '../transports/errand.js'
import type { Organisation } from './organisation/organisation.js'
import type { Session } from './program/session.js'

/**
 * What somebody has changed by hand: what a look shows, and files that hold something else although size and time are the same. Each
 * host reads its own once, behind all other work.
 */
export async function findDrift(
  session: Session,
  organisation: Organisation,
  facts: Facts,
): Promise<Problem[]> {
  const { topology, release } = organisation
  const nowMs = session.world.now().getTime()
  const found = await compareAll(session, organisation, facts, (host, changed) =>
    changed.then((paths) => pathsChanged('upkeep.content-changed', host, paths)).catch(problemsOnly),
  )
  return [...upkeep({ topology, release, facts, nowMs }), ...found.flat()]
}

/** The same facts, in which such files are told as changed, so that a plan has them written anew. */
export async function factsWithDrift(
  session: Session,
  organisation: Organisation,
  facts: Facts,
): Promise<Facts> {
  const found = await compareAll(session, organisation, facts, async (host, changed) => {
    const paths = await changed
    return [host, paths] as const
  })
  const changed = new Map(found)
  return Object.fromEntries(
    Object.entries(facts).map(([host, told]) => {
      const receipts = told.receipts.map((receipt) =>
        changed.get(host)?.includes(receipt.path ?? '') ? { ...receipt, stat: 'other content' } : receipt,
      )
      return [host, { ...told, receipts }]
    }),
  )
}

function compareAll<T>(
  session: Session,
  organisation: Organisation,
  facts: Facts,
  use: (host: string, changed: Promise<string[]>) => Promise<T>,
): Promise<T[]> {
  const input = organisation.planInput(facts)
  const expected = expectedFiles(input, organisation.secrets)
  const compared = [...expected].filter(([host, files]) => files.size > 0 && !isByHand(organisation, host))
  const count = compared.reduce((sum, [, files]) => sum + files.size, 0)
  session.note(session.say('check.drift', { count, hosts: compared.length }))
  return Promise.all(
    compared.map(([host, files]) => use(host, changedOn(session, organisation, host, files))),
  )
}

async function changedOn(
  { world }: Session,
  { engine }: Organisation,
  host: string,
  files: ExpectedFiles,
): Promise<string[]> {
  const paths = [...files.keys()]
  const transport = await engine.transport(host)
  const { output } = await transport.run(jobFor({ kind: 'file-sums', paths }, fileSums(paths)), {
    lane: 'bulk',
    raw: true,
    changesNothing: true,
    signal: world.interrupts.stop,
  })
  const sums = fileSumsIn(output)
  return paths.filter((path) => sums.has(path) && sums.get(path) !== files.get(path))
}

function isByHand({ carried }: Organisation, host: string): boolean {
  return carried.some((one) => one.host === host)
}

function problemsOnly(error: unknown): Problem[] {
  if (error instanceof InstallerError) return [...error.problems]
  throw error
}

import { actionFunctions } from '../actions/action-functions.js'
import { confirmTable, loadTable } from '../actions/close-ports.js'
import { InstallerError, type Problem, problem } from '../errors/problem.js'
import { lines, sh } from '../lib/command.js'
import { nodeScript } from '../planner/node-script.js'
import type { PlanNode } from '../planner/plan.js'
import { jobFor } from '../transports/errand.js'
import type { RunResult, Transport } from '../transports/transport.js'
import { diagnose } from './diagnose.js'
import { againWhenLost, type HostLink } from './host-link.js'
import type { OngoingRun } from './ongoing-run.js'

/**
 * Closes a host's ports for good once it is proven, over new connections, that this program still reaches the host, and that others
 * reach what they need. Otherwise nobody confirms, and the host takes it back by itself.
 */
export async function runClosing(node: PlanNode, link: HostLink, run: OngoingRun): Promise<void> {
  const { action } = node
  if (action.kind !== 'close-ports') throw new Error(`${node.id} closes nothing`)
  run.schedule.mark(node.id, 'running')
  run.emit({ type: 'started', node: node.id })
  const startedAt = performance.now()
  const owner = { organisation: run.input.topology.organisation, receipts: run.receipts }
  const signal = run.options.abort
  const load = jobFor({ kind: 'load-table', node }, loadTable(action))
  const keep = jobFor(
    { kind: 'confirm-table', node, owner },
    lines(sh`set -e`, actionFunctions, confirmTable(action), nodeScript(node, owner)),
  )
  const onLost = (error: InstallerError) =>
    run.emit({ type: 'host-lost', host: node.host, problem: error.problems[0] })
  const failed = ({ exitCode, output }: RunResult) =>
    exitCode === 0 ? undefined : diagnose(node, exitCode, output.split('\n'))
  const change = async (transport: Transport) => {
    run.log?.begin(transport, node.host)
    return (
      failed(await transport.run(load, { signal, lane: 'aside' })) ??
      (await prove(node, run)) ??
      failed(await transport.run(keep, { signal, lane: 'aside' }))
    )
  }
  // From the beginning where the connection was lost on the way: what was loaded then goes back first.
  const why = await againWhenLost(link, signal, change, onLost)
  if (why !== undefined) {
    run.fail(node, why)
    return
  }
  run.schedule.mark(node.id, 'succeeded')
  run.emit({ type: 'succeeded', node: node.id, milliseconds: Math.round(performance.now() - startedAt) })
}

/** What new connections came to; undefined when all is well. */
async function prove({ host, action, id }: PlanNode, run: OngoingRun): Promise<Problem | undefined> {
  const dials = action.kind === 'close-ports' ? action.dials : []
  const where = { host, action: id }
  const reached = await outcome(run.proofs.reach(host), run)
  if ('failure' in reached)
    return { ...problem('firewall.cut-off', { host }, where), output: [reached.failure] }
  const answers = await Promise.all(
    dials.map(async (dial) => ({ dial, came: await outcome(run.proofs.dial(dial), run) })),
  )
  for (const { dial, came } of answers) {
    if (!('failure' in came)) continue
    return { ...problem('firewall.not-asked', { host, from: dial.from }, where), output: [came.failure] }
  }
  const closed = answers.flatMap(({ dial, came }) =>
    'value' in came && came.value === 'filtered' ? [dial] : [],
  )
  const [first] = closed
  if (first === undefined) return undefined
  const output = closed.slice(0, SHOWN).map(({ from, address, port }) => `${from} -> ${address}:${port}`)
  return { ...problem('firewall.pair-cut-off', { host, ...first, count: closed.length }, where), output }
}

const SHOWN = 20

/** What a connection gave, or the code of why it did not come about; bugs are thrown. */
async function outcome<T>(
  work: Promise<T>,
  { options }: OngoingRun,
): Promise<{ readonly value: T } | { readonly failure: string }> {
  try {
    return { value: await work }
  } catch (error) {
    if (!(error instanceof InstallerError) || options.abort.aborted) throw error
    return { failure: error.problems.map(({ code }) => code).join(' ') }
  }
}

import { InstallerError, problem } from '../errors/problem.js'
import { nodeScript } from '../planner/node-script.js'
import type { PlanNode } from '../planner/plan.js'
import { arrivedCommand, arrivedPart } from '../transports/arrived.js'
import { carryFile, readSum, sumUpCommand } from '../transports/carry-file.js'
import { jobFor } from '../transports/errand.js'
import type { Incoming } from '../transports/partial-file.js'
import type { Transport } from '../transports/transport.js'
import { diagnose } from './diagnose.js'
import { againWhenLost, type HostLink } from './host-link.js'
import type { OngoingRun } from './ongoing-run.js'

const SENT_EVENT_BYTES = 1024 * 1024

/** Brings one file from another host, through this machine, from where an earlier try has come to. */
export async function runCarry(node: PlanNode, link: HostLink, run: OngoingRun): Promise<void> {
  run.schedule.mark(node.id, 'running')
  run.emit({ type: 'started', node: node.id })
  const startedAt = performance.now()
  const owner = { organisation: run.input.topology.organisation, receipts: run.receipts }
  const signal = run.options.abort
  const onLost = (host: string) => (error: InstallerError) =>
    run.emit({ type: 'host-lost', host, problem: error.problems[0] })
  const source = run.link(sourceOf(node).from)
  const result = await againWhenLost(
    link,
    signal,
    (to) =>
      againWhenLost(source, signal, (from) => bring(node, from, to, run), onLost(source.host.name)).then(() =>
        to.run(jobFor({ kind: 'receipt', node, owner }, nodeScript(node, owner)), { signal, lane: 'bulk' }),
      ),
    onLost(node.host),
  )
  if (result.exitCode !== 0) {
    run.fail(node, diagnose(node, result.exitCode, result.output.split('\n')))
    return
  }
  run.schedule.mark(node.id, 'succeeded')
  run.emit({ type: 'succeeded', node: node.id, milliseconds: Math.round(performance.now() - startedAt) })
}

async function bring(node: PlanNode, from: Transport, to: Transport, run: OngoingRun): Promise<void> {
  const { path, from: source } = sourceOf(node)
  const signal = run.options.abort
  run.log?.begin(to, node.host)
  const summed = await from.run(jobFor({ kind: 'sum-up', path }, sumUpCommand(path)), {
    signal,
    lane: 'bulk',
    raw: true,
  })
  const file = readSum(path, summed.output)
  if (file === undefined) {
    const output = summed.output.split('\n').filter(Boolean).slice(-5)
    const why = problem('run.not-handed-over', { host: source, path }, { host: source })
    throw new InstallerError({ ...why, output })
  }
  const arrived = await to.run(jobFor({ kind: 'arrived', file }, arrivedCommand(file)), {
    signal,
    lane: 'bulk',
    raw: true,
  })
  const offset = arrivedPart(arrived.output)
  if (offset !== 'whole')
    await carryFile({ file, offset, from, to, signal, onBytes: telling(node, file, run) })
}

/** What is told of bytes on their way, a mebibyte apart. */
function telling({ id, action }: PlanNode, { size }: Incoming, run: OngoingRun): (bytes: number) => void {
  let told = 0
  const from = action.kind === 'carry' ? action.from : ''
  return (bytes) => {
    if (bytes < size && bytes - told < SENT_EVENT_BYTES) return
    told = bytes
    run.emit({ type: 'sent', node: id, bytes, total: size, from })
  }
}

function sourceOf({ id, action }: PlanNode) {
  if (action.kind !== 'carry') throw new Error(`${id} carries nothing`)
  return action
}

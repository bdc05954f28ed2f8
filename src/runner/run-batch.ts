import { randomUUID } from 'node:crypto'
import type { PlanNode } from '../planner/plan.js'
import { jobFor } from '../transports/errand.js'
import type { LaneName, Transport } from '../transports/transport.js'
import { batchScript, readMark } from './batch.js'
import { diagnose } from './diagnose.js'
import { againWhenLost, type HostLink } from './host-link.js'
import type { OngoingRun } from './ongoing-run.js'
import { putBack } from './put-back.js'

const LINES_KEPT = 40

/** Carries out some nodes of one host in one round trip; nodes that a lost connection left open are done again. */
export async function runBatch(
  batch: readonly PlanNode[],
  link: HostLink,
  run: OngoingRun,
  lane: LaneName = 'scripts',
): Promise<void> {
  for (const node of batch) run.schedule.mark(node.id, 'running')
  const open = () => batch.filter(({ id }) => run.schedule.state(id) === 'running')
  let lost = false
  await againWhenLost(
    link,
    run.options.abort,
    (transport) => {
      if (lost) run.emit({ type: 'host-back', host: link.host.name })
      lost = false
      const [next] = open()
      if (next !== undefined && lane === 'scripts') run.tell?.(transport, link.host.name, next.phase)
      run.log?.begin(transport, link.host.name)
      return runOnce(open(), transport, run, lane)
    },
    (error) => {
      lost = true
      run.emit({ type: 'host-lost', host: link.host.name, problem: error.problems[0] })
    },
  )
}

async function runOnce(
  batch: readonly PlanNode[],
  transport: Transport,
  run: OngoingRun,
  lane: LaneName,
): Promise<void> {
  const marker = `\u001e${randomUUID()}`
  const owner = { organisation: run.input.topology.organisation, receipts: run.receipts }
  let current: { node: PlanNode; startedAt: number; output: string[] } | undefined
  const onLine = (line: string) => {
    const mark = readMark(line, marker)
    if (mark === undefined) {
      if (current === undefined || line === '') return
      current.output.push(line)
      if (current.output.length > LINES_KEPT) current.output.shift()
      run.emit({ type: 'output', node: current.node.id, line })
      return
    }
    const node = batch[mark.place]
    if (node === undefined) return
    if (mark.mark === 'begin') {
      current = { node, startedAt: performance.now(), output: [] }
      run.emit({ type: 'started', node: node.id })
    } else if (mark.mark === 'skip') {
      run.schedule.mark(node.id, 'pending')
    } else {
      endNode(node, mark.exitCode, current, run)
      current = undefined
    }
  }
  const { abort } = run.options
  const job = jobFor({ kind: 'batch', nodes: batch, owner, marker }, batchScript(batch, owner, marker))
  const { exitCode, output } = await transport.run(job, {
    onLine,
    signal: abort,
    lane,
    marker,
  })
  for (const node of batch) {
    if (run.schedule.state(node.id) !== 'running') continue
    run.fail(node, diagnose(node, exitCode, output.split('\n').slice(-LINES_KEPT)))
  }
}

function endNode(
  node: PlanNode,
  exitCode: number,
  current: { startedAt: number; output: string[] } | undefined,
  run: OngoingRun,
): void {
  if (exitCode !== 0) {
    const why = diagnose(node, exitCode, current?.output ?? [])
    run.fail(node, putBack(node, why, run.schedule) ?? why)
    return
  }
  run.schedule.mark(node.id, 'succeeded')
  const milliseconds = Math.round(performance.now() - (current?.startedAt ?? performance.now()))
  run.emit({ type: 'succeeded', node: node.id, milliseconds })
}

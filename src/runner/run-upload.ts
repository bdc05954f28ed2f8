import { actionFunctions } from '../actions/action-functions.js'
import { lines } from '../lib/command.js'
import { hostFunctions } from '../lib/host-functions.js'
import { nodeScript } from '../planner/node-script.js'
import type { PlanNode } from '../planner/plan.js'
import { jobFor } from '../transports/errand.js'
import { diagnose } from './diagnose.js'
import { againWhenLost, type HostLink } from './host-link.js'
import type { Run } from './run.js'

const SENT_EVENT_BYTES = 1024 * 1024

/** Sends one artifact to one host and leaves its receipt. */
export async function runUpload(node: PlanNode, link: HostLink, run: Run): Promise<void> {
  const { action } = node
  if (action.kind !== 'place-artifact') throw new Error(`${node.id} has nothing to send`)
  run.schedule.mark(node.id, 'running')
  run.emit({ type: 'started', node: node.id })
  const startedAt = performance.now()
  const { path, sha256, size } = action
  let told = 0
  const onBytes = (sent: number) => {
    if (sent < size && sent - told < SENT_EVENT_BYTES) return
    told = sent
    run.emit({ type: 'sent', node: node.id, bytes: sent, total: size })
  }
  const owner = { organisation: run.input.topology.organisation, receipts: run.receipts }
  const signal = run.options.abort
  const script = lines(hostFunctions, actionFunctions, nodeScript(node, owner))
  const receipt = jobFor({ kind: 'receipt', node, owner }, script)
  const result = await againWhenLost(
    link,
    signal,
    async (transport) => {
      const source = run.input.payload(sha256)
      await transport.upload({ source, path, mode: '0755', sha256, size }, { signal, onBytes })
      return transport.run(receipt, { signal, lane: 'bulk' })
    },
    (error) => run.emit({ type: 'host-lost', host: node.host, problem: error.problems[0] }),
  )
  if (result.exitCode !== 0) {
    run.fail(node, diagnose(node, result.exitCode, result.output.split('\n')))
    return
  }
  run.schedule.mark(node.id, 'succeeded')
  run.emit({ type: 'succeeded', node: node.id, milliseconds: Math.round(performance.now() - startedAt) })
}

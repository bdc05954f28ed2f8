import { fileWork } from '../actions/file-work.js'
import { lines } from '../lib/command.js'
import { nodeScript } from '../planner/node-script.js'
import type { PlanNode } from '../planner/plan.js'
import { arrivedBytes, arrivedCommand } from '../transports/arrived.js'
import { jobFor } from '../transports/errand.js'
import type { Transport } from '../transports/transport.js'
import { diagnose } from './diagnose.js'
import { againWhenLost, type HostLink } from './host-link.js'
import type { OngoingRun } from './ongoing-run.js'
import { relayFile } from './relay.js'
import type { Origin, TransferOutcome } from './spread.js'
import { type ArtifactFile, artifactFile } from './wanted-files.js'

const SENT_EVENT_BYTES = 1024 * 1024

/** Brings one artifact to one host, from here or from another host, and leaves its receipt. */
export async function runUpload(
  node: PlanNode,
  first: Origin,
  link: HostLink,
  run: OngoingRun,
): Promise<void> {
  const file = artifactFile(node)
  run.schedule.mark(node.id, 'running')
  run.emit({ type: 'started', node: node.id })
  const startedAt = performance.now()
  const owner = { organisation: run.input.topology.organisation, receipts: run.receipts }
  const signal = run.options.abort
  const script = lines(fileWork, nodeScript(node, owner))
  const receipt = jobFor({ kind: 'receipt', node, owner }, script)
  let lost = false
  let way: Origin | undefined = first
  // From now on, so that whoever asks next counts with it.
  run.spread.began(file, way)
  const end = (outcome: TransferOutcome) => {
    if (way !== undefined) run.spread.ended(file, way, outcome)
    way = undefined
  }
  try {
    const result = await againWhenLost(
      link,
      signal,
      async (transport) => {
        if (lost) run.emit({ type: 'host-back', host: node.host })
        lost = false
        run.log?.begin(transport, node.host)
        for (;;) {
          way ??= await anotherWay(file, run)
          const outcome = await bring(file, way, { transport, link, run })
          if (outcome === 'placed') break
          run.emit({ type: 'output', node: node.id, line: whyNot(outcome, way, node.host) })
          end(outcome)
        }
        return transport.run(receipt, { signal, lane: 'bulk' })
      },
      (error) => {
        lost = true
        end('failed')
        run.emit({ type: 'host-lost', host: node.host, problem: error.problems[0] })
      },
    )
    if (result.exitCode !== 0) {
      run.fail(node, diagnose(node, result.exitCode, result.output.split('\n')))
      return
    }
    end('placed')
  } finally {
    end('failed')
  }
  run.schedule.mark(node.id, 'succeeded')
  run.emit({ type: 'succeeded', node: node.id, milliseconds: Math.round(performance.now() - startedAt) })
}

/** Begun already when it is told: hosts that ask in the same moment count with it. */
async function anotherWay(file: ArtifactFile, { spread, options }: OngoingRun): Promise<Origin> {
  for (;;) {
    options.abort.throwIfAborted()
    const way = spread.chooseAgain(file)
    if (way !== undefined) {
      spread.began(file, way)
      return way
    }
    await new Promise<void>((resolve) => {
      const go = () => {
        options.abort.removeEventListener('abort', go)
        stop()
        resolve()
      }
      const stop = spread.watch(go)
      options.abort.addEventListener('abort', go)
    })
  }
}

interface Bringing {
  readonly transport: Transport
  readonly link: HostLink
  readonly run: OngoingRun
}

/** One try, from where an earlier one has come to. */
async function bring(
  file: ArtifactFile,
  way: Origin,
  { transport, link, run }: Bringing,
): Promise<Exclude<TransferOutcome, 'failed'>> {
  const signal = run.options.abort
  const { id, size } = file
  const source = run.input.payload(file.sha256)
  const ask = async () => {
    const job = jobFor({ kind: 'arrived', file }, arrivedCommand(file))
    return arrivedBytes((await transport.run(job, { signal, lane: 'bulk', raw: true })).output, source)
  }
  const offset = size <= WORTH_ASKING_BYTES ? 0 : await ask()
  if (offset === 'whole') return 'placed'
  let known = offset
  let told = offset
  const onBytes = (bytes: number) => {
    run.spread.moved(file, way, bytes - known)
    known = bytes
    if (bytes < size && bytes - told < SENT_EVENT_BYTES) return
    told = bytes
    run.emit({ type: 'sent', node: id, bytes, total: size, ...way })
  }
  if (offset > 0) run.emit({ type: 'sent', node: id, bytes: offset, total: size, ...way })
  if (way.from === undefined) {
    await transport.upload({ ...file, source, offset }, { signal, onBytes })
    return 'placed'
  }
  const from = run.link(way.from)
  let serving: Transport
  try {
    serving = await from.transport(signal)
  } catch {
    signal.throwIfAborted()
    return 'broken'
  }
  return relayFile({
    file,
    offset,
    source: {
      transport: serving,
      address: from.host.address,
      verify: run.earlier.has(`${way.from} ${file.sha256}`),
    },
    target: { transport, address: link.host.address, host: file.host },
    peers: run.input.topology.hosts.map(({ address }) => address),
    signal,
    onBytes,
  })
}

/** Asking costs a round trip: a small file is sent sooner. */
const WORTH_ASKING_BYTES = 1024 * 1024

function whyNot(outcome: 'unreachable' | 'broken', { from }: Origin, host: string): string {
  return outcome === 'unreachable'
    ? `${host} gets no connection to ${from}; sent another way`
    : `${from} stopped handing it out; the rest is sent another way`
}

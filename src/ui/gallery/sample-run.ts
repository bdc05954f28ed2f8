import { problem } from '../../errors/problem.js'
import type { LogTail } from '../../events/log-tail.js'
import { emptyProgress, fold, type Progress } from '../../events/progress.js'
import type { RunEvent } from '../../events/run-event.js'
import { PHASES } from '../../planner/phases/index.js'
import type { Reason } from '../../planner/plan.js'
import type { Topology } from '../../topology/topology.js'
import type { RunView } from '../../wizard/run-handle.js'

const AT = Date.UTC(2026, 0, 31, 12, 0, 0)
export const SAMPLE_NOW_MS = AT + 95_000

/** A run on this organisation in which everything that can happen has happened somewhere. */
export function sampleRun(topology: Topology): RunView {
  const events = [begun(topology), ...happened(topology)]
  const progress = events.reduce(fold, emptyProgress())
  return { progress, log: logOf(progress, topology), problems: [], state: 'running' }
}

const KINDS = ['write-file', 'place-artifact', 'unit', 'wait'] as const

function begun({ organisation, instances }: Topology): RunEvent {
  const nodes = instances.flatMap(({ name, host }) =>
    KINDS.map((kind, i) => ({
      id: nodeId(host, kind, name),
      phase: PHASES[i] ?? '',
      host,
      instance: name,
      kind,
      bytes: kind === 'place-artifact' ? 42_000_000 : 0,
    })),
  )
  return { type: 'run-started', at: time(0), organisation, command: 'apply', digest: '', nodes }
}

/** Of every four instances one is done, one sends, one has failed, one waits. */
function happened({ instances }: Topology): RunEvent[] {
  return instances.flatMap(({ name, host }, i): RunEvent[] => {
    const id = (kind: (typeof KINDS)[number]) => nodeId(host, kind, name)
    const done = (kind: (typeof KINDS)[number]): RunEvent[] => [
      { type: 'started', at: time(i), node: id(kind) },
      { type: 'succeeded', at: time(i), node: id(kind), milliseconds: 400 },
    ]
    if (i % 4 === 0) return KINDS.flatMap(done)
    if (i % 4 === 1)
      return [
        ...done('write-file'),
        { type: 'started', at: time(i), node: id('place-artifact') },
        { type: 'sent', at: time(i), node: id('place-artifact'), bytes: 18_900_000, total: 42_000_000 },
      ]
    const because = { word: 'reason.waits-for', values: { node: id('write-file') } } satisfies Reason
    if (i % 4 === 2)
      return [
        {
          type: 'failed',
          at: time(i),
          node: id('write-file'),
          problem: problem('run.disk-full', { host, action: 'consul.json' }, { host }),
        },
        ...(['place-artifact', 'unit', 'wait'] as const).map(
          (kind): RunEvent => ({ type: 'skipped', at: time(i), node: id(kind), because }),
        ),
      ]
    return []
  })
}

function logOf({ nodes }: Progress, { instances }: Topology): LogTail {
  const texts = ['Reading package lists ...', 'Setting up libgomp1:amd64 (12.2.0-14) ...', '软件包已安装']
  const [first] = instances
  const node = Object.keys(nodes)[0] ?? ''
  const { host = '', name: instance = '' } = first ?? {}
  return { lines: texts.map((text, i) => ({ at: time(i + 3), node, host, instance, text })), dropped: 0 }
}

function nodeId(host: string, kind: string, name: string): string {
  return `${host} ${kind}:${kind === 'unit' ? `metis-${name}.service` : name}`
}

function time(seconds: number): string {
  return new Date(AT + seconds * 1000).toISOString()
}

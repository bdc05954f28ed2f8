import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { parseYaml } from '../../src/catalog/parse-yaml.js'
import { readReleases } from '../../src/catalog/presets.js'
import type { RunEvent } from '../../src/events/run-event.js'
import { parseTopology } from '../../src/org-file/parse-topology.js'
import type { PhaseId, Plan } from '../../src/planner/plan.js'
import { rehearsalArtifacts } from '../../src/rehearsal/artifacts.js'
import { createRehearsal, type Rehearsal } from '../../src/rehearsal/rehearsal.js'
import { createEngine } from '../../src/runner/create-engine.js'
import type { Engine, RunOutcome } from '../../src/runner/engine.js'
import type { HoldInput } from '../../src/runner/hold-hosts.js'
import type { ReadyArtifact } from '../../src/topology/release.js'
import type { Topology } from '../../src/topology/topology.js'
import type { ConnectOptions } from '../../src/transports/connect-options.js'
import type { Errand } from '../../src/transports/errand.js'
import type { Transport } from '../../src/transports/transport.js'
import { temporaryFolder } from '../state/temporary-folder.js'
import { fault, PRESETS } from './rehearsed-world.js'

const SECRETS: Readonly<Record<string, string>> = {
  'database-password': `it's "a" \\ password`,
  'console-password': 'console',
  'carrier-key': '0123456789abcdef'.repeat(4),
  'gossip-key': `${'A'.repeat(43)}=`,
}

export interface RehearsedEngine {
  readonly topology: Topology
  readonly engine: Engine
  readonly rehearsal: Rehearsal
  /** What was asked of hosts, in order: an errand or `upload` each. */
  readonly trips: readonly Trip[]
  /** Gathers and plans. */
  readonly plan: () => Promise<Plan>
  /** `watch`: true ends the run at once. */
  readonly run: (
    plan: Plan,
    watch?: (event: RunEvent) => boolean,
  ) => Promise<{ outcome: RunOutcome; events: readonly RunEvent[]; story: string[] }>
}

export interface Trip {
  readonly host: string
  readonly kind: Errand['kind'] | 'upload'
  /** Of a batch. */
  readonly phase?: PhaseId | undefined
}

/** The engine of an organisation on simulated hosts, for the length of a test; nobody waits for anything. */
export async function rehearsedEngine(
  text: string,
  faults: readonly string[] = [],
  more: readonly ReadyArtifact[] = [],
  hold?: HoldInput,
  between: (transport: Transport, host: string) => Transport = (transport) => transport,
  on?: Rehearsal,
): Promise<RehearsedEngine> {
  const parsed = parseTopology(parseYaml(text), await readReleases(PRESETS))
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
  const { topology, release } = parsed
  const directory = temporaryFolder()
  const rehearsal = on ?? (await createRehearsal({ speed: 'instant', faults: faults.map(fault) }))
  const secrets = (name: string) => SECRETS[name] ?? ''
  const options: ConnectOptions = {
    knownHostsPath: join(directory, 'known_hosts'),
    confirmHostKey: async () => true,
    credentials: { password: async () => 'a password' },
    secrets,
    maskedValues: () => Object.values(SECRETS),
    homeDirectory: directory,
  }
  let events: RunEvent[] = []
  let watching: { watch: (event: RunEvent) => boolean; abort: AbortController } | undefined
  const trips: Trip[] = []
  const engine = createEngine({
    topology,
    release,
    artifacts: [...rehearsalArtifacts(topology, release), ...more],
    payload: (sha256) => sha256,
    secrets,
    secretDigest: (name) => `digest of ${name}`,
    connect: async (host, given) =>
      counted(host.name, between(await rehearsal.connect(host, { ...options, ...given }), host.name), trips),
    pause: rehearsal.pause,
    ...(hold === undefined ? {} : { hold }),
    secretSet: { id: 'set', isNew: false },
    onEvent: (event) => {
      rehearsal.onEvent(event)
      events.push(event)
      if (watching?.watch(event)) watching.abort.abort()
    },
  })
  onTestFinished(async () => {
    await engine.close()
    await rehearsal.close()
  })
  return {
    topology,
    engine,
    rehearsal,
    trips,
    plan: async () => engine.plan((await engine.gather({ settled: true })).facts),
    run: async (plan, watch = () => false) => {
      events = []
      watching = { watch, abort: new AbortController() }
      const { signal } = watching.abort
      const outcome = await engine.run(plan, { command: 'apply', stop: signal, abort: signal })
      const story = events.map((event) => ('node' in event ? `${event.type} ${event.node}` : event.type))
      return { outcome, events, story }
    },
  }
}

function counted(host: string, transport: Transport, trips: Trip[]): Transport {
  return {
    ...transport,
    run: (job, given) => {
      const { errand } = job
      if (errand === undefined) throw new Error('a script without an errand')
      const phase = errand.kind === 'batch' ? errand.nodes[0]?.phase : undefined
      trips.push({ host, kind: errand.kind, phase })
      return transport.run(job, given)
    },
    upload: (upload, given) => {
      trips.push({ host, kind: 'upload' })
      return transport.upload(upload, given)
    },
  }
}

import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { parseYaml } from '../../src/catalog/parse-yaml.js'
import { readReleases } from '../../src/catalog/presets.js'
import type { RunEvent } from '../../src/events/run-event.js'
import type { Plan } from '../../src/planner/plan.js'
import { rehearsalArtifacts } from '../../src/rehearsal/artifacts.js'
import { createRehearsal, type Rehearsal } from '../../src/rehearsal/rehearsal.js'
import { createEngine } from '../../src/runner/create-engine.js'
import type { Engine, RunOutcome } from '../../src/runner/engine.js'
import { parseTopology } from '../../src/topology/parse-topology.js'
import type { ConnectOptions } from '../../src/transports/connect-options.js'
import { temporaryFolder } from '../state/temporary-folder.js'
import { fault, PRESETS } from './rehearsed-world.js'

const SECRETS: Readonly<Record<string, string>> = {
  'database-password': `it's "a" \\ password`,
  'console-password': 'console',
  'carrier-key': '0123456789abcdef'.repeat(4),
}

export interface RehearsedEngine {
  readonly engine: Engine
  readonly rehearsal: Rehearsal
  /** Gathers and plans. */
  readonly plan: () => Promise<Plan>
  readonly run: (plan: Plan) => Promise<{ outcome: RunOutcome; events: readonly RunEvent[]; story: string[] }>
}

/** The engine of an organisation on simulated hosts, for the length of a test; nobody waits for anything. */
export async function rehearsedEngine(
  text: string,
  faults: readonly string[] = [],
): Promise<RehearsedEngine> {
  const parsed = parseTopology(parseYaml(text), await readReleases(PRESETS))
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
  const { topology, release } = parsed
  const directory = temporaryFolder()
  const rehearsal = createRehearsal({ directory, speed: 'instant', faults: faults.map(fault) })
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
  const engine = createEngine({
    topology,
    release,
    artifacts: rehearsalArtifacts(topology, release),
    payload: (sha256) => sha256,
    secrets,
    secretDigest: (name) => `digest of ${name}`,
    connect: (host, given) => rehearsal.connect(host, { ...options, ...given }),
    pause: rehearsal.pause,
    onEvent: (event) => {
      rehearsal.onEvent(event)
      events.push(event)
    },
  })
  onTestFinished(async () => {
    await engine.close()
    await rehearsal.close()
  })
  return {
    engine,
    rehearsal,
    plan: async () => engine.plan((await engine.gather({ settled: true })).facts),
    run: async (plan) => {
      events = []
      const never = new AbortController().signal
      const outcome = await engine.run(plan, { command: 'apply', stop: never, abort: never })
      const story = events.map((event) => ('node' in event ? `${event.type} ${event.node}` : event.type))
      return { outcome, events, story }
    },
  }
}

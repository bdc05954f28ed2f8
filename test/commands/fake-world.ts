import { NO_CREDENTIALS } from '../../src/commands/organisation/given-credentials.js'
import type { Organisation } from '../../src/commands/organisation/organisation.js'
import { runCommandLine } from '../../src/commands/program/command-line.js'
import type { World } from '../../src/commands/program/session.js'
import type { RunEvent } from '../../src/events/run-event.js'
import type { Plan, PlanNode } from '../../src/planner/plan.js'
import type { AdminInstance } from '../../src/roles/admin/settings.js'
import type { Engine, GatherResult, RunOutcome, RunPlanOptions } from '../../src/runner/engine.js'
import type { Release } from '../../src/topology/release.js'
import type { Topology } from '../../src/topology/topology.js'

export const login = { address: '10.0.0.1', port: 22, user: 'ops' }

const admin: AdminInstance = {
  role: 'admin',
  name: 'admin',
  host: 'h1',
  ports: { admin: 9090, http: 80, https: 443, database: 3306 },
  database: { kind: 'managed', port: 3306 },
}

export const topology: Topology = {
  organisation: 'bank-a',
  release: 'metis-0.3.0',
  installDirectory: '/opt/metis',
  serviceUser: 'metis',
  hosts: [{ name: 'h1', address: '10.0.0.1', local: false, ssh: login }],
  instances: [
    {
      role: 'consul',
      name: 'consul',
      host: 'h1',
      ports: { server: 8200, serfLan: 8300, serfWan: 8400, http: 8500, dns: 8600 },
    },
    admin,
  ],
  network: { dataCenter: { address: '10.9.0.1', port: 9090 }, bootstrapNodes: [] },
  artifacts: { files: {} },
}

const size = { cores: 1, memoryGib: 1, diskGib: 1 }

export const release: Release = {
  id: 'metis-0.3.0',
  version: '0.3.0',
  keyPrefix: 'metis',
  address: 'https://example.org/',
  artifacts: [],
  network: topology.network,
  sizes: { consul: size, carrier: size, admin: size, via: size, data: size, compute: size },
  defects: [],
}

export const node: PlanNode = {
  id: 'h1 file:/opt/metis/consul/config/consul.json',
  phase: 'consul',
  host: 'h1',
  instance: 'consul',
  action: {
    kind: 'write-file',
    path: '/opt/metis/consul/config/consul.json',
    mode: '0600',
    owner: 'metis:metis',
    content: ['{ "token": ', { secret: 'token', as: 'json' }, ' }\n'],
  },
  after: [],
  because: { word: 'reason.content' },
  before: '{}\n',
}

export const onePlan: Plan = { organisation: 'bank-a', nodes: [node], digest: 'digest-1' }
export const emptyPlan: Plan = { organisation: 'bank-a', nodes: [], digest: 'digest-0' }

/** Plays the part of the hosts. Plans and answers come in the order of the lists, the last one for ever. */
export interface Script {
  givenPython?: Organisation['givenPython']
  readonly gathered?: readonly GatherResult[]
  readonly plans?: readonly Plan[]
  readonly findings?: ReturnType<Engine['preflight']>
  readonly run?: (plan: Plan, options: RunPlanOptions, emit: (event: RunEvent) => void) => Promise<RunOutcome>
  readonly transport?: Engine['transport']
  /** Lines that a person types; absent: there is no terminal. */
  readonly answers?: readonly string[]
  readonly columns?: number
  /** Standard input; absent: it is a terminal. */
  readonly input?: string
  readonly env?: World['env']
  readonly presetsDirectory?: string
  readonly workingDirectory?: string
  readonly backups?: string
}

/** What `mask` hides. */
export const SECRET = 'metis'

const at = '2026-01-31T12:00:00.000Z'

export const nothingRotates: Organisation['rotating'] = {
  path: '/org/secrets.json.rotation',
  current: () => undefined,
  assumeFormer: () => {},
  begin: () => {},
  write: () => {},
  takeUp: () => {},
  turnBack: () => {},
  proven: () => {},
}

export function fakeWorld(script: Script = {}) {
  const out: string[] = []
  const err: string[] = []
  const journal: { readonly type: string }[] = []
  const ran: Plan[] = []
  const asked: string[] = []
  const listeners = new Set<(event: RunEvent) => void>()
  const stop = new AbortController()
  const abort = new AbortController()
  let isClosed = false
  const emit = (event: RunEvent) => {
    for (const listener of listeners) listener(event)
  }
  const gathered = inOrder<GatherResult>(script.gathered ?? [{ facts: {}, problems: [] }])
  const plans = inOrder<Plan>(script.plans ?? [emptyPlan])
  const engine: Engine = {
    gather: async () => gathered(),
    tryReach: async () => [],
    tryClosed: async () => [],
    preflight: () => script.findings ?? [],
    plan: async () => plans(),
    run: async (plan, options) => {
      ran.push(plan)
      return (script.run ?? runsWell)(plan, options, emit)
    },
    transport: script.transport ?? (async () => Promise.reject(new Error('no transport in this test'))),
    letGo: async () => {},
    awaitBack: async () => Promise.reject(new Error('nobody is waited for in this test')),
    close: async () => {},
  }
  const organisation: Organisation = {
    folder: {
      directory: '/org',
      topology: '/org/org.yaml',
      knownHosts: '/org/known_hosts',
      secrets: '/org/secrets.json',
      pins: '/org/artifacts.lock.json',
      applied: '/org/applied.jsonl',
      runs: '/org/runs',
      backups: script.backups ?? '/org/backups',
      lock: '/org/.lock',
    },
    topology,
    release,
    problems: [],
    engine,
    fetchArtifacts: async () => [],
    givenPython: script.givenPython ?? (async () => []),
    askSecrets: async () => {},
    mask: (text) => text.replaceAll(SECRET, '***'),
    carried: [],
    payload: (sha256) => `/payload/${sha256}`,
    secrets: (name) => `value of ${name}`,
    rotating: nothingRotates,
    refuseNewer: async () => {},
    access: { given: NO_CREDENTIALS, credentials: { password: async () => undefined }, passwords: new Set() },
    planInput: (facts) => ({ topology, release, facts, artifacts: [], secretDigest: () => 'd' }),
    listen: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    openJournal: () => ({
      path: '/org/runs/1.jsonl',
      append: (event) => journal.push(event),
      problem: () => undefined,
      close: () => {},
    }),
    close: async () => {
      isClosed = true
    },
  }
  const { answers } = script
  const typed = answers === undefined ? undefined : [...answers]
  const answer = async (question: string) => {
    asked.push(question)
    return typed?.shift() ?? ''
  }
  const world: World = {
    stdout: { write: (text) => out.push(text), isTTY: false, columns: script.columns ?? 80 },
    stderr: { write: (text) => err.push(text), isTTY: false, columns: script.columns ?? 80 },
    env: script.env ?? {},
    workingDirectory: script.workingDirectory ?? '/org',
    version: '1.2.3',
    program: '/program.js',
    node: { path: '/usr/bin/node', version: '20.20.0', isLinuxX64: true },
    presetsDirectory: script.presetsDirectory ?? '/presets',
    readInput: async () => script.input,
    ...(typed === undefined ? {} : { ask: { line: answer, secret: answer } }),
    interrupts: { stop: stop.signal, abort: abort.signal },
    now: () => new Date(at),
    runCommandLine,
    connect: async () => Promise.reject(new Error('no host in this test')),
    open: async () => organisation,
  }
  return {
    world,
    organisation,
    stop,
    abort,
    journal,
    ran,
    asked,
    isClosed: () => isClosed,
    stdout: () => out.join(''),
    stderr: () => err.join(''),
    json: () =>
      out
        .join('')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as Record<string, unknown>),
  }
}

/** Events of a run in which every action succeeds within 10 ms. */
export async function runsWell(
  plan: Plan,
  options: RunPlanOptions,
  emit: (event: RunEvent) => void,
): Promise<RunOutcome> {
  emit(startOf(plan, options.command))
  for (const { id } of plan.nodes) {
    emit({ type: 'started', at, node: id })
    emit({ type: 'succeeded', at, node: id, milliseconds: 10 })
  }
  emit({ type: 'run-finished', at, outcome: 'done', halfDone: [] })
  return { outcome: 'done', problems: [], halfDone: [] }
}

export function startOf(plan: Plan, command: string): RunEvent {
  const nodes = plan.nodes.map(({ id, phase, host, instance, action }) => ({
    id,
    phase,
    host,
    instance,
    kind: action.kind,
    bytes: 0,
  }))
  return { type: 'run-started', at, organisation: plan.organisation, command, digest: plan.digest, nodes }
}

function inOrder<T>(all: readonly T[]): () => T {
  let next = 0
  return () => {
    const one = all[Math.min(next, all.length - 1)]
    next += 1
    if (one === undefined) throw new Error('the script has no answer')
    return one
  }
}

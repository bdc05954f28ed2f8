import { createHash } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import type { RunEvent } from '../src/events/run-event.js'
import type { PlanNode } from '../src/planner/plan.js'
import type { EngineInput } from '../src/runner/engine.js'
import { runPlan } from '../src/runner/run-plan.js'
import type { Host } from '../src/topology/topology.js'
import { connectHost } from '../src/transports/connect.js'

/**
 * `bench/distribute.ts` starts this in the lab's network: one artifact to every host at once, as a run does it. Prints
 * milliseconds with the logins, and from where the hosts got it.
 */
const { METIS_SUDO_PASSWORD: password = '', HOME = '/root' } = process.env
const [source = '', installDirectory = '', knownHostsPath = '', identityFile = '', user = '', ...addresses] =
  process.argv.slice(2)
const sha256 = createHash('sha256').update(readFileSync(source)).digest('hex')
const { size } = statSync(source)
const hosts: Host[] = addresses.map((address, i) => {
  const ssh = { address, port: 22, user, identityFile }
  return { name: `h${i + 1}`, address, local: false, ssh }
})
const path = `${installDirectory}/.artifacts/${sha256.slice(0, 16)}/artifact`
const nodes = hosts.map(
  ({ name }): PlanNode => ({
    id: `${name} artifact:${path}`,
    phase: 'distribute',
    host: name,
    instance: 'host',
    action: { kind: 'place-artifact', artifact: 'artifact', path, sha256, size },
    after: [],
    because: 'a measurement',
    inputs: sha256,
  }),
)
const from = new Map<string, string>()
const input = {
  topology: { organisation: 'bench', installDirectory, hosts },
  payload: () => source,
  connect: (host: Host) =>
    connectHost(host, {
      knownHostsPath,
      confirmHostKey: async () => false,
      credentials: { password: async () => password },
      secrets: () => '',
      maskedValues: () => [],
      homeDirectory: HOME,
    }),
  onEvent: (event: RunEvent) => {
    if (event.type === 'sent') from.set(event.node, event.from ?? 'here')
    if (process.env.BENCH_EVENTS) console.error(JSON.stringify(event))
  },
} as unknown as EngineInput

const startedAt = performance.now()
const links = new Map()
const never = new AbortController().signal
const plan = { organisation: 'bench', nodes, digest: 'bench' }
const { outcome } = await runPlan(plan, input, links, { command: 'apply', stop: never, abort: never })
console.log(JSON.stringify({ outcome, all: performance.now() - startedAt, from: [...from.values()] }))
await Promise.all([...links.values()].map((link) => link.drop()))

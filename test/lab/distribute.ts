import { createHash } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import type { PlanNode } from '../../src/planner/plan.js'
import type { EngineInput } from '../../src/runner/engine.js'
import { runPlan } from '../../src/runner/run-plan.js'
import type { Host } from '../../src/topology/topology.js'
import { connectHost } from '../../src/transports/connect.js'

/**
 * Started on a lab's controller: a run of nothing but artifacts, each to all hosts. Prints its events, one a line, and
 * stops at once when it is interrupted.
 */
export interface Distribution {
  readonly files: readonly string[]
  /** Addresses, in the order of h1, h2, ... */
  readonly addresses: readonly string[]
  readonly installDirectory: string
  readonly knownHostsPath: string
  readonly identityFile: string
  readonly user: string
  readonly password: string
}

const { files, addresses, password, installDirectory, knownHostsPath, identityFile, user }: Distribution =
  JSON.parse(process.env.DISTRIBUTION ?? '')
const hosts: Host[] = addresses.map((address, i) => {
  const ssh = { address, port: 22, user, identityFile }
  return { name: `h${i + 1}`, address, local: false, ssh }
})
const artifacts = files.map((source) => ({
  source,
  sha256: createHash('sha256').update(readFileSync(source)).digest('hex'),
  size: statSync(source).size,
}))
const nodes = artifacts.flatMap(({ sha256, size }) => {
  const path = `${installDirectory}/.artifacts/${sha256.slice(0, 16)}/artifact`
  return hosts.map(
    ({ name }): PlanNode => ({
      id: `${name} artifact:${path}`,
      phase: 'distribute',
      host: name,
      instance: 'host',
      action: { kind: 'place-artifact', artifact: 'artifact', path, sha256, size },
      after: [],
      because: { word: 'reason.new-version' },
      inputs: sha256,
    }),
  )
})
const input = {
  topology: { organisation: 'acme', installDirectory, hosts },
  payload: (wanted: string) => artifacts.find(({ sha256 }) => sha256 === wanted)?.source ?? '',
  connect: (host: Host) =>
    connectHost(host, {
      knownHostsPath,
      confirmHostKey: async () => false,
      credentials: { password: async () => password },
      secrets: () => '',
      maskedValues: () => [],
      homeDirectory: '/root',
    }),
  onEvent: (event: unknown) => console.log(JSON.stringify(event)),
} as unknown as EngineInput

const abort = new AbortController()
process.once('SIGINT', () => abort.abort(new Error('interrupted')))
const links = new Map()
const startedAt = performance.now()
const options = { command: 'apply', stop: new AbortController().signal, abort: abort.signal }
await runPlan({ organisation: 'acme', nodes, digest: 'digest' }, input, links, options)
console.log(JSON.stringify({ type: 'took', milliseconds: performance.now() - startedAt }))
await Promise.all([...links.values()].map((link) => link.drop()))

/**
 * Prints, as JSON, the Ansible playbook of what our program plans for the organisation in the working directory:
 * `print-playbook.ts KNOWN_HOSTS`, on the lab's network, with METIS_SUDO_PASSWORD.
 */
import { homedir } from 'node:os'
import { fileURLToPath } from 'node:url'
import { readyArtifacts } from '../src/artifacts/ready-artifacts.js'
import { readOrganisation } from '../src/catalog/read-organisation.js'
import { createEngine } from '../src/runner/create-engine.js'
import { connectHost } from '../src/transports/connect.js'
import { playbookOf } from './playbook.js'

const [knownHostsPath = ''] = process.argv.slice(2)
const presets = fileURLToPath(new URL('../presets', import.meta.url))
const parsed = await readOrganisation('org.yaml', presets)
if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
const { topology, release } = parsed
const roles = new Set(topology.instances.map(({ role }) => role))
const { ready, payload } = await readyArtifacts({
  release,
  wanted: release.artifacts
    .filter((one) => one.roles.some((role) => roles.has(role)))
    .map(({ id }) => ({ id })),
  sources: topology.artifacts,
  pins: {},
  baseDirectory: process.cwd(),
})
const nothing = () => 'nothing'
const engine = createEngine({
  topology,
  release,
  artifacts: ready,
  payload,
  secrets: nothing,
  secretDigest: nothing,
  onEvent: () => {},
  connect: (host) =>
    connectHost(host, {
      knownHostsPath,
      confirmHostKey: async () => false,
      credentials: { password: async () => process.env.METIS_SUDO_PASSWORD },
      secrets: nothing,
      maskedValues: () => [],
      homeDirectory: homedir(),
    }),
})
const { facts, problems } = await engine.gather()
if (problems.length > 0) throw new Error(JSON.stringify(problems))
const measured = new Set(topology.instances.flatMap(({ role, host }) => (role === 'data' ? [host] : [])))
const { nodes: planned } = await engine.plan(facts)
const nodes = planned.filter(({ host }) => measured.has(host))
console.log(JSON.stringify(playbookOf(nodes, payload)))
await engine.close()

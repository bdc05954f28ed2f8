/**
 * Runs on a lab's controller: brings a host its OS packages as a bundle would, and prints as one JSON line what was
 * planned and what became of it. Arguments: org.yaml, folder of packages, folder for the tar, known hosts, sudo password.
 */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { packagesArtifact } from '../../src/apt/repository-tar.js'
import { readOrganisation } from '../../src/catalog/read-organisation.js'
import { planOf } from '../../src/planner/make-plan.js'
import type { Plan } from '../../src/planner/plan.js'
import { createEngine } from '../../src/runner/create-engine.js'
import type { ReadyArtifact } from '../../src/topology/release.js'
import { connectHost } from '../../src/transports/connect.js'

const [file = '', packages = '', cacheDirectory = '', knownHostsPath = '', password = ''] =
  process.argv.slice(2)

const parsed = await readOrganisation(file, 'presets')
if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
const { topology, release } = parsed
const carried = await packagesArtifact({
  system: 'debian-12',
  cacheDirectory,
  packages: readdirSync(packages)
    .filter((name) => name.endsWith('.deb'))
    .map((name) => {
      const path = join(packages, name)
      const fileName = name.replace(/[^\w.+~-]/g, '_')
      const sha256 = createHash('sha256').update(readFileSync(path)).digest('hex')
      return { path, fileName, sha256, size: statSync(path).size }
    }),
})
/** Nobody sends these. */
const others = release.artifacts.map(
  ({ id, cpu, file: path }): ReadyArtifact => ({
    id,
    ...(cpu === undefined ? {} : { cpu }),
    fileName: path.split('/').at(-1) ?? path,
    sha256: '0'.repeat(64),
    size: 1,
  }),
)
const output: string[] = []
const secrets = (name: string) => `secret of ${name}`
const engine = createEngine({
  topology,
  release,
  artifacts: [...others, carried.ready],
  offline: true,
  payload: () => carried.path,
  secrets,
  secretDigest: secrets,
  connect: (host, options) =>
    connectHost(host, {
      knownHostsPath,
      confirmHostKey: async () => false,
      credentials: { password: async () => password },
      secrets,
      maskedValues: () => [],
      homeDirectory: '/root',
      ...options,
    }),
  onEvent: (event) => {
    if (event.type === 'output') output.push(event.line)
  },
})

/** What prepares the host, and brings it its packages. */
function prepared({ organisation, nodes }: Plan): Plan {
  const mine = nodes.filter(({ phase, id }) => phase === 'prepare' || id.endsWith('packages-debian-12.tar'))
  return planOf(organisation, mine)
}

const signal = () => new AbortController().signal
const before = await engine.gather()
const plan = prepared(await engine.plan(before.facts))
const errors = engine.preflight(before.facts, []).filter(({ severity }) => severity === 'error')
const { outcome, problems } = await engine.run(plan, { command: 'test', stop: signal(), abort: signal() })
const after = await engine.gather()
const second = prepared(await engine.plan(after.facts))
await engine.close()
const ids = ({ nodes }: Plan) => nodes.map(({ id }) => id)
console.log(JSON.stringify({ plan: ids(plan), errors, outcome, problems, second: ids(second), output }))

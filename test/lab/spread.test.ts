import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Distribution } from './distribute.js'
import { bootLab, type Lab, labRefusal } from './lab.js'
import { networkNamespace } from './lab-state.js'
import { eventually } from './organisation.js'
import { type JsonLine, watch } from './program-output.js'

const isSkipped = labRefusal() !== undefined && !process.env.CI
const NAME = 'spread'
const HOSTS = ['h1', 'h2', 'h3', 'h4']
const PROGRAM = fileURLToPath(new URL('distribute.ts', import.meta.url))
const MB = 1e6
/** Headers of packets and of SSH, logins, scripts. */
const OVERHEAD = 1.06
/** What is under way when a connection ends: SSH's window, and what buffers hold. */
const UNDER_WAY = 6 * MB
/** Milliseconds. A source that nobody tells to end does so by itself after fifteen seconds. */
const TOLD_TO_END = 14_000

describe.skipIf(isSkipped).sequential('artifacts over an uplink of 100 Mbit/s', () => {
  let lab: Lab
  let folder: string

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'metis-spread-'))
    lab = await bootLab({ name: NAME, subnet: '10.94.0', hosts: HOSTS.map((name) => ({ name })) })
    await shape(['lab'], '100mbit')
  })
  afterEach(async () => {
    await Promise.all(HOSTS.map((name) => lab.host(name).exec('rm -rf /opt/metis')))
  })
  afterAll(async () => {
    await lab?.down()
    rmSync(folder, { recursive: true, force: true })
  })

  function artifact(name: string, megabytes: number): { path: string; sha256: string } {
    const content = randomBytes(megabytes * MB)
    const path = join(folder, name)
    writeFileSync(path, content)
    return { path, sha256: createHash('sha256').update(content).digest('hex') }
  }

  function distribute(...files: readonly { path: string }[]) {
    const distribution: Distribution = {
      files: files.map(({ path }) => path),
      addresses: HOSTS.map((name) => lab.host(name).address),
      installDirectory: '/opt/metis',
      knownHostsPath: lab.knownHostsFile,
      identityFile: lab.keyFile,
      user: lab.user,
      password: lab.password,
    }
    return watch(
      lab.run(process.execPath, ['--import', 'tsx', PROGRAM], {
        env: { DISTRIBUTION: JSON.stringify(distribution) },
        stdin: 'ignore',
        reject: false,
        maxBuffer: 64 * MB,
      }),
    )
  }

  async function shape(device: readonly string[], rate: string, host?: string) {
    const tbf = [
      'qdisc',
      'replace',
      'dev',
      ...device,
      'root',
      'tbf',
      'rate',
      rate,
      'burst',
      '256kb',
      'latency',
      '50ms',
    ]
    await lab.run('tc', host === undefined ? tbf : ['-n', networkNamespace(NAME, host), ...tbf])
  }

  /** Bytes that left the controller since the last call. */
  let counted = 0
  async function crossed(): Promise<number> {
    const now = Number((await lab.run('cat', ['/sys/class/net/lab/statistics/tx_bytes'])).stdout)
    const since = now - counted
    counted = now
    return since
  }

  const everywhere = async (script: string) =>
    Promise.all(HOSTS.map(async (name) => (await lab.host(name).exec(script)).stdout.trim()))
  const listeners = () => everywhere('ss -Hltnp | grep -v \'"sshd"\'; true')
  const NOBODY = HOSTS.map(() => '')
  const sums = () =>
    everywhere('cd /opt/metis/.artifacts && sha256sum */artifact | cut -d" " -f1 | sort | xargs')
  const sourceOf = (lines: readonly JsonLine[]) =>
    new Map(lines.flatMap(({ type, node, from }) => (type === 'sent' ? [[node.slice(0, 2), from]] : [])))

  test('each goes up once, and from then on from host to host', async () => {
    const [a, b] = [artifact('a', 40), artifact('b', 30)]
    await crossed()
    const { lines } = await distribute(a, b).end()
    expect(lines.find(({ type }) => type === 'run-finished')).toMatchObject({ outcome: 'done' })
    expect(await sums()).toEqual(HOSTS.map(() => [a.sha256, b.sha256].sort().join(' ')))
    const bytes = await crossed()
    expect(bytes).toBeGreaterThan(70 * MB)
    expect(bytes).toBeLessThan(70 * MB * OVERHEAD)
    expect(await listeners()).toEqual(NOBODY)
    expect(await everywhere('find /opt/metis -name ".*.partial"')).toEqual(NOBODY)
  })

  test('a run that was killed goes on where it was', async () => {
    const c = artifact('c', 40)
    const first = distribute(c)
    await first.line(({ type, bytes }) => type === 'sent' && bytes > 25 * MB)
    first.kill()
    await first.end()
    await crossed()
    const { lines } = await distribute(c).end()
    expect(lines.find(({ type }) => type === 'run-finished')).toMatchObject({ outcome: 'done' })
    expect(await sums()).toEqual(HOSTS.map(() => c.sha256))
    expect(await crossed()).toBeLessThan((15 * MB + UNDER_WAY) * OVERHEAD)
    const [begun] = lines.filter(({ type }) => type === 'sent')
    expect(begun?.bytes).toBeGreaterThan(25 * MB - UNDER_WAY)
    expect(await everywhere('find /opt/metis -name ".*.partial"')).toEqual(NOBODY)
  })

  test('a host whose network fails while it serves is replaced, and nothing is fetched twice', async () => {
    await Promise.all(HOSTS.map((name) => shape(['eth0'], '80mbit', name)))
    const d = artifact('d', 40)
    await crossed()
    const run = distribute(d)
    const { from } = await run.line(({ type, from, bytes }) => type === 'sent' && from && bytes > 10 * MB)
    await lab.host(from).unplug()
    const { lines } = await run.end()
    await lab.host(from).plug()
    expect(lines.find(({ type }) => type === 'run-finished')).toMatchObject({ outcome: 'done' })
    expect(await sums()).toEqual(HOSTS.map(() => d.sha256))
    const told = lines.filter(({ type, line }) => type === 'output' && line.startsWith(`${from} stopped`))
    expect(told.length).toBeGreaterThan(0)
    // Once for all, and what one other had not got yet, which then hands it on; not for each of the others.
    expect(await crossed()).toBeLessThan((40 + 40) * MB * OVERHEAD)
    expect(await eventually(listeners, (now) => now.join('') === '')).toEqual(NOBODY)
  })

  test('an interrupted run leaves nobody listening', async () => {
    const e = artifact('e', 40)
    const run = distribute(e)
    await run.line(({ type, from }) => type === 'sent' && from)
    run.interrupt()
    const { lines } = await run.end()
    expect(lines.find(({ type }) => type === 'run-finished')).toMatchObject({ outcome: 'cancelled' })
    expect(await eventually(listeners, (now) => now.join('') === '', TOLD_TO_END)).toEqual(NOBODY)
  })

  test('a killed run leaves nobody listening', async () => {
    const f = artifact('f', 40)
    const run = distribute(f)
    await run.line(({ type, from }) => type === 'sent' && from)
    run.kill()
    await run.end()
    expect(await eventually(listeners, (now) => now.join('') === '', TOLD_TO_END)).toEqual(NOBODY)
  })

  test('hosts that can not reach each other all get it from the controller', async () => {
    const others = HOSTS.map((name) => lab.host(name).address)
    await everywhere(others.map((address) => `ip route add prohibit ${address} 2>/dev/null`).join('; '))
    const g = artifact('g', 20)
    const { lines } = await distribute(g).end()
    expect(lines.find(({ type }) => type === 'run-finished')).toMatchObject({ outcome: 'done' })
    expect(await sums()).toEqual(HOSTS.map(() => g.sha256))
    expect([...sourceOf(lines).values()]).toEqual(HOSTS.map(() => undefined))
    const told = lines.filter(({ type, line }) => type === 'output' && line.includes('gets no connection to'))
    expect(told.length).toBeGreaterThan(0)
    expect(new Set(told.map(({ line }) => line)).size).toBe(told.length)
    expect(await listeners()).toEqual(NOBODY)
  })
})

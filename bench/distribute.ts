import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Distribution } from '../test/lab/distribute.js'
import { bootLab } from '../test/lab/lab.js'
import { sshFlags } from '../test/lab/wait-until-reachable.js'

/**
 * One artifact to eight lab hosts: as a run distributes it, straight to each, and by scp to each; on a plain link, and
 * with the controller's uplink held to 100 Mbit/s (`tc tbf`). `npx tsx bench/distribute.ts [MEGABYTES] [ROUNDS]`. Needs
 * root and a prepared lab.
 */
const [megabytes = 200, rounds = 3] = process.argv.slice(2).map(Number)
const NAME = 'spread-bench'
const TARGET = '/var/tmp/spread'

const DISTRIBUTE = fileURLToPath(new URL('../test/lab/distribute.ts', import.meta.url))
const SEND = fileURLToPath(new URL('send-to-hosts.ts', import.meta.url))

const folder = mkdtempSync(join(tmpdir(), 'metis-spread-'))
const file = join(folder, 'file')
writeFileSync(file, randomBytes(megabytes * 1_000_000))
const hosts = Array.from({ length: 8 }, (_, i) => ({ name: `h${i + 1}`, tmpfsSize: '1g' }))
const lab = await bootLab({ name: NAME, subnet: '10.93.0', hosts })
const addresses = hosts.map(({ name }) => lab.host(name).address)
const flags = [...sshFlags(NAME), '-o', 'Compression=no', '-c', 'aes128-gcm@openssh.com']

interface Sent {
  /** Milliseconds with the logins. */
  readonly all: number
  readonly from?: readonly string[]
}

async function asARunDoes(): Promise<Sent> {
  const distribution: Distribution = {
    files: [file],
    addresses,
    installDirectory: TARGET,
    knownHostsPath: lab.knownHostsFile,
    identityFile: lab.keyFile,
    user: lab.user,
    password: lab.password,
  }
  const { stdout } = await lab.run(process.execPath, ['--import', 'tsx', DISTRIBUTE], {
    env: { DISTRIBUTION: JSON.stringify(distribution) },
  })
  const events = String(stdout)
    .split('\n')
    .map((line) => JSON.parse(line))
  const from = new Map(
    events.flatMap((event) => (event.type === 'sent' ? [[event.node, event.from ?? 'here'] as const] : [])),
  )
  return { all: events.at(-1).milliseconds, from: [...from.values()] }
}

async function straight(): Promise<Sent> {
  const places = [file, `${TARGET}/file`, lab.knownHostsFile, lab.keyFile, lab.user, ...addresses]
  const { stdout } = await lab.run(process.execPath, ['--import', 'tsx', SEND, ...places], {
    env: { METIS_SUDO_PASSWORD: lab.password },
  })
  return JSON.parse(String(stdout))
}

async function scp(): Promise<Sent> {
  const startedAt = performance.now()
  await Promise.all(
    addresses.map((address) => lab.run('scp', ['-q', ...flags, file, `${lab.user}@${address}:${TARGET}`])),
  )
  return { all: performance.now() - startedAt }
}

const WAYS: Readonly<Record<string, () => Promise<Sent>>> = {
  'as a run does it': asARunDoes,
  'straight to each': straight,
  'scp to each': scp,
}

async function sentBytes(): Promise<number> {
  return Number((await lab.run('cat', ['/sys/class/net/lab/statistics/tx_bytes'])).stdout)
}

const shape = ['qdisc', 'replace', 'dev', 'lab', 'root', 'tbf', 'rate', '100mbit', 'burst', '256kb']
const LINKS: Readonly<Record<string, () => Promise<unknown>>> = {
  'plain link': async () => {},
  'uplink of 100 Mbit/s': () => lab.run('tc', [...shape, 'latency', '50ms']),
}

const median = (values: number[]) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN
try {
  for (const [link, prepare] of Object.entries(LINKS)) {
    await prepare()
    const seconds = new Map<string, number[]>()
    const sent = new Map<string, number[]>()
    const ways = new Map<string, string>()
    for (let round = 0; round < rounds; round++) {
      for (const [name, way] of Object.entries(WAYS)) {
        await Promise.all(hosts.map((host) => lab.host(host.name).exec(`rm -rf ${TARGET}`)))
        const before = await sentBytes()
        const { all, from } = await way()
        seconds.set(name, [...(seconds.get(name) ?? []), all / 1000])
        sent.set(name, [...(sent.get(name) ?? []), (await sentBytes()) - before])
        if (from !== undefined) ways.set(name, from.join(' '))
      }
    }
    const scp = median(seconds.get('scp to each') ?? [])
    console.log(`${megabytes} MB to 8 hosts, ${link}, medians of ${rounds}; load ${loadavg()[0]?.toFixed(1)}`)
    for (const [name, values] of seconds) {
      const crossed = median(sent.get(name) ?? []) / (megabytes * 1e6)
      const came = ways.has(name) ? `  from ${ways.get(name)}` : ''
      console.log(
        `  ${name.padEnd(18)} ${median(values).toFixed(1).padStart(6)} s  ${(median(values) / scp).toFixed(2)} x scp  ${crossed.toFixed(2)} x the file left the controller${came}`,
      )
    }
  }
} finally {
  await lab.down()
  rmSync(folder, { recursive: true, force: true })
}

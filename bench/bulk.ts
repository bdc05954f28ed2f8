import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bootLab } from '../test/lab/lab.js'
import { sshFlags } from '../test/lab/wait-until-reachable.js'

/**
 * Bulk bytes to eight lab hosts at once, ours against OpenSSH's, alternating in one run:
 * `npx tsx bench/bulk.ts [MEGABYTES] [ROUNDS]`. Needs root and a prepared lab. Ratios count; hosts and controller
 * share this machine's processors. Goal: within 1.2 times of `cat | ssh 'cat >'`.
 */
const [megabytes = 80, rounds = 5] = process.argv.slice(2).map(Number)
const NAME = 'bulk'
const TARGET = '/var/tmp/bulk'
const SENDER = fileURLToPath(new URL('send-to-hosts.ts', import.meta.url))

const folder = mkdtempSync(join(tmpdir(), 'metis-bulk-'))
const file = join(folder, 'file')
writeFileSync(file, randomBytes(megabytes * 1_000_000))
const hosts = Array.from({ length: 8 }, (_, i) => ({ name: `h${i + 1}` }))
const lab = await bootLab({ name: NAME, subnet: '10.92.0', hosts })
const addresses = hosts.map(({ name }) => lab.host(name).address)
const flags = [...sshFlags(NAME), '-o', 'Compression=no', '-c', 'aes128-gcm@openssh.com']

async function clean() {
  await Promise.all(hosts.map(({ name }) => lab.host(name).exec(`rm -rf ${TARGET}*`)))
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now()
  await work()
  return performance.now() - startedAt
}

const openssh = () =>
  timed(() =>
    Promise.all(
      addresses.map((address) =>
        lab.run('ssh', [...flags, `${lab.user}@${address}`, `cat > ${TARGET}.ssh`], { inputFile: file }),
      ),
    ),
  )
const scp = () =>
  timed(() =>
    Promise.all(
      addresses.map((address) =>
        lab.run('scp', ['-q', ...flags, file, `${lab.user}@${address}:${TARGET}.scp`]),
      ),
    ),
  )
async function ours(): Promise<{ all: number; bytes: number; cpu: number }> {
  const places = [file, `${TARGET}/file`, lab.knownHostsFile, lab.keyFile, lab.user, ...addresses]
  const { stdout } = await lab.run(process.execPath, ['--import', 'tsx', SENDER, ...places], {
    env: { METIS_SUDO_PASSWORD: lab.password },
  })
  return JSON.parse(String(stdout))
}

const times = { openssh: [] as number[], scp: [] as number[], ours: [] as number[], bytes: [] as number[] }
const cpu: number[] = []
try {
  for (let round = 0; round < rounds; round++) {
    times.openssh.push(await openssh())
    await clean()
    const sent = await ours()
    times.ours.push(sent.all)
    times.bytes.push(sent.bytes)
    cpu.push(sent.cpu)
    await clean()
    times.scp.push(await scp())
    await clean()
  }
} finally {
  await lab.down()
  rmSync(folder, { recursive: true, force: true })
}

const median = (values: number[]) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN
const base = median(times.openssh)
console.log(`${megabytes} MB to 8 hosts, medians of ${rounds}; load ${loadavg()[0]?.toFixed(1)}`)
const names = {
  openssh: "cat | ssh 'cat >', aes128-gcm",
  scp: 'scp to each, aes128-gcm',
  ours: 'ours, checked and renamed, with logins and sudo',
  bytes: 'ours, the bytes alone',
} as const
for (const key of ['openssh', 'scp', 'ours', 'bytes'] as const) {
  const seconds = median(times[key]) / 1000
  console.log(`${names[key].padEnd(50)} ${seconds.toFixed(2)} s  ${((seconds * 1000) / base).toFixed(2)} x`)
}
console.log(`CPU of our controller: ${(median(cpu) / 1000).toFixed(2)} s`)

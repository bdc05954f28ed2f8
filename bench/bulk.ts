import { randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { pidsInCgroups } from '../test/lab/cgroups.js'
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
const cpu = processorTime(NAME)
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
async function ours(options = ''): Promise<{ all: number; bytes: number; cpu: number }> {
  const places = [file, `${TARGET}/file`, lab.knownHostsFile, lab.keyFile, lab.user, ...addresses]
  const { stdout } = await lab.run(process.execPath, ['--import', 'tsx', SENDER, ...places], {
    env: { METIS_SUDO_PASSWORD: lab.password, NODE_OPTIONS: options },
  })
  return JSON.parse(String(stdout))
}

type Key = 'openssh' | 'scp' | 'ours' | 'bytes' | 'javascript'
const times: Record<Key, number[]> = { openssh: [], scp: [], ours: [], bytes: [], javascript: [] }
const controller: Record<Key, number[]> = { openssh: [], scp: [], ours: [], bytes: [], javascript: [] }
const onHosts: Record<Key, number[]> = { openssh: [], scp: [], ours: [], bytes: [], javascript: [] }

async function round(key: Key, work: () => Promise<number>) {
  const before = cpu.seconds()
  times[key].push(await work())
  const after = cpu.seconds()
  controller[key].push(after.controller - before.controller)
  onHosts[key].push(after.hosts - before.hosts)
  await clean()
}

try {
  for (let i = 0; i < rounds; i++) {
    await round('openssh', openssh)
    await round('ours', async () => {
      const { all, bytes, cpu: ofSending } = await ours()
      times.bytes.push(bytes)
      // Not what starting a process and compiling this program costs.
      controller.bytes.push(ofSending / 1000)
      return all
    })
    await round('javascript', async () => (await ours('--no-addons')).bytes)
    await round('scp', scp)
  }
} finally {
  cpu.remove()
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
  javascript: 'ours, the bytes alone, without the native binding',
} as const
for (const key of ['openssh', 'scp', 'ours', 'bytes', 'javascript'] as const) {
  const seconds = median(times[key]) / 1000
  const ratio = ((seconds * 1000) / base).toFixed(2)
  const hostsTook = onHosts[key].length === 0 ? '' : `, hosts ${median(onHosts[key]).toFixed(2)} s`
  const processors = `CPU: controller ${median(controller[key]).toFixed(2)} s${hostsTook}`
  console.log(`${names[key].padEnd(50)} ${seconds.toFixed(2)} s  ${ratio} x  ${processors}`)
}

/** What this process with all that it starts, and what the lab's hosts, take of the processors. */
function processorTime(name: string) {
  const ROOT = '/sys/fs/cgroup/cpuacct'
  const groups = {
    controller: join(ROOT, `metis-${name}-controller`),
    hosts: join(ROOT, `metis-${name}-hosts`),
  }
  const enter = (group: string, pids: readonly number[]) => {
    mkdirSync(group, { recursive: true })
    for (const pid of pids) {
      try {
        writeFileSync(join(group, 'cgroup.procs'), String(pid))
      } catch {}
    }
  }
  enter(groups.hosts, pidsInCgroups(name))
  enter(groups.controller, [process.pid])
  const of = (group: string) => Number(readFileSync(join(group, 'cpuacct.usage'), 'utf8')) / 1e9
  return {
    seconds: () => ({ controller: of(groups.controller), hosts: of(groups.hosts) }),
    remove: () => {
      enter(ROOT, [process.pid, ...pidsInCgroups(name)])
      for (const group of Object.values(groups)) {
        try {
          rmdirSync(group)
        } catch {}
      }
    },
  }
}

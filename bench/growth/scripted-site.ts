import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { execa } from 'execa'
import { strToU8, zipSync } from 'fflate'
import ssh2 from 'ssh2'
import type { MeasuredSite } from './measured-run.js'
import type { ScriptedAddress } from './ssh-servers.js'

const SERVERS = fileURLToPath(new URL('ssh-servers.ts', import.meta.url))

/** An organisation whose hosts only talk, in a process of their own. */
export async function openScriptedSite(hosts: number): Promise<MeasuredSite> {
  const folder = mkdtempSync(join(tmpdir(), 'metis-growth-'))
  const servers = fork(SERVERS, [String(hosts)], { execArgv: ['--import', 'tsx'] })
  const close = async () => {
    servers.kill()
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    const [addresses] = (await once(servers, 'message')) as [ScriptedAddress[]]
    const key = join(folder, 'key')
    writeFileSync(key, ssh2.utils.generateKeyPairSync('ecdsa', { bits: 256 }).private, { mode: 0o600 })
    writeFileSync(join(folder, 'org.yaml'), orgYaml(addresses, key, writeArtifacts(folder)))
    const home = { HOME: folder, XDG_CACHE_HOME: join(folder, 'cache'), LANG: 'C.UTF-8' }
    return {
      folder,
      call: (program, args, env) =>
        execa(program, args, {
          cwd: folder,
          env: { ...home, ...env },
          reject: false,
          stdin: 'ignore',
          maxBuffer: 2 ** 28,
        }),
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

/** Small, as it is not bytes that are measured; their names are those of the release. */
const ARTIFACTS = {
  consul: 'consul.zip',
  carrier: 'carrier',
  via: 'via',
  'admin-jar': 'admin.jar',
  'admin-web': 'admin.tar',
  'admin-schema': 'admin.sql',
  'metis-wheel': 'metis_dcv-0.9.1-py3-none-any.whl',
  'channel-sdk': 'channel_sdk-2.0.0-py3-none-any.whl',
  'rosetta/avx2': 'avx2_latticex_rosetta-1.0.0-py3-none-any.whl',
  'rosetta/no-avx2': 'no_avx2_latticex_rosetta-1.0.0-py3-none-any.whl',
  python: 'cpython-3.7-linux-x86_64.tar.gz',
  wheelhouse: 'metis-wheelhouse-0.3.0.tar.gz',
}

function writeArtifacts(folder: string): string {
  return Object.entries(ARTIFACTS)
    .map(([id, name]) => {
      const path = join(folder, name)
      const bytes = strToU8(`${name}\n`.repeat(50))
      writeFileSync(path, id === 'consul' ? zipSync({ consul: bytes }) : bytes)
      return `    ${id}: ${path}\n`
    })
    .join('')
}

/** Up to four hosts for the central roles, a fighter on each of the others. */
function orgYaml(addresses: readonly ScriptedAddress[], key: string, files: string): string {
  const names = addresses.map((_, i) => `h${i + 1}`)
  const at = (place: number) => names[Math.min(place, names.length - 1)] ?? ''
  const hosts = addresses.map(
    ({ address, port }, i) =>
      `  h${i + 1}: { address: ${address}, ssh: 127.0.0.1, port: ${port}, user: root, identityFile: ${key} }\n`,
  )
  const fighters = names.length > 4 ? names.slice(4) : [at(3)]
  const own = (rest: number) => fighters.filter((_, i) => i % 2 === rest).join(', ')
  return `organisation: growth
release: metis-0.3.0
hosts:
${hosts.join('')}roles:
  consul: ${at(0)}
  carrier: { host: ${at(1)}, externalAddress: 100.64.77.10 }
  admin: ${at(2)}
  via: { host: ${at(3)}, externalAddress: 100.64.77.11 }
  data: [${own(0)}]
${own(1) === '' ? '' : `  compute: [${own(1)}]\n`}network:
  dataCenter: 100.64.77.1:9090
  bootstrapNodes: []
artifacts:
  files:
${files}`
}

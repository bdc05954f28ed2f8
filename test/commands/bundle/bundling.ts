import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { zipSync } from 'fflate'
import { onTestFinished } from 'vitest'
import { runCommandLine } from '../../../src/commands/program/command-line.js'
import { archiveFiles, NOW, presets, serve } from '../../apt/archive.js'
import { craftedElf } from '../../packing/crafted-elf.js'
import { fakeWorld, type Script } from '../fake-world.js'

export const ORG = `organisation: acme
release: metis-0.3.0
hosts:
  h1: { address: 10.0.0.11, user: ops }
roles:
  consul: h1
  carrier: { host: h1, externalAddress: 9.8.7.6 }
  admin: h1
artifacts:
  source: ./artifacts
`

const PACKAGES = [
  { name: 'nginx', version: '1.22', fields: 'Depends: libc6' },
  { name: 'mariadb-server', version: '10.11' },
  { name: 'openjdk-17-jre-headless', version: '17.0' },
  { name: 'libc6', version: '2.36' },
]

/** A connected machine: the program as a package, an archive of Debian, artifacts of a release, and an organisation. */
export async function connectedMachine(files: Readonly<Record<string, string>> = { 'org/org.yaml': ORG }) {
  const top = mkdtempSync(join(tmpdir(), 'bundling-'))
  onTestFinished(() => rmSync(top, { recursive: true, force: true }))
  const { server, paths } = await serve(await archiveFiles(PACKAGES))
  const presetsDirectory = presets(server)
  for (const folder of ['releases', 'topologies', 'bundle']) {
    cpSync(join(REAL_PRESETS, folder), join(presetsDirectory, folder), { recursive: true })
  }
  // Nothing of a test leaves this machine.
  const release = join(presetsDirectory, 'releases/metis-0.3.0.yaml')
  writeFileSync(release, readFileSync(release, 'utf8').replaceAll(/https:\/\/\S+/g, `${server}gone/`))
  const zip = zipSync({ consul: Buffer.from('the program consul') })
  const all: Readonly<Record<string, string | Uint8Array>> = {
    'program/package.json': '{"name":"create-metis-node","version":"1.2.3"}',
    'program/bin/create-metis-node.js': '',
    'program/dist/main.js': '',
    'program/dist/screens.js': '',
    'program/node_modules/ssh2/package.json': '{"name":"ssh2","version":"1.17.0"}',
    'program/node_modules/ssh2/index.js': '',
    node: Buffer.concat([craftedElf(['libc.so.6'], ['GLIBC_2.28']), Buffer.alloc(NODE_BYTES)]),
    'org/artifacts/consul_1.10.4_linux_amd64.zip': zip,
    'org/artifacts/carrier': 'the program carrier',
    'org/artifacts/admin.jar': 'the console',
    'org/artifacts/admin.tar': 'its pages',
    'org/artifacts/admin.sql': 'its tables',
    ...files,
  }
  for (const [path, content] of Object.entries(all)) {
    mkdirSync(dirname(join(top, path)), { recursive: true })
    writeFileSync(join(top, path), content)
  }
  const program = join(top, 'program/bin/create-metis-node.js')
  const node = { path: join(top, 'node'), version: '20.20.0', isLinuxX64: true }

  /** Carries out one command line in `folder`, as the account of `home`. */
  async function run(argv: readonly string[], script: Script & { folder?: string; home?: string } = {}) {
    const home = join(top, script.home ?? 'home')
    const fake = fakeWorld({
      presetsDirectory,
      workingDirectory: join(top, script.folder ?? 'org'),
      columns: 100,
      env: {
        XDG_CACHE_HOME: `${home}/cache`,
        XDG_CONFIG_HOME: `${home}/config`,
        XDG_STATE_HOME: `${home}/state`,
      },
      ...script,
    })
    const code = await runCommandLine(argv, { ...fake.world, program, node, now: () => NOW })
    return { code, out: fake.stdout(), err: fake.stderr(), json: fake.json, asked: fake.asked }
  }
  const write = (path: string, content: string) => writeFileSync(join(top, path), content)
  const remove = (path: string) => rmSync(join(top, path), { recursive: true })
  const makeFolder = (path: string) => mkdirSync(join(top, path))
  return {
    top,
    makeFolder,
    presetsDirectory,
    run,
    write,
    remove,
    requests: paths,
    list: (folder: string) => readdirSync(join(top, folder)).sort(),
  }
}

/** Enough for parts that fit a stick. */
const NODE_BYTES = 3 * 1024 * 1024

const REAL_PRESETS = new URL('../../../presets', import.meta.url).pathname

import {
  chmodSync,
  chownSync,
  existsSync,
  lchownSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { execa } from 'execa'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { manifestText } from '../../src/bundle/manifest-text.js'
import { sha256 } from '../../src/lib/digest.js'
import { readScripts } from '../../src/packing/scripts.js'
import { pieceOf, smallManifest } from './small-bundle.js'

const { launcher, bootstrap } = await readScripts(new URL('../../presets', import.meta.url).pathname)
const busybox = ['/bin/busybox', '/usr/bin/busybox'].find((path) => existsSync(path))
const SHELLS = [['dash'], ['bash', '--posix'], ...(busybox === undefined ? [] : [[busybox, 'sh']])]

let top: string
/** What the folder of the bundle that was packed last is named after. */
let id: string
beforeEach(() => {
  top = mkdtempSync(join(tmpdir(), 'bundle scripts '))
  mkdirSync(join(top, 'home'))
})
afterEach(() => rmSync(top, { recursive: true, force: true }))

/** Stands in for Node.js: says what it was started with. */
const NODE = `#!/bin/sh
[ "$1" = --version ] && { echo v20.20.0; exit; }
echo "bundle $METIS_BUNDLE"
echo "command $METIS_COMMAND"
echo "options \${NODE_OPTIONS-none}"
echo "in $PWD"
shift
printf 'argument %s\\n' "$@"
cat
exit 7
`

const INSTALLER = {
  'installer/bin/create-metis-node.js': '//',
  'installer/bin/run.js': '//',
  'installer/dist/main.js': '//',
  'installer/dist/screens.js': '//',
  'installer/package.json': '{}',
}

interface Given {
  readonly node?: string
  /** As it arrives, when that is not what it was. */
  readonly arrived?: string
}

/** Writes the content of a bundle, as `tar xf` would leave it. */
function unpacked(folder: string, { node = NODE, arrived = node }: Given = {}): string {
  const pieces = {
    'runtime/node': node,
    ...INSTALLER,
    'create-metis-node': launcher,
    'release/metis-0.3.0/carrier': 'x'.repeat(100_000),
  }
  const manifest = smallManifest(Object.entries(pieces).map(([path, content]) => pieceOf(path, content)))
  for (const [path, text] of Object.entries({
    'manifest.json': manifestText(manifest),
    'manifest.sig': '{}',
    ...pieces,
    'runtime/node': arrived,
  })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
    chmodSync(join(folder, path), 0o755)
  }
  return folder
}

/** Programs that come before the machine's own. */
function machine(programs: Readonly<Record<string, string>>): string {
  const folder = join(top, 'machine')
  mkdirSync(folder, { recursive: true })
  for (const [name, text] of Object.entries(programs)) {
    writeFileSync(join(folder, name), `#!/bin/sh\n${text}\n`)
    chmodSync(join(folder, name), 0o755)
  }
  return folder
}

const FINE = { uname: '[ "$1" = -m ] && echo x86_64 || echo Linux', getconf: 'echo glibc 2.28' }

describe.each(SHELLS)('a bundle under %s %s', (...shell) => {
  const run = (args: readonly string[], programs: Readonly<Record<string, string>> = {}, cwd = top) => {
    const [program = '', ...options] = shell.filter((word) => word !== undefined)
    const path = `${machine({ ...FINE, ...programs })}:${process.env.PATH}`
    return execa(program, [...options, ...args], {
      cwd,
      reject: false,
      input: 'typed',
      env: { HOME: join(top, 'home'), PATH: path, NODE_OPTIONS: '--inspect', XDG_CACHE_HOME: '' },
    })
  }
  const start = (bundle: string, args: readonly string[] = [], programs = {}) =>
    run(['-c', bootstrap, bundle, ...args], programs)

  /** The same files as `sh acme.metis` finds them. */
  async function packed(given: Given = {}): Promise<string> {
    const folder = unpacked(join(top, 'content'), given)
    id = sha256(readFileSync(join(folder, 'manifest.json'), 'utf8')).slice(0, 16)
    const bundle = join(top, 'acme co.metis')
    const order = [
      'manifest.json',
      'manifest.sig',
      'runtime/node',
      'installer',
      'create-metis-node',
      'release',
    ]
    await execa('tar', ['-cf', bundle, '-C', folder, ...order])
    rmSync(folder, { recursive: true })
    return bundle
  }

  it('starts its own Node.js with the arguments, the folder and the input of the caller', async () => {
    const folder = unpacked(join(top, 'un packed'))

    const { stdout, stderr, exitCode } = await run([join(folder, 'create-metis-node'), 'plan', '-f', 'a b'])

    expect({ stdout: stdout.split('\n'), stderr, exitCode }).toEqual({
      stdout: [
        `bundle ${folder}`,
        `command '${folder}/create-metis-node'`,
        'options none',
        `in ${top}`,
        'argument plan',
        'argument -f',
        'argument a b',
        'typed',
      ],
      stderr: '',
      exitCode: 7,
    })
  })

  it.each([
    ['another system', { uname: 'echo FreeBSD' }, 'this is FreeBSD'],
    [
      'another architecture',
      { uname: '[ "$1" = -m ] && echo aarch64 || echo Linux' },
      'this machine is aarch64',
    ],
    ['an old glibc', { getconf: 'echo glibc 2.27' }, 'this system has glibc 2.27'],
    [
      'an old glibc that only ldd tells',
      { getconf: 'exit 1', ldd: 'echo "ldd (GNU libc) 2.17"' },
      'glibc 2.17',
    ],
    ['musl', { getconf: 'exit 1', ldd: 'echo "musl libc (x86_64)" >&2; exit 1' }, 'this system has musl'],
  ])('says of %s what it needs instead, in both languages', async (_, programs, sentence) => {
    const folder = unpacked(join(top, 'unpacked'))

    const direct = await run([join(folder, 'create-metis-node')], programs)
    const asFile = await start(await packed(), [], programs)

    for (const { stderr, stdout, exitCode } of [direct, asFile]) {
      expect({ stdout, exitCode, lines: stderr.split('\n').length }).toEqual({
        stdout: '',
        exitCode: 1,
        lines: 2,
      })
      expect(stderr).toContain(`create-metis-node: this`)
      expect(stderr).toContain(sentence)
      expect(stderr).toContain('create-metis-node：')
    }
  })

  it.each([
    ['glibc 2.28', 'Debian GLIBC 2.28-10) 2.28'],
    ['glibc 3.1', 'GNU libc) 3.1'],
  ])('takes %s from ldd', async (_, said) => {
    const folder = unpacked(join(top, 'unpacked'))
    const { exitCode } = await run([join(folder, 'create-metis-node')], {
      getconf: 'exit 1',
      ldd: `echo "ldd (${said}"`,
    })
    expect(exitCode).toBe(7)
  })

  it('explains what the loader says where nothing tells the version', async () => {
    const node = '#!/bin/sh\necho "node: /lib/libc.so.6: version \\`GLIBC_2.28\' not found" >&2\nexit 1\n'
    const folder = unpacked(join(top, 'unpacked'), { node })

    const { stderr, exitCode } = await run([join(folder, 'create-metis-node')], {
      getconf: 'exit 1',
      ldd: 'exit 1',
    })

    expect(exitCode).toBe(1)
    expect(stderr).toContain('this system is too old for the bundle')
    expect(stderr).toContain("version `GLIBC_2.28' not found")
  })

  it('says so when the program is not beside the launcher', async () => {
    const folder = unpacked(join(top, 'unpacked'))
    rmSync(join(folder, 'runtime/node'))
    const { stderr, exitCode } = await run([join(folder, 'create-metis-node')])
    expect(exitCode).toBe(1)
    expect(stderr).toContain('the program is missing beside')
  })

  it('takes the installer out once and hands it the bundle, the arguments and the input', async () => {
    const bundle = await packed()

    const first = await start(bundle, ['bundle', 'verify'])
    const second = await start(bundle, ['--version'])

    const folder = join(top, 'home/.cache/create-metis-node/bundles', id)
    expect({ stdout: first.stdout.split('\n'), exitCode: first.exitCode }).toEqual({
      stdout: [
        `bundle ${bundle}`,
        `command sh '${bundle}'`,
        'options none',
        `in ${top}`,
        'argument bundle',
        'argument verify',
        'typed',
      ],
      exitCode: 7,
    })
    expect(first.stderr).toContain(`Taking the installer out of the bundle, once, into ${folder} ...`)
    expect(existsSync(join(folder, 'release'))).toBe(false)
    expect({ stderr: second.stderr, exitCode: second.exitCode }).toEqual({ stderr: '', exitCode: 7 })
  })

  it('starts anew what an interrupted start has left half done', async () => {
    const bundle = await packed()
    const bundles = join(top, 'home/.cache/create-metis-node/bundles')
    mkdirSync(join(bundles, id, 'runtime'), { recursive: true })
    writeFileSync(join(bundles, id, 'runtime/node'), 'half')
    mkdirSync(join(bundles, '.unpacking-999999999'))

    expect((await start(bundle)).exitCode).toBe(7)

    expect(readFileSync(join(bundles, id, 'runtime/node'), 'utf8')).toBe(NODE)
    expect(existsSync(join(bundles, '.unpacking-999999999'))).toBe(false)
  })

  it.each(['runtime/node', ...Object.keys(INSTALLER)])('does not start where %s is empty', async (path) => {
    const folder = unpacked(join(top, 'unpacked'))
    truncateSync(join(folder, path))

    const { stdout, stderr, exitCode } = await run([join(folder, 'create-metis-node')])

    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 1 })
    expect(stderr).toContain(`the program is missing beside ${folder}/create-metis-node, or is empty there`)
  })

  it('does not start what is content and says no version', async () => {
    const folder = unpacked(join(top, 'unpacked'), { node: '\n' })

    const { stdout, stderr, exitCode } = await run([join(folder, 'create-metis-node')])

    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 1 })
    expect(stderr).toContain(`${folder}/runtime/node is not what it was when the bundle was made`)
  })

  it.each(['runtime/node', ...Object.keys(INSTALLER)])(
    'takes the installer out again where a power cut has left %s empty',
    async (path) => {
      const bundle = await packed()
      await start(bundle)
      const file = join(top, 'home/.cache/create-metis-node/bundles', id, path)
      truncateSync(file)

      expect((await start(bundle)).exitCode).toBe(7)

      expect(statSync(file).size).toBeGreaterThan(0)
    },
  )

  it('has everything on the disk before the launcher says that everything is there', async () => {
    const bundle = await packed()
    const seen = join(top, 'seen')
    const folder = join(top, 'home/.cache/create-metis-node/bundles', id)
    const sync = `echo "$@" >>'${seen}'; ls '${folder}' >>'${seen}'; [ $# -eq 0 ]`

    expect((await start(bundle, [], { sync })).exitCode).toBe(7)

    const there = ['installer', 'manifest.json', 'manifest.sig', 'runtime', '']
    expect(readFileSync(seen, 'utf8').split('\n')).toEqual([
      `-f ${folder}`,
      ...there.slice(0, 4),
      '',
      ...there,
    ])
  })

  it('starts though the bundle is cut off after the installer, which is to tell what is missing', async () => {
    const bundle = await packed()
    const bytes = readFileSync(bundle)
    writeFileSync(bundle, bytes.subarray(0, bytes.length - 60_000))
    expect((await start(bundle)).exitCode).toBe(7)
  })

  it('refuses a bundle whose installer is cut off, and leaves nothing of it', async () => {
    const bundle = await packed({ node: NODE + '#'.repeat(50_000) })
    writeFileSync(bundle, readFileSync(bundle).subarray(0, 40_000))

    const { stderr, exitCode } = await start(bundle)

    expect(exitCode).toBe(1)
    expect(stderr).toContain(`${bundle} does not hold the whole installer`)
    expect(existsSync(join(top, 'home/.cache/create-metis-node/bundles', id, 'runtime'))).toBe(false)
  })

  it('runs nothing of an installer that was damaged on its way, and starts once it was carried again', async () => {
    const bundle = await packed({ arrived: NODE.replace('exit 7', 'exit 6') })

    const { stdout, stderr, exitCode } = await start(bundle)

    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 1 })
    expect(stderr).toContain(`${bundle} is damaged: runtime/node in it is not what it was`)
    await packed()
    expect((await start(bundle)).exitCode).toBe(7)
  })

  it('goes on over what a start with the same process number has left', async () => {
    const bundle = await packed()
    const bundles = join(top, 'home/.cache/create-metis-node/bundles')
    const left = `mkdir -p '${bundles}'/.unpacking-$$/installer; : >'${bundles}'/.unpacking-$$/installer/stray`

    const { exitCode } = await run(['-c', `${left}\n${bootstrap}`, bundle])

    expect({ exitCode, stray: existsSync(join(bundles, id, 'installer/stray')) }).toEqual({
      exitCode: 7,
      stray: false,
    })
  })

  it('leaves to the program what it may show to others', async () => {
    const node = NODE.replace('exit 7', 'umask; exit 7')
    const bundle = await packed({ node })
    const first = await start(bundle)
    const second = await start(bundle)
    expect(first.stdout.split('\n').at(-1)).toBe(second.stdout.split('\n').at(-1))
  })

  it.runIf(process.getuid?.() === 0)('runs nothing that somebody else could exchange', async () => {
    const bundle = await packed()
    await start(bundle)
    const cache = join(top, 'home/.cache/create-metis-node')
    const folder = join(cache, 'bundles', id)
    for (const other of [cache, folder]) {
      chownSync(other, 12_345, 12_345)
      const { stderr, exitCode } = await start(bundle)
      expect(exitCode).toBe(1)
      expect(stderr).toContain(`${other} belongs to somebody else`)
      chownSync(other, 0, 0)
    }
    renameSync(folder, `${folder}.there`)
    symlinkSync(`${folder}.there`, folder)
    expect((await start(bundle)).exitCode).toBe(7)
    lchownSync(folder, 12_345, 12_345)
    expect((await start(bundle)).exitCode).toBe(1)
  })

  it('puts parts together, and names one that is missing', async () => {
    const bundle = await packed()
    const bytes = readFileSync(bundle)
    for (const [i, from] of [0, 3000, 50_000].entries()) {
      writeFileSync(`${bundle}.00${i + 1}`, bytes.subarray(from, [3000, 50_000][i] ?? bytes.length))
    }
    rmSync(bundle)

    expect((await start(`${bundle}.001`)).stdout.split('\n')[0]).toBe(`bundle ${bundle}.001`)

    rmSync(`${bundle}.002`)
    const { stderr, exitCode } = await start(`${bundle}.001`)
    expect(exitCode).toBe(1)
    expect(stderr).toContain(`a part is missing: ${bundle}.002.`)
  })

  it('refuses a disk that has no room', async () => {
    const df = 'echo Filesystem; echo "/dev/sda1 1000 900 2048 98% /"'
    const { stderr, exitCode } = await start(await packed(), [], { df })
    expect(exitCode).toBe(1)
    expect(stderr).toContain('has 2 MiB free, and the installer needs 256 MiB')
  })

  it('says which tool is missing', async () => {
    const only = join(top, 'only')
    mkdirSync(only)
    for (const tool of ['uname', 'getconf']) {
      writeFileSync(join(only, tool), readFileSync(join(machine(FINE), tool)), { mode: 0o755 })
    }
    const bundle = await packed()
    const [program = '', ...options] = shell.filter((word) => word !== undefined)
    const absolute = (await execa('which', [program])).stdout
    const { stderr, exitCode } = await execa(absolute, [...options, '-c', bootstrap, bundle], {
      cwd: top,
      reject: false,
      extendEnv: false,
      env: { HOME: join(top, 'home'), PATH: only },
    })
    expect(exitCode).toBe(1)
    expect(stderr).toContain('this machine has no tar,')
  })
})

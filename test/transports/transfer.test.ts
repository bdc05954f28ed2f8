import { createHash, randomBytes } from 'node:crypto'
import { on } from 'node:events'
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  truncateSync,
  watch,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { sh } from '../../src/lib/command.js'
import { connectHost } from '../../src/transports/connect.js'
import type { Transport } from '../../src/transports/transport.js'
import { answering, hostAt, problemOf } from './connecting.js'
import { type SshServer, startSshServer } from './ssh-server.js'

let server: SshServer
let transport: Transport
let home: string

beforeEach(async () => {
  server = await startSshServer()
  const answers = answering()
  home = answers.home
  transport = await connectHost(hostAt(server.port), answers.options)
})

afterEach(async () => {
  await transport.close()
  await server.close()
})

function source(name: string, content: Buffer | string) {
  const file = join(home, name)
  writeFileSync(file, content)
  const sha256 = createHash('sha256').update(content).digest('hex')
  return { source: file, sha256, size: Buffer.byteLength(content) }
}

describe('an upload', () => {
  it('brings 20 MB to a place whose directories do not exist yet, with its mode', async () => {
    const content = randomBytes(20_000_000)
    const path = join(home, `it's a "place" ü`, 'deep', 'file')
    const progress: number[] = []
    await transport.upload({ ...source('from', content), path }, { onBytes: (sent) => progress.push(sent) })
    expect(readFileSync(path).equals(content)).toBe(true)
    expect((statSync(path).mode & 0o777).toString(8)).toBe('644')
    expect(progress.at(-1)).toBe(20_000_000)
    expect(progress).toEqual([...progress].sort((a, b) => a - b))
    expect(readdirSync(join(path, '..'))).toEqual(['file'])
  })

  it('runs beside scripts, over one more channel however many files there are', async () => {
    const content = randomBytes(3_000_000)
    const files = Array.from({ length: 5 }, (_, i) => ({
      ...source(`from${i}`, content),
      path: join(home, `to${i}`),
    }))
    let ended = 0
    const uploads = files.map((file) => transport.upload(file).finally(() => (ended += 1)))
    const { output } = await transport.run(sh`echo beside`)
    expect([output, ended < 5]).toEqual(['beside\n', true])
    await Promise.all(uploads)
    expect(server.seen.commands).toHaveLength(2)
    expect(readFileSync(join(home, 'to4')).equals(content)).toBe(true)
  })

  it('of nothing makes an empty file', async () => {
    await transport.upload({ ...source('from', ''), path: join(home, 'to') })
    expect(statSync(join(home, 'to')).size).toBe(0)
  })

  it('replaces what is there only when it has arrived whole', async () => {
    const path = join(home, 'to')
    writeFileSync(path, 'old')
    const damaged = { ...source('from', randomBytes(500_000)), sha256: 'a'.repeat(64), path }
    expect(await problemOf(transport.upload(damaged))).toMatchObject({
      code: 'connection.corrupted-upload',
      where: { host: 'h1' },
      details: {
        path,
        expected: 'a'.repeat(64),
        actual: source('from2', readFileSync(damaged.source)).sha256,
      },
    })
    expect(readFileSync(path, 'utf8')).toBe('old')
    expect(readdirSync(home).filter((name) => name.includes('incoming'))).toEqual([])
    await transport.upload({ ...source('from', 'new'), path })
    expect(readFileSync(path, 'utf8')).toBe('new')
  })

  it('does not move a file into a directory of its name', async () => {
    mkdirSync(join(home, 'to'))
    const problem = await problemOf(transport.upload({ ...source('from', 'x'), path: join(home, 'to') }))
    expect(problem.code).toBe('connection.upload-failed')
    expect(problem.output?.join()).toContain('directory')
    expect(readdirSync(home).filter((name) => name.startsWith('to'))).toEqual(['to'])
  })

  it('that can not be written says so before all of it is sent', async () => {
    const content = randomBytes(30_000_000)
    writeFileSync(join(home, 'file'), '')
    let sent = 0
    const upload = { ...source('from', content), path: join(home, 'file', 'below') }
    const problem = await problemOf(transport.upload(upload, { onBytes: (bytes) => (sent = bytes) }))
    expect(problem.code).toBe('connection.upload-failed')
    expect(sent).toBeLessThan(30_000_000)
    expect((await transport.run(sh`echo fine`)).output).toBe('fine\n')
  })

  it.each([
    ['small', 7],
    ['large', 3_000_000],
  ])('of a %s file to a full disk says that the disk is full', async (_, bytes) => {
    const full = await startSshServer({
      command: (command) =>
        `full() { echo "x: No space left on device" >&2; return 1; }; perl() { full; }; head() { full; }; export -f full perl head; ${command}`,
    })
    const answers = answering()
    const tiny = await connectHost(hostAt(full.port, { user: 'root' }), answers.options)
    const problem = await problemOf(
      tiny.upload({ ...source('from', randomBytes(bytes)), path: join(home, 'to') }),
    )
    expect(problem).toMatchObject({
      code: 'connection.disk-full',
      details: { host: 'h1', path: join(home, 'to') },
    })
    await tiny.close()
    await full.close()
  })

  it('to a host that answers without a new line is given up', async () => {
    const endless = await startSshServer({
      command: (command) =>
        `head() { command head -c 9000000 /dev/zero >&2; return 1; }; export -f head; ${command}`,
    })
    const talking = await connectHost(hostAt(endless.port, { user: 'root' }), answering().options)
    const upload = talking.upload({ ...source('from', 'content'), path: join(home, 'to') })
    expect((await problemOf(upload)).code).toBe('connection.line-too-long')
    await talking.close()
    await endless.close()
  })

  it('of a file that is missing or shorter than said fails, and leaves nothing', async () => {
    const path = join(home, 'to')
    const missing = { ...source('from', 'abc'), source: join(home, 'missing'), path }
    expect((await problemOf(transport.upload(missing))).code).toBe('connection.upload-source-unusable')
    const short = { ...source('from', 'abc'), size: 10, path }
    expect((await problemOf(transport.upload(short))).code).toBe('connection.upload-source-unusable')
    await transport.upload({ ...source('from', 'abc'), path })
    expect(readdirSync(home).filter((name) => name.startsWith('to'))).toEqual(['to'])
  })

  it('that is aborted ends at once and leaves nothing', async () => {
    const stop = new AbortController()
    const upload = transport.upload(
      { ...source('from', randomBytes(20_000_000)), path: join(home, 'to') },
      { signal: stop.signal, onBytes: (sent) => sent > 10_000_000 && stop.abort(new Error('enough')) },
    )
    await expect(upload).rejects.toThrow('enough')
    await transport.run(sh`cd ${home}; while ls | grep -q '^to'; do sleep 0.02; done`)
    expect(readdirSync(home).filter((name) => name.startsWith('to'))).toEqual([])
  })

  it('that loses its connection says so', async () => {
    const upload = transport.upload(
      { ...source('from', randomBytes(20_000_000)), path: join(home, 'to') },
      { onBytes: () => server.drop() },
    )
    expect((await problemOf(upload)).code).toBe('connection.lost')
  })
})

describe('a download', () => {
  it('brings a large binary file with mode 0600', async () => {
    const content = randomBytes(20_000_000)
    writeFileSync(join(home, 'there'), content)
    await transport.download(join(home, 'there'), join(home, 'backup', 'here'))
    expect(readFileSync(join(home, 'backup', 'here')).equals(content)).toBe(true)
    expect(statSync(join(home, 'backup', 'here')).mode & 0o777).toBe(0o600)
    expect(readdirSync(join(home, 'backup'))).toEqual(['here'])
  })

  it('of a missing file says what the host said, and leaves nothing', async () => {
    const problem = await problemOf(transport.download(join(home, 'missing'), join(home, 'backup', 'here')))
    expect(problem.code).toBe('connection.download-failed')
    expect(problem.details.output).toContain('No such file or directory')
    expect(readdirSync(join(home, 'backup'))).toEqual([])
  })

  /** A host with a large file, which it says is of this size. */
  async function hostThatSays(size: number) {
    const says = `openssl() { printf '%064d' 0; }; stat() { echo ${size}; }; export -f openssl stat`
    const server = await startSshServer({ command: (command) => `${says}; ${command}` })
    const from = await connectHost(hostAt(server.port, { user: 'root' }), answering().options)
    const path = join(home, 'large')
    writeFileSync(path, '')
    truncateSync(path, 300_000_000)
    mkdirSync(join(home, 'backup'))
    const close = async () => {
      await from.close()
      await server.close()
    }
    return { from, path, drop: server.drop, close }
  }

  const openFiles = () =>
    readdirSync('/proc/self/fd')
      .flatMap((fd) => {
        try {
          return [readlinkSync(join('/proc/self/fd', fd))]
        } catch {
          return []
        }
      })
      .filter((file) => file.startsWith(join(home, 'backup', 'here')))

  it('of more than the host announced is stopped, as it may have no end', async () => {
    const { from, close } = await hostThatSays(100)
    expect(await problemOf(from.download('/dev/zero', join(home, 'backup', 'here')))).toMatchObject({
      code: 'connection.corrupted-download',
      details: { expected: '0'.repeat(64) },
    })
    expect([readdirSync(join(home, 'backup')), openFiles()]).toEqual([[], []])
    await close()
  })

  it('that is aborted, or loses its connection, leaves neither a file nor an open one', async () => {
    const { from, path, drop, close } = await hostThatSays(300_000_000)
    const stop = new AbortController()
    const begun = async (then: () => void) => {
      const watcher = watch(join(home, 'backup'))
      for await (const [kind] of on(watcher, 'change')) if (kind === 'change') break
      watcher.close()
      then()
    }
    const aborted = from.download(path, join(home, 'backup', 'here'), { signal: stop.signal })
    await Promise.all([
      expect(aborted).rejects.toThrow('enough'),
      begun(() => stop.abort(new Error('enough'))),
    ])
    expect([readdirSync(join(home, 'backup')), openFiles()]).toEqual([[], []])
    const [problem] = await Promise.all([
      problemOf(from.download(path, join(home, 'backup', 'here'))),
      begun(drop),
    ])
    expect(problem.code).toBe('connection.lost')
    expect([readdirSync(join(home, 'backup')), openFiles()]).toEqual([[], []])
    await close()
  })

  it('to a place that can not be written is a failure of this machine', async () => {
    writeFileSync(join(home, 'file'), 'x')
    const problem = await problemOf(transport.download(join(home, 'file'), join(home, 'file', 'below')))
    expect(problem.code).toBe('connection.download-failed')
  })
})

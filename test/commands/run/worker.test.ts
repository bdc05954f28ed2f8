import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { NO_CREDENTIALS } from '../../../src/commands/organisation/given-credentials.js'
import { followedRun } from '../../../src/commands/run/run-handles.js'
import { startWorker } from '../../../src/commands/run/worker.js'
import { viewOf } from '../view.js'

/** In place of this program: says what it was given, and in whose session it is. */
const STAND_IN = `
const { readFileSync } = require('node:fs')
const say = (line) => console.log(JSON.stringify(line))
const at = new Date().toISOString()
const stat = readFileSync('/proc/self/stat', 'utf8')
const [, , , session] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
say({ type: 'given', argv: process.argv.slice(2), input: JSON.parse(readFileSync(0, 'utf8')), folder: process.cwd() })
say({ type: 'session', isItsOwn: Number(session) === process.pid })
say({ type: 'environment', text: readFileSync('/proc/self/environ', 'latin1') })
console.error('Warning: something')
say({ type: 'ended', at, exitCode: 0 })
`

it.runIf(process.platform === 'linux')(
  'is a process in a session of its own, with its passwords on standard input and all it says in a file',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), "it's a -folder "))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    const program = join(folder, 'program.cjs')
    const file = join(folder, 'org.yaml')
    writeFileSync(program, STAND_IN)
    writeFileSync(file, '')
    const password = ' q"u\'o`t$e\n目 '
    const credentials = { ...NO_CREDENTIALS, sudo: { 'ops@10.0.0.1:22': password } }
    const world = {
      program,
      env: {
        PATH: process.env.PATH,
        METIS_SSH_PASSWORD: 'of-ssh',
        METIS_SUDO_PASSWORD: 'of-sudo',
        METIS_DATABASE_PASSWORD: 'of-the-database',
        METIS_RECOVERY_PASSPHRASE: 'of-recovery',
        METIS_BUNDLE: '/a.metis',
      },
      now: () => new Date('2026-01-31T12:00:00.000Z'),
    }

    const worker = await startWorker(world, {
      command: ['apply'],
      file,
      digest: 'd1',
      credentials,
      language: 'zh',
    })
    expect(worker.output).toBe(join(folder, 'runs', '20260131T120000000Z-apply.output'))
    expect(statSync(worker.output).mode & 0o777).toBe(0o600)

    const lock = { lock: join(folder, '.lock') }
    const leave = new AbortController()
    const { process: writer, output: path } = worker
    const run = followedRun({ path, folder: lock, writer, signal: leave.signal })
    await viewOf(run, ({ state }) => state === 'done')

    const [given, session, environment, warning] = readFileSync(path, 'utf8').split('\n')
    const argv = [
      'apply',
      `--file=${file}`,
      '--reviewed=d1',
      '--lang=zh',
      '--yes',
      '--json',
      '--credentials-from-stdin',
    ]
    const passwords = { sshPassword: 'of-ssh', sudoPassword: 'of-sudo', databasePassword: 'of-the-database' }
    const input = { ...passwords, ...credentials }
    expect(JSON.parse(given ?? '')).toEqual({ type: 'given', argv, input, folder })
    const { text } = JSON.parse(environment ?? '{}')
    expect(text.split('\0').filter((one: string) => one.startsWith('METIS_'))).toEqual([
      'METIS_BUNDLE=/a.metis',
    ])
    expect(JSON.parse(session ?? '')).toEqual({ type: 'session', isItsOwn: true })
    expect(warning).toBe('Warning: something')
  },
)

it('that ends before it has read its passwords is lost, and its last words say why', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'worker-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const program = join(folder, 'program.cjs')
  writeFileSync(program, 'throw new Error("no such thing")')
  const world = { program, env: { PATH: process.env.PATH }, now: () => new Date() }
  const input = { file: join(folder, 'org.yaml'), digest: 'd1', language: 'en' } as const

  const { process: writer, output: path } = await startWorker(world, {
    command: ['apply'],
    ...input,
    credentials: NO_CREDENTIALS,
  })
  const leave = new AbortController()
  const run = followedRun({ path, folder: { lock: join(folder, '.lock') }, writer, signal: leave.signal })
  const { problems } = await viewOf(run, ({ state }) => state === 'lost')
  expect(problems).toMatchObject([{ code: 'run.process-lost' }])
  expect(problems[0]?.output).toContain('Error: no such thing')
})

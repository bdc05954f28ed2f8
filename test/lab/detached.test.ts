import { once } from 'node:events'
import { readFileSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Worker } from '../../src/commands/run/worker.js'
import { followFile } from '../../src/state/follow-file.js'
import { isAlive } from '../../src/state/process-identity.js'
import { bootLab, type Lab, labRefusal } from './lab.js'
import {
  artifactsOf,
  type JsonLine,
  type Organisation,
  organisationOn,
  PROGRAM,
  startDataCenter,
} from './organisation.js'

const WORKER = fileURLToPath(new URL('../../src/commands/run/worker.ts', import.meta.url))
const TSX = import.meta.resolve('tsx')
const isSkipped = labRefusal() !== undefined && !process.env.CI

/** A program that starts a worker, says which, and stays: what a wizard is to its install. */
const STARTER = `
const { startWorker } = await import(process.argv[1])
const [program, file, digest] = JSON.parse(process.argv[2])
const input = await new Response(process.stdin).text()
const credentials = { login: {}, sudo: JSON.parse(input), passphrases: {} }
const world = { program, env: process.env, now: () => new Date() }
console.log(JSON.stringify(await startWorker(world, { command: ['apply'], file, digest, credentials, language: 'en' })))
setInterval(() => {}, 1000)
`

describe.skipIf(isSkipped).sequential('a run that nobody sits in front of', () => {
  let lab: Lab
  let operator: Organisation
  let file: string
  const noPasswords = { env: { METIS_SUDO_PASSWORD: undefined } }

  beforeAll(async () => {
    lab = await bootLab({ name: 'detached', subnet: '10.84.0', hosts: [{ name: 'h1' }] })
    operator = organisationOn(lab)
    await startDataCenter(lab)
    const { fingerprint } = lab.host('h1')
    const login = `user: operator, identityFile: ${lab.keyFile}, hostKey: '${fingerprint}'`
    file = operator.write(`
organisation: acme
release: metis-0.3.0
hosts:
  h1: { address: 10.84.0.11, ${login} }
roles:
  consul: h1
  carrier: { host: h1, externalAddress: 10.84.0.11 }
  admin: h1
network: { dataCenter: '${lab.address}:9090', bootstrapNodes: [] }
${artifactsOf(lab)}`)
  })
  afterAll(async () => {
    operator?.remove()
    await lab?.down()
  })

  async function digest(): Promise<string> {
    const { lines, all } = await operator.json(['plan'])
    const plan = lines.find(({ type }) => type === 'plan')
    expect(plan, all).toBeDefined()
    return plan?.digest
  }

  /** Starts a worker as a wizard does, and kills the wizard as soon as it has. */
  async function startAndVanish(reviewed: string): Promise<Worker> {
    const order = JSON.stringify([PROGRAM, file, reviewed])
    const starter = lab.run(
      process.execPath,
      ['--import', TSX, '--input-type=module', '-e', STARTER, WORKER, order],
      {
        cwd: operator.folder,
        extendEnv: false,
        env: { ...operator.environment },
        input: JSON.stringify({ 'operator@10.84.0.11:22': lab.password }),
        stderr: 'inherit',
        reject: false,
      },
    )
    const [said] = await once(starter.stdout, 'data')
    process.kill(starter.pid ?? 0, 'SIGKILL')
    expect((await starter).signal).toBe('SIGKILL')
    return JSON.parse(String(said)) as Worker
  }

  /** The first line of its output for which that holds. */
  async function line({ output, process }: Worker, isMeant: (line: JsonLine) => boolean): Promise<JsonLine> {
    const leave = new AbortController()
    const isOver = () => isAlive(process) === false
    for await (const lines of followFile(output, { isOver, signal: leave.signal })) {
      for (const text of lines) {
        const one = text.startsWith('{') ? (JSON.parse(text) as JsonLine) : { type: text }
        if (isMeant(one)) return one
      }
    }
    throw new Error(`the worker ended without that line:\n${readFileSync(output, 'utf8').slice(-2000)}`)
  }

  test('nothing runs, and nothing has run', async () => {
    expect(await operator.run(['watch'])).toMatchObject({
      exitCode: 0,
      all: expect.stringContaining('nothing has run yet'),
    })
    expect(await operator.run(['watch', '--stop'])).toMatchObject({
      exitCode: 1,
      all: expect.stringContaining('state.nothing-runs'),
    })
  })

  test('a worker carries out no plan but the one that was reviewed', async () => {
    const worker = await startAndVanish('another digest')
    expect(await line(worker, ({ type }) => type === 'ended')).toMatchObject({ exitCode: 1 })
    expect(await line(worker, ({ type }) => type === 'problem')).toMatchObject({ code: 'run.plan-changed' })
    const { exitCode, stdout } = await operator.run(['watch'])
    expect(exitCode).toBe(1)
    expect(stdout).toContain('run.plan-changed')
    expect((await lab.host('h1').exec('ls /opt/metis 2>/dev/null || true')).stdout).toBe('')
  })

  test('one that has lost its starter goes on, and is asked to stop from elsewhere', async () => {
    const worker = await startAndVanish(await digest())
    await line(worker, ({ type }) => type === 'started')
    const { exitCode, stdout, stderr } = await operator.run(['watch', '--stop'])
    expect(exitCode, stdout + stderr).toBe(130)
    expect(stderr).toContain(`Asked apply (process ${worker.process.pid}) to stop.`)
    expect(stdout).toMatch(/^Stopped: \d+ of \d+ actions done\.$/m)
    expect(stdout).toContain('apply was stopped.')
    expect(isAlive(worker.process)).toBe(false)
  })

  test('one that is killed is told as killed', async () => {
    const worker = await startAndVanish(await digest())
    await line(worker, ({ type }) => type === 'started')
    process.kill(worker.process.pid, 'SIGKILL')
    const { exitCode, stdout } = await operator.run(['watch'])
    expect(exitCode).toBe(1)
    expect(stdout).toContain('run.process-lost')
  })

  test('its passwords are in no argument, environment or file, and what it says is for its owner', async () => {
    const worker = await startAndVanish(await digest())
    await line(worker, ({ type }) => type === 'run-started')
    const { pid } = worker.process
    for (const file of ['cmdline', 'environ']) {
      expect(readFileSync(`/proc/${pid}/${file}`, 'utf8')).not.toContain(lab.password)
    }
    expect(statSync(worker.output).mode & 0o777).toBe(0o600)
    expect(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[3]).toBe(String(pid))
  })

  test('watch sees it to its end, and says where the console is', async () => {
    const watching = operator.run(['watch'], noPasswords)
    const lines = operator.json(['watch'], noPasswords)
    const { exitCode, stdout, all } = await watching
    expect(exitCode, all).toBe(0)
    expect(stdout).toMatch(/^ *\d+\/\d+ {2}h1 {2}carrier {2}metis-carrier\.service runs/m)
    expect(stdout).toContain('Web console:  http://10.84.0.11/')
    expect(stdout).toMatch(/apply has ended: done\.$/)
    expect(all).not.toContain(lab.password)
    const types = (await lines).lines.map(({ type }) => type)
    expect([types[0], types.at(-1)]).toEqual(['begun', 'ended'])
    expect((await operator.run(['plan'])).exitCode).toBe(0)
  })

  test('afterwards it tells how that ended', async () => {
    const { exitCode, stdout, stderr } = await operator.run(['watch'])
    expect(exitCode).toBe(0)
    expect(stderr).toContain('Nothing runs now. The last command was apply by root')
    expect(stdout).toMatch(/^All actions done: \d+\.$/m)
  })

  test('a command in another terminal is seen to its end too', async () => {
    const running = operator.start(['restart', 'carrier', '--yes'])
    await running.line(({ type }) => type === 'run-started')
    const { exitCode, stdout, all } = await operator.run(['watch'], noPasswords)
    expect(exitCode, all).toBe(0)
    expect(stdout).toMatch(/^ *\d+\/\d+ {2}h1 {2}carrier {2}is healthy/m)
    expect(stdout).toContain('restart has ended: done.')
    expect((await running.end()).exitCode).toBe(0)
  })
})

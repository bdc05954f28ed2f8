import { copyFileSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bootLab, type Lab, labRefusal } from './lab.js'
import {
  artifactsOf,
  type JsonLine,
  type Organisation,
  organisationOn,
  startDataCenter,
} from './organisation.js'
import { RACES } from './race.js'

const isSkipped = labRefusal() !== undefined && !process.env.CI
/** After `LEASE_SECONDS` of silence, and what a host takes to notice and to end. */
const FREE_WITHIN_SECONDS = 65
/** How long one stands still who has lost the hosts: at the least until then, and for two minutes in the long run. */
const STILL_MILLISECONDS = RACES > 2 ? 120_000 : 0

describe.skipIf(isSkipped).sequential('two who work on the same hosts', () => {
  let lab: Lab
  let first: Organisation
  let second: Organisation

  beforeAll(async () => {
    lab = await bootLab({ name: 'pair', subnet: '10.94.0', hosts: [{ name: 'h1' }, { name: 'h2' }] })
    first = organisationOn(lab)
    second = organisationOn(lab)
    await startDataCenter(lab)
    first.write(orgYaml('acme'))
    second.write(orgYaml('acme'))
    // A copy of the folder, on another machine.
    expect((await first.run(['plan'])).exitCode).toBe(2)
    expect(
      (await first.run(['init', 'made-for-its-secrets', '--preset', 'minimal', '--name', 'acme'])).exitCode,
    ).toBe(0)
    for (const { folder } of [first, second]) {
      copyFileSync(join(first.folder, 'made-for-its-secrets', 'secrets.json'), join(folder, 'secrets.json'))
    }
  })
  afterAll(async () => {
    first?.remove()
    second?.remove()
    await lab?.down()
  })

  const orgYaml = (organisation: string) => `
organisation: ${organisation}
release: metis-0.3.0
hosts:
  h1: { address: 10.94.0.11, user: operator, identityFile: ${lab.keyFile}, hostKey: '${lab.host('h1').fingerprint}' }
  h2: { address: 10.94.0.12, user: operator, identityFile: ${lab.keyFile}, hostKey: '${lab.host('h2').fingerprint}' }
roles: { consul: h1, carrier: { host: h2, externalAddress: 10.94.0.12 }, admin: h1 }
network: { dataCenter: '${lab.address}:9090', bootstrapNodes: [] }
${artifactsOf(lab)}`

  const APPLY = ['apply', '--yes']
  const problemIn = (lines: readonly JsonLine[]) =>
    lines.find(({ type, severity }) => type === 'problem' && severity === 'error')
  /** What the installer has put on a host, with times: changes with whatever it does there. */
  const traces = async (host: string) =>
    (
      await lab
        .host(host)
        .exec(
          'find /opt/metis /etc/systemd/system -path "*/log" -prune -o -path "*/data" -prune -o -printf "%p %T@\\n" 2>/dev/null | sort',
        )
    ).stdout

  /** Waits until nobody holds the host; after how many seconds, and which shells of who held it still live then. */
  const freed = async (host: string) => {
    const script = `
      shells=$(cat /run/metis-hold/shells)
      until flock -n /run/metis-hold/lock true; do sleep 0.2; done
      echo "$SECONDS"
      for pid in $shells; do [ ! -d "/proc/$pid" ] || cat "/proc/$pid/cmdline"; done`
    const { stdout } = await lab.host(host).exec(script, { check: true })
    const [seconds = '', ...alive] = stdout.trimEnd().split('\n')
    return { seconds: Number(seconds), alive }
  }
  const isFreeInTime = { seconds: expect.toSatisfy((seconds) => seconds <= FREE_WITHIN_SECONDS), alive: [] }

  test('begin at once: one installs, the other is told who, what and since when, and has changed nothing', async () => {
    const [one, other] = await Promise.all([first.json(APPLY), second.json(APPLY)])
    const [winner, loser] = one.exitCode === 0 ? [one, other] : [other, one]
    expect([winner.exitCode, winner.exitCode === 0 ? '' : winner.all]).toEqual([0, ''])
    expect(loser.exitCode).toBe(1)
    expect(problemIn(loser.lines)).toMatchObject({
      code: 'run.host-held',
      details: {
        user: 'root',
        machine: expect.any(String),
        command: 'apply',
        since: expect.stringMatching(/^20/),
      },
    })
    for (const { run } of [first, second]) expect((await run(['plan'])).exitCode).toBe(0)
  })

  test('one who has the folder without its secrets, or with others, changes nothing, and makes no secrets', async () => {
    const clone = organisationOn(lab)
    try {
      clone.write(orgYaml('acme'))
      for (const args of [APPLY, ['plan']]) {
        const { exitCode, lines } = await clone.json(args)
        expect([exitCode, problemIn(lines)?.code]).toEqual([1, 'preflight.other-secrets'])
        expect(existsSync(join(clone.folder, 'secrets.json'))).toBe(false)
      }
      expect((await clone.json(['check'])).lines.map(({ code }) => code)).toContain('preflight.other-secrets')
      await clone.run(['init', 'others', '--preset', 'minimal', '--name', 'acme'])
      copyFileSync(join(clone.folder, 'others', 'secrets.json'), join(clone.folder, 'secrets.json'))
      const { exitCode, lines } = await clone.json(APPLY)
      expect([exitCode, problemIn(lines)?.code]).toEqual([1, 'preflight.other-secrets'])
      copyFileSync(join(first.folder, 'secrets.json'), join(clone.folder, 'secrets.json'))
      expect((await clone.run(APPLY)).exitCode).toBe(0)
    } finally {
      clone.remove()
    }
  })

  test('a look says that somebody is at work; who waits begins when that has ended', async () => {
    const running = first.start(['restart', '--yes'])
    await running.line(({ type }) => type === 'started')
    const looks = await Promise.all([['plan'], ['logs', '-n', '1']].map((look) => second.run(look)))
    for (const look of looks) expect(look.stderr).toContain('is at work on')
    const waited = await second.json(['apply', '--yes', '--wait'])
    expect(waited.lines.find(({ type }) => type === 'waiting')).toMatchObject({ code: 'run.host-held' })
    expect([waited.exitCode, waited.exitCode === 0 ? '' : waited.all]).toEqual([0, ''])
    expect((await running.end()).exitCode).toBe(0)
  })

  test('who follows a log keeps nobody from a host', async () => {
    const following = first.start(['logs', '--follow'])
    await following.line(({ type }) => type === 'log')
    expect((await second.json(['restart', 'carrier', '--yes'])).exitCode).toBe(0)
    following.interrupt()
    await following.end()
  })

  test('one that is killed holds nothing any more', async () => {
    const running = first.start(['restart', '--yes'])
    await running.line(({ type }) => type === 'started')
    running.kill()
    expect(await Promise.all(['h1', 'h2'].map(freed))).toEqual([isFreeInTime, isFreeInTime])
    const { exitCode, all } = await second.run(APPLY)
    expect([exitCode, exitCode === 0 ? '' : all]).toEqual([0, ''])
    await running.end()
  })

  test('one whose connections are killed has the hosts again, and comes to its end', async () => {
    const running = first.start(['restart', '--yes'])
    await running.line(({ type }) => type === 'started')
    for (const host of ['h1', 'h2'])
      await lab.host(host).exec('kill -KILL $(pgrep -u operator -x sshd)', { check: true })
    const { exitCode, lines, all } = await running.end()
    expect([exitCode, exitCode === 0 ? '' : all]).toEqual([0, ''])
    expect(lines.some(({ type }) => type === 'host-back')).toBe(true)
    expect((await second.run(['plan'])).exitCode).toBe(0)
  })

  test('one that stands still for a minute has lost the hosts, and changes nothing when it goes on', async () => {
    const running = first.start(['restart', '--yes'])
    await running.line(({ type }) => type === 'started')
    running.signal('SIGSTOP')
    const still = new Promise((resolve) => setTimeout(resolve, STILL_MILLISECONDS))
    expect(problemIn((await second.json(APPLY)).lines)).toMatchObject({ code: 'run.host-held' })
    expect(await Promise.all(['h1', 'h2'].map(freed))).toEqual([isFreeInTime, isFreeInTime])
    const { exitCode, all } = await second.run(APPLY)
    expect([exitCode, exitCode === 0 ? '' : all]).toEqual([0, ''])
    await still
    const before = await Promise.all(['h1', 'h2'].map(traces))
    running.signal('SIGCONT')
    const ended = await running.end()
    expect(ended.exitCode).toBe(1)
    expect(ended.lines.filter(({ type }) => type === 'problem').map(({ code }) => code)).toContain(
      'run.hold-lost',
    )
    expect(await Promise.all(['h1', 'h2'].map(traces))).toEqual(before)
    expect((await second.run(['plan'])).exitCode).toBe(0)
  })

  test('one whose cable is pulled has lost the hosts after a minute', async () => {
    const running = first.start(['restart', '--yes'])
    await running.line(({ type }) => type === 'started')
    await lab.host('h2').unplug()
    expect(await freed('h2')).toEqual(isFreeInTime)
    expect((await running.end()).exitCode).toBe(1)
    await lab.host('h2').plug()
    const { exitCode, all } = await second.run(['apply', '--yes', '--wait'])
    expect([exitCode, exitCode === 0 ? '' : all]).toEqual([0, ''])
  })
})

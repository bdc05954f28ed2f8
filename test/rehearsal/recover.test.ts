import { createHash } from 'node:crypto'
import { appendFile, cp, mkdtemp, readdir, readFile, rm, stat, unlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import type { Machines } from '../../src/commands/organisation/machines.js'
import { openOrganisation } from '../../src/commands/organisation/open-organisation.js'
import { runCommandLine } from '../../src/commands/program/command-line.js'
import { type OpenRehearsal, openRehearsal } from '../../src/commands/rehearse/open-rehearsal.js'
import { fault } from '../../src/errors/problem.js'
import { fakeWorld } from '../commands/fake-world.js'
import { PRESETS, presetText } from './rehearsed-world.js'

const FIRST = 'ops@10.20.0.11'
const NO_SECRETS = `{ "version": 1, "salt": "${'0'.repeat(64)}", "secrets": {} }\n`
const VIA = '\nports: { via: 10131 }\n'

/** Installed, and then changed once: generation 2 everywhere. */
let rehearsal: OpenRehearsal
let passphrase: string

beforeAll(async () => {
  rehearsal = await openRehearsal({ text: await presetText('data-provider'), speed: 'instant' })
  expect((await run(rehearsal.folder, ['apply'])).exitCode).toBe(0)
  await appendFile(join(rehearsal.folder, 'org.yaml'), VIA)
  expect((await run(rehearsal.folder, ['apply'])).exitCode).toBe(0)
  const { secrets } = JSON.parse(await readFile(join(rehearsal.folder, 'secrets.json'), 'utf8')) as {
    secrets: Record<string, { value: string }>
  }
  passphrase = secrets['recovery-passphrase']?.value ?? ''
})

afterAll(() => rehearsal.dispose())

interface How {
  readonly connect?: Machines['connect']
  readonly passphrase?: string
}

/** One command on another machine, which has nothing but what lies in that folder. */
async function run(workingDirectory: string, argv: readonly string[], how: How = {}) {
  const { machines } = rehearsal
  const env = { METIS_RECOVERY_PASSPHRASE: how.passphrase ?? passphrase }
  const own = fakeWorld({ env, presetsDirectory: PRESETS, workingDirectory })
  const exitCode = await runCommandLine([...argv, '--yes', '--accept-new-host-keys'], {
    ...own.world,
    connect: how.connect ?? machines.connect,
    open: (session, needs, command) => openOrganisation(session, needs, command, machines),
  })
  const said = `${own.stdout()}${own.stderr()}`
  return { exitCode, said: said.replace(/\s+/g, ' '), stdout: own.stdout(), stderr: own.stderr() }
}

async function newLaptop() {
  const laptop = await mkdtemp(join(tmpdir(), 'laptop-'))
  onTestFinished(() => rm(laptop, { recursive: true, force: true }))
  const recover = (how?: How, ...more: string[]) => run(laptop, ['recover', '--from', FIRST, ...more], how)
  return { laptop, recover }
}

type Kept = readonly [name: string, head: string, body: string]

/** The hosts as they are, but for what the first one says that it keeps. */
function hostsThat(keep: (kept: Kept, at: number) => readonly Kept[]): Machines['connect'] {
  return async (host, options) => {
    const transport = await rehearsal.machines.connect(host, options)
    return {
      ...transport,
      run: async (job, options) => {
        const result = await transport.run(job, options)
        if (job.errand?.kind !== 'read-records') return result
        const lines = result.output.split('\n')
        const all = [0, 1].map(
          (i): Kept => [lines[3 * i] ?? '', lines[3 * i + 1] ?? '', lines[3 * i + 2] ?? ''],
        )
        return {
          ...result,
          output: all
            .flatMap(keep)
            .flatMap((kept) => kept.map((line) => `${line}\n`))
            .join(''),
        }
      },
    }
  }
}

/** With all that can be made anew without the secrets. */
function forged([name, head]: Kept, changes: object, body: string): readonly Kept[] {
  const sum = createHash('sha256').update(body).digest('hex')
  return [[name, JSON.stringify({ ...(JSON.parse(head) as object), body: sum, ...changes }), body]]
}

describe('from one host to a folder on a new laptop', () => {
  test('that goes on where the other one was', async () => {
    const { laptop, recover } = await newLaptop()
    const { exitCode, stdout, stderr } = await recover({}, 'acme')
    expect(exitCode).toBe(0)
    expect(stderr).toBe(
      'Connecting to 10.20.0.11 ...\nReading what 10.20.0.11 keeps ...\n' +
        'Opening the secrets of rehearsal, generation 2 ...\nAsking 2 other hosts what they keep ...\n',
    )
    expect(stdout).toContain('Generation 2 of rehearsal, applied by ')
    expect(stdout).toMatch(/\nh2 +the same\nh3 +the same\n/)
    expect(stdout).toMatch(/1\. create-metis-node plan --file acme\/org.yaml\n +2\. create-metis-node status/)
    for (const secret of [passphrase]) expect(stdout + stderr).not.toContain(secret)

    const acme = join(laptop, 'acme')
    const same = async (name: string) =>
      [acme, rehearsal.folder].map((at) => readFile(join(at, name), 'utf8'))
    for (const name of ['org.yaml', 'applied.jsonl']) {
      const [now, before] = await Promise.all(await same(name))
      expect(now).toBe(before)
    }
    const [secrets = '', former = ''] = await Promise.all(await same('secrets.json'))
    expect(JSON.parse(secrets)).toEqual(JSON.parse(former))
    expect((await stat(join(acme, 'secrets.json'))).mode & 0o777).toBe(0o600)
    expect((await readdir(acme)).toSorted()).toEqual([
      '.gitignore',
      'applied.jsonl',
      'known_hosts',
      'org.schema.json',
      'org.yaml',
      'secrets.json',
    ])
    expect((await run(acme, ['plan'])).exitCode).toBe(0)
  })

  test('as handover.md names it, and as JSON', async () => {
    const { laptop, recover } = await newLaptop()
    const { exitCode, stdout } = await recover({}, '-f', 'acme/org.yaml', '--json')
    expect(exitCode).toBe(0)
    const lines = stdout.trim().split('\n')
    expect(lines.map((line) => JSON.parse(line) as object)).toEqual(
      expect.arrayContaining([
        {
          type: 'recovered',
          organisation: 'rehearsal',
          generation: 2,
          from: '10.20.0.11',
          folder: join(laptop, 'acme'),
        },
        { type: 'kept', host: 'h2', standing: 'same', generation: 2 },
      ]),
    )
  })

  test('when it was cut off between any two files, by the same command again', async () => {
    const { laptop, recover } = await newLaptop()
    // In the order in which they are written.
    const files = ['secrets.json', 'known_hosts', 'org.yaml', 'applied.jsonl', '.gitignore']
    for (const [count] of files.entries()) {
      for (const name of files.slice(0, count)) expect(await readdir(laptop)).toContain(name)
      for (const name of files.slice(count)) await rm(join(laptop, name), { force: true })
      await rm(join(laptop, 'applied.jsonl'), { force: true })
      expect([count, (await recover()).exitCode]).toEqual([count, 0])
    }
    expect((await run(laptop, ['plan'])).exitCode).toBe(0)
  })

  test('although no other host answers, or is who it was', async () => {
    const { laptop, recover } = await newLaptop()
    const connect: Machines['connect'] = async (host, options) => {
      if (host.name === 'h2')
        throw fault('connection.no-route', { host: 'h2', address: host.address, port: 22 })
      // Another port is another key: one that the record does not know.
      const ssh = host.name === 'h3' ? { ...host.ssh, port: 2222 } : host.ssh
      return rehearsal.machines.connect({ ...host, ssh }, options)
    }
    const { exitCode, said } = await recover({ connect })
    expect(exitCode).toBe(0)
    expect(said).toMatch(/h2 unknown\. .*h2/)
    expect(said).toMatch(/h3 unknown\. The host key of h3 \(10\.20\.0\.13 port 2222\) is not confirmed/)
    expect(said).toContain('connection.host-key-unconfirmed')
    expect((await run(laptop, ['plan'])).exitCode).toBe(0)
  })

  test('from the generation before, where the newest is not whole', async () => {
    const { laptop, recover } = await newLaptop()
    const cutOff = hostsThat(([name, head, body], at) => [
      [name, head, at === 0 ? body.slice(0, 2000) : body],
    ])
    const { exitCode, said } = await recover({ connect: cutOff })
    expect(exitCode).toBe(0)
    expect(said).toContain('Generation 2 on 10.20.0.11 is damaged; generation 1 is taken')
    expect(said).toContain('h2 generation 2: NEWER than what is in this folder now')
    expect(said).toContain('before you change anything: create-metis-node pull')
    // Nobody reverts by that what was applied.
    expect((await run(laptop, ['apply'])).said).toContain('record.newer')
  })
})

describe('nothing is written', () => {
  const refused = async (how: How, code: string, exitCode = 1) => {
    const { laptop, recover } = await newLaptop()
    const answer = await recover(how)
    expect(answer.said).toContain(code)
    expect(answer.exitCode).toBe(exitCode)
    expect(await readdir(laptop)).toEqual([])
    return answer.said
  }

  test('with another passphrase', () => refused({ passphrase: 'correct-horse' }, 'state.passphrase-wrong'))

  test('from a host that keeps no record, with a word about why', async () => {
    const { recover } = await newLaptop()
    expect((await recover({}, '--from', 'ops@10.20.0.99')).said).toContain('record.none ')
    const said = await refused({ connect: hostsThat(() => []) }, 'record.none-yet')
    expect(said).toContain('rehearsal is installed on 10.20.0.11, by a version')
  })

  test('of a record of a newer program', () => {
    const newer = hostsThat((kept) => forged(kept, { version: 2, program: '9.9.9' }, kept[2]))
    return refused({ connect: newer }, 'record.newer-version')
  })

  test('of a record that somebody else has changed', () => {
    const connect = hostsThat((kept) => forged(kept, {}, kept[2].replace('ops', 'eve')))
    return refused({ connect }, 'record.not-signed')
  })

  test('of one that is nothing of the kind', () => {
    const connect = hostsThat((kept) => forged(kept, {}, 'no JSON'))
    return refused({ connect }, 'record.damaged')
  })

  test('over an organisation, over other secrets, or to nobody knows where', async () => {
    const { laptop, recover } = await newLaptop()
    for (const name of ['org.yaml', 'applied.jsonl'])
      await cp(join(rehearsal.folder, name), join(laptop, name))
    const same = await recover()
    expect([same.exitCode, same.said.includes('create-metis-node pull --file')]).toEqual([3, true])
    await writeFile(join(laptop, 'org.yaml'), 'organisation: other\n')
    await unlink(join(laptop, 'applied.jsonl'))
    const other = await recover()
    expect([other.exitCode, other.said.includes('command.organisation-there')]).toEqual([3, true])
    await unlink(join(laptop, 'org.yaml'))
    await writeFile(join(laptop, 'secrets.json'), NO_SECRETS, { mode: 0o600 })
    expect((await recover()).said).toContain('command.secrets-there')
    expect(await readdir(laptop)).toEqual(['secrets.json'])
    expect((await run(laptop, ['recover'])).said).toContain('command.from-missing')
    for (const from of ['ops:secret@10.20.0.11', '10.20.0.11-12', '', 'ops@10.20.0.11:99999', '::1']) {
      const answer = await run(laptop, ['recover', `--from=${from}`])
      expect([from, answer.exitCode]).toEqual([from, 3])
      expect(answer.said).not.toContain('secret@')
    }
  })
})

test('what is changed there is applied', async () => {
  const { laptop, recover } = await newLaptop()
  await recover()
  await appendFile(join(laptop, 'org.yaml'), '# from the new laptop\n')
  expect((await run(laptop, ['apply'])).exitCode).toBe(0)
  expect((await run(laptop, ['plan'])).exitCode).toBe(0)
  // Who finds the old one again is told.
  expect((await run(rehearsal.folder, ['plan'])).said).toContain('generation 3')
})

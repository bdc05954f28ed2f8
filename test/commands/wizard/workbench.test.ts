import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, it } from 'vitest'
import { openOrganisation } from '../../../src/commands/organisation/open-organisation.js'
import { openRehearsal } from '../../../src/commands/rehearse/open-rehearsal.js'
import { rehearsalSite } from '../../../src/commands/wizard/rehearsal-site.js'
import { createWorkbench } from '../../../src/commands/wizard/workbench.js'
import { InstallerError } from '../../../src/errors/problem.js'
import type { Fault } from '../../../src/rehearsal/faults.js'
import { thisProcess } from '../../../src/state/process-identity.js'
import { createRunFile } from '../../../src/state/run-files.js'
import { readSecretsFile } from '../../../src/state/secrets-file.js'
import type { Draft, DraftHost } from '../../../src/wizard/draft.js'
import { emptyDraft } from '../../../src/wizard/draft.js'
import type { RunHandle } from '../../../src/wizard/run-handle.js'
import type { OfferedKey, PasswordQuestion, ProbeAsk, Workbench } from '../../../src/wizard/workbench.js'
import { presetText } from '../../rehearsal/rehearsed-world.js'
import { temporaryFolder } from '../../state/temporary-folder.js'
import { type ServerOptions, type SshServer, startSshServer } from '../../transports/ssh-server.js'
import { fakeWorld } from '../fake-world.js'
import { viewOf } from '../view.js'

const presetsDirectory = fileURLToPath(new URL('../../../presets', import.meta.url))
const servers: SshServer[] = []
const benches: Workbench[] = []

afterEach(async () => {
  await Promise.all(benches.splice(0).map((bench) => bench.close()))
  await Promise.all(servers.splice(0).map((server) => server.close()))
})

async function serve(options: ServerOptions = {}): Promise<SshServer> {
  const server = await startSshServer(options)
  servers.push(server)
  return server
}

async function openBench(
  state: string,
  { workingDirectory = state, isRehearsal = false, faults = [] as readonly Fault[] } = {},
): Promise<Workbench> {
  const { world } = fakeWorld({ presetsDirectory, workingDirectory })
  const bench = await createWorkbench({
    world,
    language: 'en',
    isRehearsal,
    openRehearsal: async () => rehearsalSite(await openRehearsal({ speed: 'instant', faults })),
    stateDirectory: state,
  })
  benches.push(bench)
  return bench
}

/** Answers in turn; what it was asked is written down. */
function answering(answers: { passwords?: readonly (string | undefined)[]; confirms?: boolean } = {}) {
  const stages: string[] = []
  const keys: OfferedKey[] = []
  const questions: PasswordQuestion[] = []
  const left = [...(answers.passwords ?? [])]
  const ask: ProbeAsk = {
    onStage: (stage) => stages.push(stage),
    hostKey: async (key) => {
      keys.push(key)
      return answers.confirms ?? true
    },
    password: async (question) => {
      questions.push(question)
      return left.shift()
    },
  }
  return { ask, stages, keys, questions }
}

function codesOf(error: unknown): readonly string[] {
  if (!(error instanceof InstallerError)) throw error
  return error.problems.map(({ code }) => code)
}

const wanting =
  (password: string): NonNullable<ServerOptions['accept']> =>
  (context) =>
    context.method === 'password' && context.password === password ? true : ['password']

const hostAt = ({ port }: SshServer): DraftHost => ({
  name: 'h1',
  address: '10.0.0.11',
  ssh: '127.0.0.1',
  port,
  user: 'ops',
})

const signal = new AbortController().signal

function draftWith(folder: string, host: DraftHost, organisation = 'bank-a'): Draft {
  const empty = emptyDraft({ id: 'd1', language: 'en', place: 'machines', release: 'metis-0.3.0' })
  return {
    ...empty,
    folder,
    at: 'machines',
    want: 'join',
    file: {
      ...empty.file,
      organisation,
      hosts: [host],
      roles: {
        consul: [{ host: 'h1' }],
        carrier: [{ host: 'h1', externalAddress: '9.8.7.6' }],
        admin: [{ host: 'h1' }],
        data: [],
        compute: [],
      },
    },
  }
}

it('knows the releases that lie beside org.yaml, once each, and none of another folder', async () => {
  const bench = await openBench(temporaryFolder())
  const shipped = bench.releases.map(({ id }) => id)
  const text = readFileSync(join(presetsDirectory, 'releases', 'metis-0.3.0.yaml'), 'utf8')
  const open = async (release: string, ...files: string[]) => {
    const folder = temporaryFolder()
    const preset = await presetText('data-provider')
    writeFileSync(join(folder, 'org.yaml'), preset.replace(/^release:.*$/m, `release: ${release}`))
    writeFileSync(join(folder, 'compose.yaml'), 'services: [')
    for (const file of files) writeFileSync(join(folder, file), text)
    await bench.openFolder(folder, 'en')
    return bench.releases.map(({ id, path }) => path ?? id)
  }
  expect(await open('next.yaml', 'next.yaml', 'other.yml')).toEqual(['next.yaml', ...shipped, './other.yml'])
  expect(await open('metis-0.3.0', 'third.yaml')).toEqual([...shipped, './third.yaml'])
})

describe('probing a host', () => {
  it('tells each stage, shows the key and where to compare it, and gives all facts', async () => {
    const server = await serve({ accept: wanting('correct horse') })
    const state = temporaryFolder()
    const bench = await openBench(state)
    bench.saveDraft(draftWith('', hostAt(server)))
    const operator = answering({ passwords: ['correct horse'] })
    const facts = await bench.probe(hostAt(server), operator.ask, signal)
    expect(facts.hardware.cores).toBeGreaterThan(0)
    expect(operator.stages).toEqual(['reach', 'host-key', 'reach', 'host-key', 'login', 'sudo', 'facts'])
    expect(operator.keys).toMatchObject([
      {
        host: 'h1',
        address: '127.0.0.1',
        port: server.port,
        type: 'ssh-ed25519',
        command: 'ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub',
      },
    ])
    expect(operator.questions).toEqual([
      { kind: 'login', host: 'h1', user: 'ops', emptyMeansLoginPassword: false, wasRefused: false },
    ])
    expect(readFileSync(join(state, 'drafts', 'd1.known_hosts'), 'utf8')).toContain('ssh-ed25519')
  })

  it('never gives a refused password again by itself, and says that it was refused', async () => {
    const server = await serve({ accept: wanting('correct horse') })
    const bench = await openBench(temporaryFolder())
    const operator = answering({ passwords: ['wrong', 'correct horse'] })
    const first = await bench.probe(hostAt(server), operator.ask, signal).catch(codesOf)
    expect(first).toEqual(['connection.login-password-wrong'])
    expect(operator.questions).toHaveLength(1)
    await bench.probe(hostAt(server), operator.ask, signal)
    expect(operator.questions.map(({ wasRefused }) => wasRefused)).toEqual([false, true])
    await bench.probe(hostAt(server), operator.ask, signal)
    expect(operator.questions).toHaveLength(2)
  })

  it('asks again for a password that was not given', async () => {
    const server = await serve({ accept: wanting('correct horse') })
    const bench = await openBench(temporaryFolder())
    const operator = answering({ passwords: [undefined, 'correct horse'] })
    const first = await bench.probe(hostAt(server), operator.ask, signal).catch(codesOf)
    expect(first).toEqual(['connection.login-password-needed'])
    await bench.probe(hostAt(server), operator.ask, signal)
    expect(operator.questions.map(({ wasRefused }) => wasRefused)).toEqual([false, false])
  })

  it('trusts no key that the operator does not confirm', async () => {
    const server = await serve()
    const state = temporaryFolder()
    const bench = await openBench(state)
    const operator = answering({ confirms: false })
    expect(await bench.probe(hostAt(server), operator.ask, signal).catch(codesOf)).toEqual([
      'connection.host-key-unconfirmed',
    ])
    expect(operator.questions).toEqual([])
    expect(existsSync(join(state, 'drafts'))).toBe(false)
  })

  it('ends at once when nobody wants it any more', async () => {
    const server = await serve({ accept: () => 'later' })
    const bench = await openBench(temporaryFolder())
    const stop = new AbortController()
    const { ask } = answering()
    const onStage: ProbeAsk['onStage'] = (stage) => {
      if (stage === 'login') stop.abort(new Error('enough'))
    }
    await expect(bench.probe(hostAt(server), { ...ask, onStage }, stop.signal)).rejects.toThrow('enough')
  })
})

describe('opening an organisation', () => {
  it('writes its folder, takes over the host keys, and needs no password twice', async () => {
    const server = await serve({ accept: wanting('correct horse'), sudo: 'stable' })
    const state = temporaryFolder()
    const bench = await openBench(state)
    const folder = join(temporaryFolder(), 'bank-a')
    const draft = draftWith(folder, hostAt(server))
    bench.saveDraft(draft)
    const operator = answering({ passwords: ['correct horse', 'stable'] })
    await bench.probe(hostAt(server), operator.ask, signal)
    const opened = await bench.open(draft, operator.ask)
    expect(readdirSync(folder).toSorted()).toEqual([
      '.gitignore',
      'known_hosts',
      'org.schema.json',
      'org.yaml',
      'secrets.json',
    ])
    expect(statSync(join(folder, 'secrets.json')).mode & 0o777).toBe(0o600)
    expect(opened.text).toBe(readFileSync(join(folder, 'org.yaml'), 'utf8'))
    expect(opened.text).toBe(`# yaml-language-server: $schema=./org.schema.json
organisation: bank-a
release: metis-0.3.0
hosts:
  h1: { address: 10.0.0.11, user: ops, port: ${server.port}, ssh: 127.0.0.1 }
roles:
  consul: h1
  carrier: { host: h1, externalAddress: 9.8.7.6 }
  admin: h1
firewall: managed
`)
    const look = await opened.gather(signal)
    expect([Object.keys(look.facts), look.problems]).toEqual([['h1'], []])
    expect(operator.questions.map(({ kind }) => kind)).toEqual(['login', 'sudo'])
    expect(operator.keys).toHaveLength(1)
    expect(opened.preflight(look, []).summary.h1?.system).toBeDefined()
    expect(await opened.running()).toBeUndefined()
    const [host] = opened.topology.hosts
    expect(host && opened.shell(host)?.slice(0, 3)).toEqual([
      'ssh',
      '-o',
      `UserKnownHostsFile="${join(folder, 'known_hosts')}"`,
    ])
    expect(await opened.writeHandover('hello\n')).toBe(join(folder, 'handover.md'))
    await opened.close()
    expect(await bench.unfinished()).toMatchObject([{ kind: 'draft', id: 'd1', organisation: 'bank-a' }])
    await bench.forgetDraft('d1')
    expect(await bench.unfinished()).toMatchObject([{ kind: 'organisation', folder, organisation: 'bank-a' }])
  })

  it('leaves the hosts with the screens, so that the program can end', async () => {
    const server = await serve({ accept: wanting('correct horse') })
    const folder = join(temporaryFolder(), 'bank-a')
    const bench = await openBench(temporaryFolder())
    const { ask } = answering({ passwords: ['correct horse'] })
    const opened = await bench.open(draftWith(folder, hostAt(server)), ask)
    expect((await opened.gather(signal)).problems).toEqual([])
    await bench.close()
    await server.left()
  })

  it('finds the run that another process carries out, and follows it from its first line', async () => {
    const folder = join(temporaryFolder(), 'bank-a')
    const bench = await openBench(temporaryFolder())
    const draft = draftWith(folder, { name: 'h1', address: '10.0.0.11', user: 'ops' })
    const opened = await bench.open(draft, answering().ask)
    const { path } = createRunFile(
      { runs: opened.paths.runs },
      { kind: 'output', command: 'apply', startedAt: new Date() },
    )
    const at = '2026-01-31T12:00:00.000Z'
    const say = (line: object) => appendFileSync(path, `${JSON.stringify(line)}\n`)
    say({ type: 'begun', at, command: 'apply', ...thisProcess() })
    const run = await opened.running()
    if (run === undefined) throw new Error('no run was found')
    say({ type: 'stage', at, stage: 'looking' })
    expect(await viewOf(run, ({ stage }) => stage !== undefined)).toMatchObject({
      state: 'starting',
      stage: { id: 'looking' },
      problems: [],
    })
    await opened.close()
  })

  it('writes nothing when nothing changed, and keeps comments and a copy when something did', async () => {
    const folder = join(temporaryFolder(), 'bank-a')
    const bench = await openBench(temporaryFolder())
    const draft = draftWith(folder, { name: 'h1', address: '10.0.0.11', user: 'ops' })
    await (await bench.open(draft, answering().ask)).close()
    const path = join(folder, 'org.yaml')
    const written = `# ours\n${readFileSync(path, 'utf8')}`.replace(
      'consul: h1',
      'consul: [h1] # the only one',
    )
    writeFileSync(path, written)
    await (await bench.open(draft, answering().ask)).close()
    expect(readFileSync(path, 'utf8')).toBe(written)
    expect(existsSync(`${path}.before`)).toBe(false)

    const hosts = [{ name: 'h1', address: '10.0.0.12', user: 'ops' }]
    const opened = await bench.open({ ...draft, file: { ...draft.file, hosts } }, answering().ask)
    expect(opened.text).toMatch(/^# ours\n/)
    expect(opened.text).toContain('h1: { address: 10.0.0.12, user: ops }')
    expect(readFileSync(`${path}.before`, 'utf8')).toBe(written)
    await opened.close()
    const others = [{ name: 'h1', address: '10.0.0.13', user: 'ops' }]
    await (await bench.open({ ...draft, file: { ...draft.file, hosts: others } }, answering().ask)).close()
    expect(readFileSync(path, 'utf8')).toContain('10.0.0.13')
    expect(readFileSync(`${path}.before`, 'utf8')).toBe(written)
    // Given up, it is as it was.
    await (await bench.open(draft, answering().ask)).close()
    expect(readFileSync(path, 'utf8')).toBe(written)
  })

  it('keeps the operators of a file that is opened, which no screen asks for, as they stand there', async () => {
    const folder = join(temporaryFolder(), 'bank-a')
    const bench = await openBench(temporaryFolder())
    const draft = draftWith(folder, { name: 'h1', address: '10.0.0.11', user: 'ops' })
    await (await bench.open(draft, answering().ask)).close()
    const operators = `# who may open it
operators:
  - name: anna # until June
    key: age1lvyvwawkr0mcnnnncaghunadrqkmuf9e6507x9y920xxpp866cnql7dp2z
`
    appendFileSync(join(folder, 'org.yaml'), operators)
    const read = await bench.openFolder(folder, 'en')
    const hosts = [{ name: 'h1', address: '10.0.0.12', user: 'ops' }]
    await (await bench.open({ ...read, file: { ...read.file, hosts } }, answering().ask)).close()
    const text = readFileSync(join(folder, 'org.yaml'), 'utf8')
    expect(text).toContain('address: 10.0.0.12')
    expect(text.slice(-operators.length)).toBe(operators)
  })

  it('writes nothing while the answers are not complete', async () => {
    const folder = join(temporaryFolder(), 'bank-a')
    const bench = await openBench(temporaryFolder())
    const draft = draftWith(folder, { name: 'h1', address: '', user: 'ops' })
    expect(await bench.open(draft, answering().ask).catch(codesOf)).toContain('topology.missing-key')
    expect(existsSync(folder)).toBe(false)
  })

  it.each([
    ['another one', 'bank-b'],
    ['another one of the same name', 'bank-a'],
  ])('mixes no organisation with %s', async (_, name) => {
    const folder = temporaryFolder()
    const file = `organisation: ${name}\nrelease: metis-0.3.0\n`
    writeFileSync(join(folder, 'org.yaml'), file)
    const bench = await openBench(temporaryFolder())
    const draft = draftWith(folder, { name: 'h1', address: '10.0.0.11', user: 'ops' })
    expect(await bench.open(draft, answering().ask).catch(codesOf)).toEqual(['command.folder-taken'])
    expect(readdirSync(folder)).toEqual(['org.yaml'])
    expect(readFileSync(join(folder, 'org.yaml'), 'utf8')).toBe(file)
  })
})

describe('going on', () => {
  it('offers the draft of a program that was killed, with all its answers', async () => {
    const state = temporaryFolder()
    const draft = draftWith('/srv/bank-a', { name: 'h1', address: '10.0.0.11', user: 'ops' })
    const first = await openBench(state)
    first.saveDraft(draft)
    const second = await openBench(state)
    const [found] = await second.unfinished()
    expect(found).toMatchObject({ kind: 'draft', id: 'd1', organisation: 'bank-a', at: 'machines' })
    expect(found && (await second.resume(found))).toEqual(draft)
  })

  it('keeps the last of many answers when the program ends', async () => {
    const state = temporaryFolder()
    const draft = draftWith('/srv/bank-a', { name: 'h1', address: '10.0.0.11', user: 'ops' })
    const bench = await openBench(state)
    for (const name of ['b', 'ba', 'ban', 'bank']) {
      bench.saveDraft({ ...draft, file: { ...draft.file, organisation: name } })
    }
    await bench.close()
    expect(await (await openBench(state)).unfinished()).toMatchObject([{ organisation: 'bank' }])
  })

  it('knows after a restart which folder is its own', async () => {
    const state = temporaryFolder()
    const folder = join(temporaryFolder(), 'bank-a')
    const draft = draftWith(folder, { name: 'h1', address: '10.0.0.11', user: 'ops' })
    const first = await openBench(state)
    first.saveDraft(draft)
    expect((await first.lookAtFolder(folder)).isOwn).toBe(false)
    await (await first.open(draft, answering().ask)).close()
    expect((await first.lookAtFolder(folder)).isOwn).toBe(true)
    const second = await openBench(state)
    const found = (await second.unfinished()).find(({ kind }) => kind === 'draft')
    if (found === undefined) throw new Error('the draft was not offered')
    second.saveDraft(await second.resume(found))
    expect((await second.lookAtFolder(folder)).isOwn).toBe(true)
    await (await second.open(draft, answering().ask)).close()
  })

  it('closes ports for what an earlier version has begun, and leaves open what it has installed', async () => {
    const state = temporaryFolder()
    const folder = join(temporaryFolder(), 'bank-a')
    const draft = draftWith(folder, { name: 'h1', address: '10.0.0.11', user: 'ops' })
    const { firewall: _, ...file } = draft.file
    const resumed = async () => {
      const bench = await openBench(state)
      const found = (await bench.unfinished()).find(({ kind }) => kind === 'draft')
      return found && (await bench.resume(found)).file.firewall
    }
    const first = await openBench(state)
    first.saveDraft({ ...draft, file })
    expect(await resumed()).toBe('managed')
    await (await first.open({ ...draft, file }, answering().ask)).close()
    await first.close()
    expect(await resumed()).toBe('managed')
    writeFileSync(join(folder, 'applied.jsonl'), '')
    expect(await resumed()).toBeUndefined()
  })

  it('saves nothing before anything was answered', async () => {
    const state = temporaryFolder()
    const bench = await openBench(state)
    bench.saveDraft({ ...draftWith('', { name: 'h1', address: '', user: '' }), at: 'welcome' })
    await bench.close()
    expect(existsSync(join(state, 'drafts'))).toBe(false)
  })

  it('tells why answers can not be saved, and that it works again', async () => {
    const state = temporaryFolder()
    writeFileSync(join(state, 'drafts'), 'in the way')
    const bench = await openBench(state)
    bench.saveDraft(draftWith('', { name: 'h1', address: '', user: '' }))
    expect(bench.draftProblem()?.code).toBe('state.write-failed')
    rmSync(join(state, 'drafts'))
    await bench.close()
    expect(bench.draftProblem()).toBeUndefined()
    expect((await (await openBench(state)).unfinished()).map(({ kind }) => kind)).toEqual(['draft'])
  })

  it('opens a folder at what has to be asked next', async () => {
    const folder = temporaryFolder()
    const bench = await openBench(temporaryFolder())
    const text = `organisation: bank-a
release: metis-0.3.0
hosts: { h1: { address: 10.0.0.11, user: ops } }
roles: { consul: h1, carrier: { host: h1, externalAddress: 9.8.7.6 }, admin: h1 }
`
    writeFileSync(join(folder, 'org.yaml'), text)
    expect(await bench.openFolder(folder, 'zh')).toMatchObject({
      language: 'zh',
      place: 'machines',
      folder,
      want: 'join',
      at: 'preflight',
      confirmed: ['welcome', 'organisation', 'machines', 'roles', 'network', 'release'],
    })
    writeFileSync(join(folder, 'org.yaml'), text.replace('9.8.7.6', '198.51.100.10'))
    expect(await bench.openFolder(folder, 'zh')).toMatchObject({ at: 'network' })
    writeFileSync(join(folder, 'org.yaml'), text.replace('admin: h1', 'admim: h1'))
    expect(await bench.openFolder(folder, 'en').catch(codesOf)).toContain('topology.misspelt-key')
  })
})

describe('a rehearsal', () => {
  const rehearsing = (bench: Workbench): Draft => ({
    ...draftWith('', bench.offeredHosts('rehearsal', 1)[0] ?? { name: '', address: '', user: '' }),
    place: 'rehearsal',
  })

  it('goes the whole way on simulated hosts, and leaves nothing behind', async () => {
    const state = temporaryFolder()
    const bench = await openBench(state, { isRehearsal: true })
    const { path, holds } = await bench.lookAtFolder('./bank-a')
    expect([path.endsWith('/bank-a'), holds]).toEqual([true, 'nothing'])
    const draft = { ...rehearsing(bench), folder: path }
    bench.saveDraft(draft)
    const { ask, stages } = answering()
    const [host] = draft.file.hosts
    if (host === undefined) throw new Error('no host was offered')
    const facts = await bench.probe(host, ask, signal)
    expect([facts.system.id, stages.at(-1)]).toEqual(['debian', 'facts'])

    const opened = await bench.open(draft, ask)
    const told: string[] = []
    const artifacts = await opened.artifacts(({ step }) => told.push(step), signal)
    expect([artifacts.length > 0, told.at(-1)]).toEqual([true, 'ready'])
    const look = await opened.gather(signal)
    expect(opened.preflight(look, await opened.tryReach(look, signal)).problems).toEqual([])
    const plan = await opened.plan(look)
    const run = await opened.install(plan)
    expect(run.canDetach).toBe(false)
    await ended(run)
    expect([run.snapshot().state, run.snapshot().problems]).toEqual(['done', []])
    const seen = await opened.gather(signal)
    expect((await opened.plan(seen)).nodes).toEqual([])
    expect([existsSync(join(path, 'org.yaml')), opened.isApplied()]).toEqual([true, true])
    const order = { operation: 'restart', instances: ['admin@h1'] } as const
    const restarted = await opened.install(await opened.plan(seen, order), order)
    await ended(restarted)
    expect(restarted.snapshot().state).toBe('done')
    const pieces: string[] = []
    const how = { write: (text: string) => void pieces.push(text), columns: 80, signal }
    await opened.told(['history', '--runs'], how)
    expect(
      pieces
        .join('')
        .match(/(apply|restart) +1 +done/g)
        ?.map((row) => row.split(' ')[0]),
    ).toEqual(['restart', 'apply'])
    expect((await bench.openFolder(path, 'en')).at).toBe('home')
    await opened.close()
    await bench.close()
    expect([existsSync(join(path, '..')), readdirSync(join(state, 'drafts'))]).toEqual([false, []])
  })

  it('takes another name, and the first one again', async () => {
    const bench = await openBench(temporaryFolder(), { isRehearsal: true })
    for (const organisation of ['bank-a', 'bank-b', 'bank-a']) {
      const { path, isOwn } = await bench.lookAtFolder(`./${organisation}`)
      expect(isOwn).toBe(true)
      const draft = rehearsing(bench)
      const opened = await bench.open(
        { ...draft, folder: path, file: { ...draft.file, organisation } },
        answering().ask,
      )
      expect(readFileSync(join(path, 'org.yaml'), 'utf8')).toContain(`organisation: ${organisation}\n`)
      await opened.close()
    }
  })

  it("asks for the password of somebody else's database before a real run, and never in a rehearsal", async () => {
    const operator = answering()
    const database = { host: '10.9.9.9', adminUser: 'root' }
    const withDatabase = (draft: Draft, folder: string): Draft => {
      const roles = { ...draft.file.roles, admin: [{ host: 'h1', database }] }
      return { ...draft, folder, file: { ...draft.file, roles } }
    }
    const bench = await openBench(temporaryFolder(), { isRehearsal: true })
    const { path } = await bench.lookAtFolder('./bank-a')
    const rehearsed = await bench.open(withDatabase(rehearsing(bench), path), operator.ask)
    await rehearsed.artifacts(() => {}, signal)
    const plan = await rehearsed.plan(await rehearsed.gather(signal))
    const run = await rehearsed.install(plan)
    await ended(run)
    expect([run.snapshot().state, operator.questions]).toEqual(['done', []])
    await rehearsed.close()

    const real = await openBench(temporaryFolder())
    const host = { name: 'h1', address: '10.0.0.11', user: 'ops' }
    const draft = withDatabase(draftWith('', host), join(temporaryFolder(), 'bank-a'))
    const opened = await real.open(draft, operator.ask)
    expect(await opened.install(plan).catch(codesOf)).toEqual(['command.needs-answer'])
    expect(operator.questions.map(({ kind, user, host }) => [kind, user, host])).toEqual([
      ['database', 'root', '10.9.9.9'],
    ])
    expect(existsSync(opened.paths.runs)).toBe(false)
    await opened.close()
  })

  it('is offered again after the program was killed, in a folder of its own', async () => {
    const state = temporaryFolder()
    const first = await openBench(state, { isRehearsal: true })
    first.saveDraft({ ...rehearsing(first), folder: '/tmp/metis-rehearsal-1-gone/organisation/bank-a' })
    const second = await openBench(state, { isRehearsal: true })
    const [found] = await second.unfinished()
    const draft = found && (await second.resume(found))
    expect(draft?.folder).toMatch(/bank-a$/)
    expect(draft?.folder).not.toContain('gone')
  })
})

describe('looking at a folder', () => {
  it('says what is there and whether an organisation could be written', async () => {
    const here = temporaryFolder()
    const bench = await openBench(temporaryFolder(), { workingDirectory: here })
    mkdirSync(join(here, 'busy'))
    writeFileSync(join(here, 'busy', 'thesis.tex'), '')
    mkdirSync(join(here, 'bank-a'))
    writeFileSync(join(here, 'bank-a', 'org.yaml'), 'organisation: bank-a\n')
    writeFileSync(join(here, 'file'), '')
    expect(await bench.lookAtFolder('./new/er')).toEqual({
      path: join(here, 'new', 'er'),
      holds: 'nothing',
      isOwn: false,
    })
    expect(await bench.lookAtFolder('busy')).toEqual({
      path: join(here, 'busy'),
      holds: 'busy',
      isOwn: false,
    })
    expect(await bench.lookAtFolder('bank-a/')).toEqual({
      path: join(here, 'bank-a'),
      holds: 'organisation',
      organisation: 'bank-a',
      isOwn: false,
    })
    expect(await bench.lookAtFolder('file')).toMatchObject({
      holds: 'busy',
      problem: { code: 'command.write-failed', details: { reason: 'ENOTDIR' } },
    })
    expect(await bench.lookAtFolder('file/below')).toMatchObject({
      problem: { code: 'command.write-failed', details: { reason: 'ENOTDIR' } },
    })
  })
})

function ended(run: RunHandle): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (['starting', 'running', 'stopping'].includes(run.snapshot().state)) return
      stop()
      resolve()
    }
    const stop = run.subscribe(look)
    look()
  })
}

describe('an organisation that runs already', () => {
  it('keeps its secrets where a clone of its folder has none: hosts are asked first', async () => {
    const site = await openRehearsal({ text: await presetText('minimal'), speed: 'instant' })
    const { world } = fakeWorld({ presetsDirectory, workingDirectory: site.folder })
    const open: typeof world.open = (session, needs, command) =>
      openOrganisation(session, needs, command, site.machines)
    const argv = ['apply', '--yes', '--accept-new-host-keys']
    expect(await world.runCommandLine(argv, { ...world, open })).toBe(0)
    const clone = join(site.folder, 'clone')
    for (const name of ['org.yaml', 'known_hosts']) cpSync(join(site.folder, name), join(clone, name))
    const bench = await createWorkbench({
      ...{ world, language: 'en', isRehearsal: true, stateDirectory: temporaryFolder() },
      openRehearsal: async () => rehearsalSite(site),
    })
    benches.push(bench)
    const draft: Draft = { ...(await bench.openFolder(clone, 'en')), place: 'rehearsal' }
    bench.saveDraft(draft)
    const opened = await bench.open(draft, answering({}).ask)
    const gathered = await opened.gather(signal)
    expect(opened.preflight(gathered, []).problems.map(({ code }) => code)).toContain(
      'preflight.other-secrets',
    )
    expect(await opened.plan(gathered).catch(codesOf)).toContain('preflight.other-secrets')
    expect(readdirSync(clone)).not.toContain('secrets.json')
  })

  it('is brought back from one of its hosts and opened, once its key is confirmed', async () => {
    const site = await openRehearsal({ text: await presetText('minimal'), speed: 'instant' })
    const state = temporaryFolder()
    const { world } = fakeWorld({ presetsDirectory, workingDirectory: site.folder })
    const open: typeof world.open = (session, needs, command) =>
      openOrganisation(session, needs, command, site.machines)
    const argv = ['apply', '--yes', '--accept-new-host-keys']
    expect(await world.runCommandLine(argv, { ...world, open })).toBe(0)
    const key =
      readSecretsFile(join(site.folder, 'secrets.json'))?.secrets['recovery-passphrase']?.value ?? ''
    const bench = await createWorkbench({
      ...{ world, language: 'en', isRehearsal: true, stateDirectory: state },
      openRehearsal: async () => rehearsalSite(site),
    })
    benches.push(bench)
    const told: string[] = []
    const asked: OfferedKey[] = []
    const recover = (how: { key: string; isTrusted: boolean; folder: string }) =>
      bench.recover(
        {
          ...{ from: 'ops@10.20.0.11', folder: how.folder, key: how.key, language: 'en' },
          tell: (step) => told.push(step),
          signal: new AbortController().signal,
        },
        {
          onStage: () => {},
          password: async () => undefined,
          hostKey: async (offered) => {
            asked.push(offered)
            return how.isTrusted
          },
        },
      )
    const codeOf = async (work: Promise<unknown>) =>
      work.then(
        () => undefined,
        (error: InstallerError) => error.problems[0]?.code,
      )
    expect(await codeOf(recover({ key, isTrusted: false, folder: 'no' }))).toBe(
      'connection.host-key-unconfirmed',
    )
    expect(await codeOf(recover({ key: 'wrong', isTrusted: true, folder: 'no' }))).toBe(
      'state.passphrase-wrong',
    )
    told.length = 0
    const { draft, told: lines, problems } = await recover({ key, isTrusted: true, folder: 'laptop' })
    expect(told).toEqual(['connecting', 'reading', 'opening', 'asking'])
    expect(asked.map(({ address }) => address)).toEqual(['10.20.0.11', '10.20.0.11', '10.20.0.11'])
    expect(draft.file.organisation).toBe('rehearsal')
    expect(readdirSync(site.folder)).not.toContain('no')
    expect(readdirSync(draft.folder)).toContain('applied.jsonl')
    expect([lines[0]?.slice(0, 26), problems]).toEqual(['Generation 1 of rehearsal,', []])
  })
})

describe('the old playbooks', () => {
  const INVENTORY = [
    ...['via', 'carrier', 'admin', 'data', 'consul'].flatMap((role) => [`[${role}]`, '10.0.0.1']),
    '[all:vars]',
    'ansible_user = ops',
    'carrier_external_ip = 8.8.4.4 # ours',
    'mysql_root_password = hunter2',
    'cluster_name = acme',
  ]

  it('become answers, with what is to be known of them by its line, and no password', async () => {
    const folder = temporaryFolder()
    mkdirSync(join(folder, 'old'))
    writeFileSync(join(folder, 'old/inventory.ini'), INVENTORY.join('\n'))
    const bench = await openBench(folder)
    const { draft, problems, told } = await bench.importPlaybooks('old', 'en')
    expect(draft.file.hosts).toMatchObject([{ name: 'h1', address: '10.0.0.1', user: 'ops' }])
    expect(draft.file.roles.carrier).toEqual([{ host: 'h1', externalAddress: '8.8.4.4' }])
    expect([draft.at, draft.place]).toEqual(['network', 'machines'])
    expect(problems.map(({ code, where }) => [code, where.file, where.line])).toContainEqual([
      'import.comment',
      'old/inventory.ini',
      13,
    ])
    expect(told).toContain('  mysql_root_password  old/inventory.ini:14')
    expect(JSON.stringify([draft, problems, told])).not.toContain('hunter2')
  })

  it('that are no playbooks, or sealed, are refused with their file', async () => {
    const folder = temporaryFolder()
    mkdirSync(join(folder, 'old'))
    const bench = await openBench(folder)
    await expect(bench.importPlaybooks('old', 'en')).rejects.toThrow('import.no-inventory')
    writeFileSync(join(folder, 'old/inventory.ini'), '$ANSIBLE_VAULT;1.1;AES256\n3031\n')
    await expect(bench.importPlaybooks('old', 'en')).rejects.toThrow('import.sealed')
  })
})

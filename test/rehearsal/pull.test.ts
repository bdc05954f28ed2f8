import { appendFile, cp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { generateIdentity, identityToRecipient } from 'age-encryption'
import { expect, test } from 'vitest'
import type { Machines } from '../../src/commands/organisation/machines.js'
import { openOrganisation } from '../../src/commands/organisation/open-organisation.js'
import { completeFolder } from '../../src/commands/organisation/write-organisation.js'
import { runCommandLine } from '../../src/commands/program/command-line.js'
import type { World } from '../../src/commands/program/session.js'
import { fault } from '../../src/errors/problem.js'
import { makeRecord, type OrganisationRecord, parseRecord, type RecordBody } from '../../src/record/record.js'
import { organisationFolder } from '../../src/state/organisation-folder.js'
import { writeRotation } from '../../src/state/rotation-file.js'
import { seal } from '../../src/state/seal.js'
import { readSecretsFile, secretsText } from '../../src/state/secrets-file.js'
import { signWith } from '../../src/state/sign.js'
import { fakeWorld } from '../commands/fake-world.js'
import { temporaryFolder } from '../state/temporary-folder.js'
import { jsonLines, PRESETS, presetText, rehearsedWorld, type Said } from './rehearsed-world.js'

const VIA = 'ports: { via: 10131 }\n'
const MINE = '# of mine\n'
const FILES = ['org.yaml', 'known_hosts', 'artifacts.lock.json', 'applied.jsonl']

/** An organisation that is installed, and a second folder that is a copy of the first. */
async function twoFolders() {
  const { rehearsal, runIn, runOn } = await rehearsedWorld(await presetText('data-provider'))
  const ana = rehearsal.folder
  const bo = join(temporaryFolder(), 'bo')
  expect((await runIn(ana, 'apply')).exitCode).toBe(0)
  await cp(ana, bo, { recursive: true })
  return { machines: rehearsal.machines, ana, bo, runIn, runOn }
}

/** The same, and ana has applied a generation 2 that has one line more. */
async function anaWasFaster() {
  const both = await twoFolders()
  await appendFile(join(both.ana, 'org.yaml'), VIA)
  expect((await both.runIn(both.ana, 'apply')).exitCode).toBe(0)
  return both
}

const read = (folder: string, name: string) => readFile(join(folder, name), 'utf8')
const recordOf = async (folder: string) => parseRecord(await read(folder, 'applied.jsonl'), 'applied.jsonl')
const filesOf = async (folder: string) => ({
  texts: await Promise.all(FILES.map((name) => read(folder, name).catch(() => undefined))),
  secrets: readSecretsFile(join(folder, 'secrets.json')),
})
const codesOf = (said: Said) =>
  jsonLines(said).flatMap(({ type, code }) => (type === 'problem' ? [code] : []))
const resultOf = (said: Said) => jsonLines(said).find(({ type }) => type === 'pulled')
const atTheTop = async (folder: string, line: string) =>
  writeFile(join(folder, 'org.yaml'), line + (await read(folder, 'org.yaml')))

/** Another record by somebody with the secrets of `folder`, made of the one that it has applied last. */
async function anotherRecord(
  folder: string,
  { head = {}, body = {} }: { head?: object; body?: Partial<RecordBody> } = {},
  salt = readSecretsFile(join(folder, 'secrets.json'))?.salt ?? '',
): Promise<OrganisationRecord> {
  const known = await recordOf(folder)
  return makeRecord({ ...known.head, user: 'cy', ...head }, { ...known.body, ...body }, signWith(salt))
}

/** What a host shows of its newest record, where that is `before`; `text` is what is in the file. */
function showing(
  machines: Machines,
  before: OrganisationRecord,
  hosts: Readonly<Record<string, string>>,
): Machines {
  const [head = ''] = before.text.split('\n')
  return {
    ...machines,
    connect: async (host, options) => {
      const made = await machines.connect(host, options)
      const text = hosts[host.name]
      if (text === undefined) return made
      return {
        ...made,
        run: async (job, given) => {
          const { exitCode, output } = await made.run(job, given)
          const { errand } = job
          const [shown = '', body] = text.split('\n')
          const generation = Number(/"generation":(\d+)/.exec(shown)?.[1])
          if (errand?.kind === 'gather') return { exitCode, output: output.replace(head, shown) }
          const isIt = errand?.kind === 'read-record' && errand.generation === generation
          return isIt ? { exitCode, output: `${shown}\n${body}\n` } : { exitCode, output }
        },
      }
    },
  }
}

test('a folder that has changed nothing takes over what is applied, and goes on from there', async () => {
  const { ana, bo, runIn } = await anaWasFaster()
  const pulled = await runIn(bo, 'pull')
  expect(pulled.exitCode).toBe(0)
  expect(pulled.stdout).toMatch(/Generation 2, applied by \S+ at \S+, as h1 keeps it/)
  expect(pulled.stdout).toContain('\n+ports: { via: 10131 }')
  expect(await filesOf(bo)).toEqual(await filesOf(ana))
  expect((await runIn(bo, 'plan')).exitCode).toBe(0)

  const again = await runIn(bo, 'pull', '--json')
  expect([again.exitCode, resultOf(again)]).toEqual([
    0,
    { type: 'pulled', result: 'nothing-newer', generation: 2 },
  ])
  expect((await runIn(bo, 'pull', '--from', 'h2')).stdout).toContain('knows what h2 has already')
  expect((await runIn(bo, 'pull', '--from', 'h9')).exitCode).toBe(3)
})

test('lines that were changed in different places come together, and are applied as one', async () => {
  const { ana, bo, runIn } = await anaWasFaster()
  await atTheTop(bo, MINE)
  const pulled = await runIn(bo, 'pull', '--json')
  expect(resultOf(pulled)).toMatchObject({ result: 'taken-over', generation: 2, merged: true })
  expect(await read(bo, 'org.yaml')).toBe(MINE + (await read(ana, 'org.yaml')))
  expect((await runIn(bo, 'apply')).exitCode).toBe(0)
  expect((await recordOf(bo)).head.generation).toBe(3)
  expect((await runIn(ana, 'pull')).exitCode).toBe(0)
  expect(await filesOf(ana)).toEqual(await filesOf(bo))
})

test('lines that both have changed are shown, and nothing is written', async () => {
  const { ana, bo, runIn } = await anaWasFaster()
  await appendFile(join(bo, 'org.yaml'), MINE)
  const before = await filesOf(bo)
  const pulled = await runIn(bo, 'pull')
  expect(pulled.exitCode).toBe(1)
  const said = pulled.stdout + pulled.stderr
  expect(said).toMatch(
    /conflict 1 of 1 in org\.yaml[\s\S]*here +\d+: # of mine[\s\S]*before[\s\S]*theirs +\d+: ports: \{ via: 10131 \}/,
  )
  expect(said).toContain('`create-metis-node pull --theirs`')
  expect(said).toContain('`create-metis-node apply --overwrite 2`')
  expect(await filesOf(bo)).toEqual(before)
  expect(jsonLines(await runIn(bo, 'pull', '--json')).find(({ type }) => type === 'conflict')).toMatchObject({
    file: 'org.yaml',
    mine: { lines: ['# of mine'] },
    theirs: { lines: ['ports: { via: 10131 }'] },
  })
  // Whoever would apply it is shown the same.
  expect((await runIn(bo, 'plan')).stderr).toContain('conflict 1 of 1 in org.yaml')

  const mine = await read(bo, 'org.yaml')
  expect((await runIn(bo, 'pull', '--theirs')).exitCode).toBe(0)
  expect(await filesOf(bo)).toEqual(await filesOf(ana))
  const [kept = ''] = (await readdir(bo)).filter((name) => /^org\.yaml\.mine-\S+Z$/.test(name))
  expect(await read(bo, kept)).toBe(mine)
})

test('without a common beginning only the same is taken over', async () => {
  const { ana, bo, runIn } = await anaWasFaster()
  await rm(join(bo, 'applied.jsonl'))
  const pulled = await runIn(bo, 'pull', '--json')
  expect([pulled.exitCode, codesOf(pulled)]).toEqual([1, ['record.both-changed']])
  await cp(join(ana, 'org.yaml'), join(bo, 'org.yaml'))
  expect((await runIn(bo, 'pull')).exitCode).toBe(0)
  expect(await filesOf(bo)).toEqual(await filesOf(ana))
})

test('a folder that is older than all that the newest remembers has changed nothing by that', async () => {
  const { machines, ana, bo, runOn } = await anaWasFaster()
  const file = `# of cy\n${(await recordOf(bo)).body.file}`
  const earlier = Array.from({ length: 20 }, (_, before) => ({ generation: 29 - before, body: `${before}` }))
  const { text } = await anotherRecord(ana, { head: { generation: 30 }, body: { file, earlier } })
  const hosts = showing(machines, await recordOf(ana), { h1: text, h2: text, h3: text })
  await appendFile(join(bo, 'org.yaml'), MINE)
  const pulled = await runOn(hosts, bo, 'pull')
  expect([pulled.exitCode, await read(bo, 'org.yaml')]).toEqual([0, file + MINE])
})

test('two changes that do not fit together are not written', async () => {
  const { bo, runIn } = await anaWasFaster()
  await atTheTop(bo, VIA.replace('10131', '10132'))
  const before = await filesOf(bo)
  const pulled = await runIn(bo, 'pull', '--json')
  expect([pulled.exitCode, codesOf(pulled)]).toEqual([3, ['record.unfit-together', 'topology.duplicate-key']])
  expect(await filesOf(bo)).toEqual(before)
})

test('of two different ones of one number the operator takes one', async () => {
  const { machines, ana, bo, runOn } = await anaWasFaster()
  const file = `# of cy\n${(await recordOf(bo)).body.file}`
  const other = await anotherRecord(ana, { body: { file } })
  const hosts = showing(machines, await recordOf(ana), { h2: other.text })
  const pulled = await runOn(hosts, bo, 'pull')
  expect(pulled.exitCode).toBe(1)
  expect(pulled.stderr).toMatch(/h1: \S+@\S+, \S+Z[\s\S]*h2: cy@\S+, \S+Z/)
  expect(pulled.stderr).toMatch(/`create-metis-node pull --from h1`[\s\S]*`create-metis-node pull --from h2`/)
  const chosen = await runOn(hosts, bo, 'pull', '--from', 'h2')
  expect(chosen.exitCode).toBe(0)
  expect(chosen.stdout).toMatch(/Another generation 2, by \S+ at \S+, is still on h1, h3\./)
  expect([await read(bo, 'org.yaml'), await read(bo, 'applied.jsonl')]).toEqual([file, other.text])
})

test('what was applied here goes on beside what others have applied meanwhile', async () => {
  const { machines, ana, bo, runOn } = await anaWasFaster()
  const { body } = await recordOf(bo)
  const other = await anotherRecord(ana, { body: { file: `# of cy\n${body.file}` } })
  const hosts = showing(machines, await recordOf(ana), { h2: other.text })
  // What both come from only hosts know.
  const pulled = await runOn(hosts, ana, 'pull')
  expect(pulled.exitCode).toBe(0)
  expect(pulled.stdout.replace(/\s+/g, ' ')).toContain(
    'which this folder came from, is still on h1, h3. What is here now takes its place with: create-metis-node apply --overwrite 2',
  )
  expect(await read(ana, 'org.yaml')).toBe(`# of cy\n${body.file}${VIA}`)
  const again = await runOn(hosts, ana, 'pull', '--from', 'h1', '--json')
  expect([again.exitCode, resultOf(again)?.result]).toEqual([0, 'contained'])
})

test('what a host has made up is told, and the newest that was signed is taken', async () => {
  const { machines, ana, bo, runOn } = await anaWasFaster()
  const forged = await anotherRecord(ana, { head: { generation: 9 } }, 'cd'.repeat(32))
  const hosts = showing(machines, await recordOf(ana), { h2: forged.text })
  const pulled = await runOn(hosts, bo, 'pull', '--json')
  expect([pulled.exitCode, codesOf(pulled), resultOf(pulled)?.generation]).toEqual([
    0,
    ['record.not-signed'],
    2,
  ])
  expect(await filesOf(bo)).toEqual(await filesOf(ana))
  const named = await runOn(hosts, bo, 'pull', '--from', 'h2', '--json')
  expect([named.exitCode, codesOf(named)]).toEqual([1, ['record.not-signed']])
})

test('one that is damaged on a host is taken from another, and told where no other has it', async () => {
  const { machines, ana, bo, runOn } = await anaWasFaster()
  const before = await filesOf(bo)
  const known = await recordOf(ana)
  const cut = known.text.slice(0, -40)
  const everywhere = showing(machines, known, { h1: cut, h2: cut, h3: cut })
  const refused = await runOn(everywhere, bo, 'pull', '--json')
  expect([refused.exitCode, new Set(codesOf(refused))]).toEqual([1, new Set(['record.damaged'])])
  expect(await filesOf(bo)).toEqual(before)
  // A head that was cut is none.
  const hosts = showing(machines, known, { h1: cut, h2: '{"version":1,"organi' })
  const pulled = await runOn(hosts, bo, 'pull', '--json')
  expect([pulled.exitCode, codesOf(pulled)]).toEqual([0, ['record.damaged']])
  expect(await filesOf(bo)).toEqual(await filesOf(ana))
})

test('one of a newer version of the program is left alone', async () => {
  const { machines, ana, bo, runOn } = await anaWasFaster()
  const { head, text } = await recordOf(ana)
  const [, body = ''] = text.split('\n')
  const newer = `${JSON.stringify({ ...head, version: 2, generation: 3, program: '9.0.0' })}\n${body}\n`
  const pulled = await runOn(showing(machines, await recordOf(ana), { h2: newer }), bo, 'pull', '--json')
  expect([pulled.exitCode, codesOf(pulled)]).toEqual([1, ['record.newer-version']])
  expect((await runOn(machines, bo, 'pull', '--from', 'h1')).exitCode).toBe(0)
})

test('a clone without its secrets gets them back with the recovery passphrase', async () => {
  const { ana, bo, runIn } = await anaWasFaster()
  const passphrase = readSecretsFile(join(ana, 'secrets.json'))?.secrets['recovery-passphrase']?.value ?? ''
  const file = join(temporaryFolder(), 'passphrase')
  for (const folder of [bo, ana]) {
    await rm(join(folder, 'secrets.json'))
    const before = await filesOf(folder)
    const silent = await runIn(folder, 'pull')
    expect(silent.exitCode).toBe(3)
    expect(silent.stderr.replace(/\s+/g, ' ')).toContain(
      'METIS_RECOVERY_PASSPHRASE=... | --passphrase-file FILE',
    )
    await writeFile(file, 'wrong', { mode: 0o600 })
    expect(codesOf(await runIn(folder, 'pull', '--passphrase-file', file, '--json'))).toEqual([
      'state.passphrase-wrong',
    ])
    expect(await filesOf(folder)).toEqual(before)
    await writeFile(file, passphrase)
    const pulled = await runIn(folder, 'pull', '--passphrase-file', file)
    expect(pulled.exitCode).toBe(0)
    expect(pulled.stdout + pulled.stderr).not.toContain(passphrase)
  }
  expect(await filesOf(bo)).toEqual(await filesOf(ana))
  expect((await runIn(bo, 'plan')).exitCode).toBe(0)
})

test('secrets that are damaged here are put aside as the message says, and come back from the hosts', async () => {
  const { ana, runIn } = await twoFolders()
  const before = await filesOf(ana)
  const path = join(ana, 'secrets.json')
  const passphrase = join(temporaryFolder(), 'passphrase')
  await writeFile(passphrase, before.secrets?.secrets['recovery-passphrase']?.value ?? '', { mode: 0o600 })
  await writeFile(path, '')
  for (const command of ['plan', 'pull'])
    expect((await runIn(ana, command)).stderr).toContain(
      `mv -- ${path} ${path}.damaged && create-metis-node pull`,
    )
  await rename(path, `${path}.damaged`)
  expect((await runIn(ana, 'pull', '--passphrase-file', passphrase)).exitCode).toBe(0)
  expect(await filesOf(ana)).toEqual(before)
})

test('where operators open them, their key does, and nobody else puts other secrets into a clone', async () => {
  const { machines, ana, bo, runIn, runOn } = await twoFolders()
  const key = await generateIdentity()
  const identity = join(temporaryFolder(), 'key')
  await writeFile(identity, `${key}\n`, { mode: 0o600 })
  const recipient = await identityToRecipient(key)
  await appendFile(join(ana, 'org.yaml'), `operators: [{ name: ana, key: ${recipient} }]\n`)
  expect((await runIn(ana, 'apply')).exitCode).toBe(0)
  await cp(ana, bo, { recursive: true })
  await rm(join(bo, 'secrets.json'))
  const before = await filesOf(bo)

  const known = await recordOf(ana)
  const salt = 'cd'.repeat(32)
  const others = secretsText({ version: 1, salt, secrets: {} })
  const sealed = await seal(others, { recipients: [recipient] })
  const body = { secrets: { ...known.body.secrets, sealed } }
  const forged = (await anotherRecord(ana, { head: { generation: 3 }, body }, salt)).text
  const hosts = showing(machines, known, { h1: forged, h2: forged, h3: forged })
  const refused = await runOn(hosts, bo, 'pull', '--identity', identity, '--json')
  expect([refused.exitCode, codesOf(refused)]).toEqual([1, ['record.not-signed']])
  expect(await filesOf(bo)).toEqual(before)
  expect((await runIn(bo, 'pull', '--identity', identity)).exitCode).toBe(0)
  expect(await filesOf(bo)).toEqual(await filesOf(ana))
})

test('secrets that were made anew are told from those of the organisation', async () => {
  const { bo, runIn } = await anaWasFaster()
  await rm(join(bo, 'secrets.json'))
  const folder = organisationFolder(join(bo, 'org.yaml'))
  await completeFolder(folder, { makesSecrets: false })
  expect(readSecretsFile(join(bo, 'secrets.json'))).toBe(undefined)
  const applied = await read(bo, 'applied.jsonl')
  await rm(join(bo, 'applied.jsonl'))
  await completeFolder(folder, { makesSecrets: true })
  const before = await read(bo, 'secrets.json')
  expect(codesOf(await runIn(bo, 'pull', '--json'))).toEqual(['record.other-secrets'])
  await writeFile(join(bo, 'applied.jsonl'), applied)
  expect(codesOf(await runIn(bo, 'pull', '--json'))).toEqual(['record.applied-by-other-secrets'])
  expect(await read(bo, 'secrets.json')).toBe(before)
})

test('cut off anywhere while it writes, the same is done again', async () => {
  const { ana, bo, runIn } = await twoFolders()
  expect((await runIn(ana, 'secrets', 'rotate', 'console-password')).exitCode).toBe(0)
  const release = await readFile(join(PRESETS, 'releases/metis-0.3.0.yaml'), 'utf8')
  await writeFile(join(ana, 'own.yaml'), release)
  const file = (await read(ana, 'org.yaml')).replace(/^release: .*$/m, 'release: ./own.yaml')
  await writeFile(join(ana, 'org.yaml'), file)
  expect((await runIn(ana, 'apply')).exitCode).toBe(0)
  await atTheTop(bo, MINE)
  const order = ['secrets.json', 'own.yaml', 'org.yaml', 'applied.jsonl']
  for (const count of [0, 1, 2, 3, 4]) {
    const folder = `${bo}${count}`
    await cp(bo, folder, { recursive: true })
    for (const name of order.slice(0, count))
      await writeFile(join(folder, name), name === 'org.yaml' ? MINE + file : await read(ana, name))
    const pulled = await runIn(folder, 'pull')
    expect([count, pulled.exitCode]).toEqual([count, 0])
    expect(await read(folder, 'org.yaml')).toBe(MINE + file)
    expect(await read(folder, 'own.yaml')).toBe(release)
    expect(await read(folder, 'applied.jsonl')).toBe(await read(ana, 'applied.jsonl'))
    expect((await filesOf(folder)).secrets).toEqual((await filesOf(ana)).secrets)
    await rm(folder, { recursive: true })
  }
})

test('secrets that were rotated elsewhere come along, unless they were changed here too', async () => {
  const { ana, bo, runIn } = await twoFolders()
  const third = join(temporaryFolder(), 'cy')
  await cp(bo, third, { recursive: true })
  expect((await runIn(ana, 'secrets', 'rotate', 'console-password')).exitCode).toBe(0)
  expect((await runIn(bo, 'pull')).exitCode).toBe(0)
  expect(await filesOf(bo)).toEqual(await filesOf(ana))
  expect((await runIn(bo, 'plan')).exitCode).toBe(0)

  const secrets = await read(third, 'secrets.json')
  await writeFile(
    join(third, 'secrets.json'),
    secrets.replace(/("console-password"[\s\S]*?"value": ")./, '$1_'),
  )
  expect(codesOf(await runIn(third, 'pull', '--json'))).toEqual(['record.both-changed-secrets'])
  expect((await runIn(third, 'pull', '--theirs')).exitCode).toBe(0)
  expect(await filesOf(third)).toEqual(await filesOf(ana))
  expect((await readdir(third)).some((name) => /^secrets\.json\.\S+\.former$/.test(name))).toBe(true)
})

test('a rotation that was cut off here ends where the secrets of others are taken over', async () => {
  const { ana, bo, runIn } = await twoFolders()
  const path = join(bo, 'secrets.json.rotation')
  const former = readSecretsFile(join(bo, 'secrets.json'))?.secrets['console-password']?.value ?? ''
  const changes = [{ name: 'console-password', former, new: 'of-bo' }]
  for (const toward of ['new', 'former'] as const) {
    writeRotation(path, { version: 1, begun: '2026-01-31T12:00:00Z', toward, changes })
    expect((await runIn(ana, 'secrets', 'rotate', 'console-password')).exitCode).toBe(0)
    expect((await runIn(bo, 'pull', '--theirs')).exitCode).toBe(0)
    expect((await runIn(bo, 'plan')).exitCode).toBe(0)
    expect((await runIn(bo, 'apply')).exitCode).toBe(0)
    expect(await filesOf(bo)).toEqual(await filesOf(ana))
    expect(await readdir(bo)).not.toContain('secrets.json.rotation')
  }
})

test('a release file of ones own comes along, into the folder and nowhere else', async () => {
  const { machines, ana, bo, runIn, runOn } = await twoFolders()
  const release = await readFile(join(PRESETS, 'releases/metis-0.3.0.yaml'), 'utf8')
  const file = (await read(ana, 'org.yaml')).replace(/^release: .*$/m, 'release: ./own.yaml')
  await writeFile(join(ana, 'own.yaml'), release)
  await writeFile(join(ana, 'org.yaml'), file)
  expect((await runIn(ana, 'apply')).exitCode).toBe(0)
  const known = await recordOf(ana)
  const outside = await anotherRecord(ana, {
    body: { file: file.replace('./own', '../own'), release: { path: '../own.yaml', text: release } },
  })
  const before = await filesOf(bo)
  const hosts = showing(machines, known, { h1: outside.text, h2: outside.text, h3: outside.text })
  const refused = await runOn(hosts, bo, 'pull', '--json')
  expect([refused.exitCode, codesOf(refused)]).toEqual([1, ['record.release-outside']])
  expect(await filesOf(bo)).toEqual(before)

  await writeFile(join(bo, 'own.yaml'), '# something else\n')
  expect(codesOf(await runIn(bo, 'pull', '--json'))).toEqual(['record.both-changed'])
  await rm(join(bo, 'own.yaml'))
  expect((await runIn(bo, 'pull')).exitCode).toBe(0)
  expect(await read(bo, 'own.yaml')).toBe(release)
  expect(await filesOf(bo)).toEqual(await filesOf(ana))
})

test('a clone without the release file of its own gets it from the hosts, or from what it has applied', async () => {
  const { ana, bo, runIn } = await twoFolders()
  const release = await readFile(join(PRESETS, 'releases/metis-0.3.0.yaml'), 'utf8')
  await writeFile(join(ana, 'own.yaml'), release)
  const before = await read(ana, 'org.yaml')
  await writeFile(join(ana, 'org.yaml'), before.replace(/^release: .*$/m, 'release: ./own.yaml'))
  expect((await runIn(ana, 'apply')).exitCode).toBe(0)
  const lacking = [['own.yaml'], ['own.yaml', 'applied.jsonl'], ['own.yaml', 'secrets.json', 'applied.jsonl']]
  for (const [i, names] of lacking.entries()) {
    const folder = `${bo}${i}`
    await cp(ana, folder, { recursive: true })
    for (const name of names) await rm(join(folder, name))
    expect(codesOf(await runIn(folder, 'plan', '--json'))).toEqual(['topology.release-missing'])
    const passphrase = readSecretsFile(join(ana, 'secrets.json'))?.secrets['recovery-passphrase']?.value
    await writeFile(join(folder, 'passphrase'), passphrase ?? '', { mode: 0o600 })
    expect((await runIn(folder, 'pull', '--passphrase-file', 'passphrase')).exitCode).toBe(0)
    expect(await read(folder, 'own.yaml')).toBe(release)
    expect(await filesOf(folder)).toEqual(await filesOf(ana))
    expect((await runIn(folder, 'plan')).exitCode).toBe(0)
  }
  const other = `${bo}-other`
  await cp(bo, other, { recursive: true })
  await writeFile(join(other, 'org.yaml'), before.replace(/^release: .*$/m, 'release: ./other.yaml'))
  await runIn(ana, 'undo')
  expect(codesOf(await runIn(other, 'pull', '--json')).slice(-1)).toEqual(['topology.release-missing'])
})

test('what was changed here and not applied is given up for what is applied, and kept beside', async () => {
  const { ana, bo, runIn } = await twoFolders()
  expect((await runIn(bo, 'pull', '--theirs')).stdout).toContain('Nothing newer is on the hosts')
  await atTheTop(bo, MINE)
  const mine = await read(bo, 'org.yaml')
  expect((await runIn(bo, 'pull')).stdout).toContain('Nothing newer is on the hosts')
  expect(await read(bo, 'org.yaml')).toBe(mine)
  expect((await runIn(bo, 'pull', '--theirs')).exitCode).toBe(0)
  expect(await filesOf(bo)).toEqual(await filesOf(ana))
  const [beside = ''] = (await readdir(bo)).filter((name) => name.startsWith('org.yaml.mine-'))
  expect(await read(bo, beside)).toBe(mine)
})

test('a key and a passphrase together are refused, since only one would be tried', async () => {
  const { bo, runIn } = await twoFolders()
  const both = ['--identity', 'key', '--passphrase-file', 'passphrase']
  expect(codesOf(await runIn(bo, 'pull', ...both, '--json'))).toEqual(['command.options-exclude'])
})

test('of a folder that lost its org.yaml it is said how that comes back', async () => {
  const { bo, runIn } = await twoFolders()
  await rm(join(bo, 'org.yaml'))
  const said = await runIn(bo, 'plan', '--json')
  expect(jsonLines(said)).toMatchObject([
    {
      code: 'command.organisation-lost',
      details: { organisation: 'rehearsal', generation: 1, address: '10.20.0.11' },
    },
  ])
})

test('nothing is written before it is agreed to', async () => {
  const { machines, bo } = await anaWasFaster()
  const before = await filesOf(bo)
  const env = { METIS_SSH_PASSWORD: 'correct horse' }
  const fake = fakeWorld({ env, presetsDirectory: PRESETS, workingDirectory: bo, answers: ['n'] })
  const open: World['open'] = (session, needs, command) => openOrganisation(session, needs, command, machines)
  expect(await runCommandLine(['pull', '--accept-new-host-keys'], { ...fake.world, open })).toBe(1)
  expect(fake.asked).toEqual(['Write this into this folder? [y/N] '])
  expect(fake.stdout()).toContain('+ports: { via: 10131 }')
  expect(await filesOf(bo)).toEqual(before)
})

test('hosts that are silent are told, and it is no answer when all are', async () => {
  const { machines, ana, bo, runOn } = await anaWasFaster()
  const without = (...names: string[]): Machines => ({
    ...machines,
    connect: async (host, options) => {
      if (names.includes(host.name))
        throw fault('connection.refused', { host: host.name }, { host: host.name })
      return machines.connect(host, options)
    },
  })
  const none = await runOn(without('h1', 'h2', 'h3'), bo, 'pull', '--json')
  expect([none.exitCode, codesOf(none)]).toEqual([1, Array(3).fill('connection.refused')])
  const pulled = await runOn(without('h1', 'h2'), bo, 'pull', '--json')
  expect([pulled.exitCode, codesOf(pulled)]).toEqual([0, Array(2).fill('connection.refused')])
  const planned = await runOn(without('h1', 'h2'), bo, 'plan')
  expect(planned.stdout).toContain(
    'Nothing to do on the hosts that answered: h3. Of the others nothing is known.',
  )
  expect(await filesOf(bo)).toEqual(await filesOf(ana))
})

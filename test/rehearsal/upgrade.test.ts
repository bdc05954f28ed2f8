import { appendFile, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../state/temporary-folder.js'
import {
  jsonLines,
  PRESETS,
  presetText,
  type RehearsedWorld,
  rehearsedWorld,
  type Said,
} from './rehearsed-world.js'

const PRESET = join(PRESETS, 'releases', 'metis-0.3.0.yaml')

/** A release of one's own in the folder: the preset with another version and another file of the carrier. */
async function writeRelease({ rehearsal }: RehearsedWorld, version: string, more = ''): Promise<string> {
  const text = (await readFile(PRESET, 'utf8'))
    .replace('version: 0.3.0', `version: ${version}`)
    .replace('file: carrier,', `file: carrier-${version},`)
  await writeFile(join(rehearsal.folder, `ours-${version}.yaml`), `${text}\n${more}`)
  return join(rehearsal.folder, `ours-${version}.yaml`)
}

async function installed(...faults: string[]) {
  const world = await rehearsedWorld(await presetText('data-provider'), faults)
  expect((await world.run('apply')).exitCode).toBe(0)
  return world
}

const linesOf = (said: Said, type: string) => jsonLines(said).filter((line) => line.type === type)
const codes = (said: Said) =>
  linesOf(said, 'problem')
    .filter(({ severity }) => severity === 'error')
    .map(({ code }) => code)
const fileOf = ({ rehearsal }: RehearsedWorld) => readFile(rehearsal.file, 'utf8')

test('another release is put in the place of one, and the one before comes back without a file being sent', async () => {
  const world = await installed()
  const { run } = world
  const before = await fileOf(world)
  const release = await writeRelease(world, '0.4.0', 'follows: [{ version: 0.3.0 }]\n')
  const up = await run('upgrade', '--to', release, '--json')
  expect([up.exitCode, codes(up)]).toEqual([0, []])
  expect(linesOf(up, 'upgrade')).toMatchObject([{ from: '0.3.0', to: '0.4.0', oneWay: [] }])
  expect(up.stdout).not.toContain('"migrations"')
  expect(linesOf(up, 'backup')).toHaveLength(1)
  expect(await fileOf(world)).toBe(before.replace('release: metis-0.3.0', 'release: ./ours-0.4.0.yaml'))
  expect([(await run('plan')).exitCode, (await run('status')).exitCode]).toEqual([0, 0])

  const back = await run('rollback', '--json')
  expect([back.exitCode, codes(back)]).toEqual([0, []])
  expect(linesOf(back, 'rollback')).toMatchObject([{ from: '0.4.0', to: '0.3.0', bytes: 0, artifacts: [] }])
  const started = linesOf(back, 'started').map(({ node }) => String(node))
  expect(started.filter((node) => /tree:|releases\//.test(node))).toEqual([])
  expect(await fileOf(world)).toBe(before)
  expect([(await run('plan')).exitCode, (await run('status')).exitCode]).toEqual([0, 0])
})

test('written into org.yaml it is taken after a backup of what was applied last, and the plan that was reviewed before that is carried out', async () => {
  const world = await installed()
  const { run, rehearsal } = world
  await writeRelease(world, '0.4.0')
  const before = await fileOf(world)
  await writeFile(rehearsal.file, before.replace('metis-0.3.0', './ours-0.4.0.yaml'))
  const [{ digest } = {}] = linesOf(await run('plan', '--json'), 'plan')
  const up = await run('apply', '--backup', '--reviewed', String(digest), '--json')
  expect([up.exitCode, codes(up)]).toEqual([0, []])
  const [{ path } = {}] = linesOf(up, 'backup')
  const said = jsonLines(up).map(({ type }) => type)
  expect(said.indexOf('backup')).toBeLessThan(said.lastIndexOf('run-started'))
  const [about] = linesOf(await run('backup', 'verify', String(path), '--json'), 'backup-verified')
  expect(about).toMatchObject({ generation: 1, release: 'metis-0.3.0' })
  expect((await run('plan')).exitCode).toBe(0)
})

test('a rollback that was cut off goes on where it went, and does not turn round', async () => {
  const world = await installed()
  const { run, rehearsal } = world
  const before = await fileOf(world)
  await run('upgrade', '--to', await writeRelease(world, '0.4.0'), '--no-backup')
  expect((await run('rollback')).exitCode).toBe(0)
  const runs = join(rehearsal.folder, 'runs')
  const journal = (await readdir(runs)).toSorted().find((name) => name.endsWith('-rollback.jsonl')) ?? ''
  const lines = (await readFile(join(runs, journal), 'utf8')).trimEnd().split('\n')
  expect(lines.at(-1)).toContain('"ended"')
  await rm(join(runs, journal))
  // The newest, by its name; clocks of rehearsals stand still.
  const cut = join(runs, journal.replace('T12', 'T13'))
  await writeFile(cut, `${lines.slice(0, -1).join('\n')}\n`)
  expect((await run('rollback')).exitCode).toBe(0)
  expect(await fileOf(world)).toBe(before)
  expect((await run('plan')).exitCode).toBe(0)
  // When another command has run since, there is nothing further back, and the release that was left is not taken for it.
  await rm(cut)
  expect(codes(await run('rollback', '--json'))).toEqual(['upgrade.nothing-before'])
  expect(await fileOf(world)).toBe(before)
})

test('programs beyond the last two releases go, with the artifacts that they came from', async () => {
  const world = await installed()
  const { run } = world
  await run('upgrade', '--to', await writeRelease(world, '0.4.0'), '--no-backup')
  const said = await run('upgrade', '--to', await writeRelease(world, '0.10.0'), '--no-backup', '--json')
  expect([said.exitCode, codes(said)]).toEqual([0, []])
  const removed = linesOf(said, 'plan').flatMap(({ nodes }) =>
    (nodes as { kind: string; about: string; id: string }[]).filter(({ kind }) => kind === 'remove'),
  )
  expect(removed.map(({ id, about }) => `${id}: ${about}`)).toContain(
    'h1 remove:carrier: /opt/metis/carrier/releases/0.3.0',
  )
  const stored = removed.filter(({ id }) => id === 'h1 remove:host').flatMap(({ about }) => about.split(', '))
  expect(stored.map((path) => path.split('/').at(-1)).toSorted()).toEqual([
    ...['admin.jar', 'admin.sql', 'admin.tar', 'carrier', 'consul'],
  ])
  expect((await run('plan')).exitCode).toBe(0)
  expect(linesOf(await run('rollback', '--json'), 'rollback')).toMatchObject([
    { from: '0.10.0', to: '0.4.0', bytes: 0 },
  ])
  const next = await run('upgrade', '--to', await writeRelease(world, '0.11.0'), '--no-backup')
  expect(next.stdout).toContain('removal of')
  expect(next.stdout).not.toContain('org.yaml no longer names these')
})

test('a release whose carrier dies at its start is put back, and the others are left as they were', async () => {
  const world = await installed('change-dies:h1')
  const { run } = world
  const said = await run('upgrade', '--to', await writeRelease(world, '0.4.0'), '--no-backup', '--json')
  expect(said.exitCode).toBe(1)
  expect(codes(said)[0]).toBe('run.put-back')
  expect((await run('status')).exitCode).toBe(0)
})

test('tried again it uses the backup that was made for it; what is done, or comes after a way back, gets one of its own', async () => {
  const world = await installed('change-dies:h1')
  const { run } = world
  const release = await writeRelease(world, '0.4.0')
  const first = await run('upgrade', '--to', release, '--json')
  const [{ path } = {}] = linesOf(first, 'backup')
  expect([first.exitCode, codes(first)[0]]).toEqual([1, 'run.put-back'])
  const again = await run('apply', '--backup', '--json')
  expect([again.exitCode, linesOf(again, 'backup')]).toEqual([0, []])
  expect(linesOf(again, 'backup-used-again')).toMatchObject([{ path, generation: 1, release: 'metis-0.3.0' }])
  expect(linesOf(await run('apply', '--backup', '--json'), 'backup')).toHaveLength(1)
  expect((await run('rollback')).exitCode).toBe(0)
  expect(linesOf(await run('upgrade', '--to', release, '--json'), 'backup')).toHaveLength(1)
})

test('what a release says of its way back is told before, and kept to after', async () => {
  const world = await installed()
  const { run } = world
  const release = await writeRelease(
    world,
    '0.4.0',
    'follows: [{ version: 0.3.0, migrations: [{ role: carrier, name: records, oneWay: true }] }]\n',
  )
  const up = await run('upgrade', '--to', release)
  expect(up.stdout).toContain(
    'no way back: the former programs can not read any more what these have had: carrier',
  )
  expect(codes(await run('rollback', '--json'))).toEqual(['upgrade.one-way'])
  const [name = ''] = await readdir(join(world.rehearsal.folder, 'backups'))
  const { stdout, stderr } = await run('rollback')
  expect(stdout + stderr).toMatch(new RegExp(`create-metis-node restore \\S*${name}`))
  const other = await writeRelease(world, '0.5.0', 'follows: [{ version: 0.3.0 }]\n')
  expect(codes(await run('upgrade', '--to', other, '--json'))).toEqual(['upgrade.no-way'])
  expect(await fileOf(world)).toContain('release: ./ours-0.4.0.yaml')
})

test('a release whose file lies elsewhere comes back while that file is as it was', async () => {
  const world = await installed()
  const { run } = world
  const elsewhere = join(temporaryFolder(), 'ours.yaml')
  await rename(await writeRelease(world, '0.4.0'), elsewhere)
  expect((await run('upgrade', '--to', elsewhere, '--no-backup')).exitCode).toBe(0)
  const next = await writeRelease(world, '0.5.0')
  expect((await run('upgrade', '--to', next, '--no-backup')).exitCode).toBe(0)
  await appendFile(elsewhere, '# edited\n')
  expect(codes(await run('rollback', '--json'))).toEqual(['record.release-outside'])
  await writeFile(elsewhere, (await readFile(elsewhere, 'utf8')).replace('# edited\n', ''))
  expect((await run('rollback')).exitCode).toBe(0)
  expect(await fileOf(world)).toContain(`release: ${elsewhere}`)
})

test('there is nothing to go back to before the first upgrade, and no release without a name', async () => {
  const { run } = await installed()
  expect(codes(await run('rollback', '--json'))).toEqual(['upgrade.nothing-before'])
  expect(codes(await run('upgrade', '--json'))).toEqual(['upgrade.to-what'])
  expect(codes(await run('upgrade', '--to', 'metis-9.9.9', '--json'))).toEqual(['topology.unknown-release'])
})

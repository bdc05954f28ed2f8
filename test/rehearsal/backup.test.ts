import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { jsonLines, presetText, type RehearsedWorld, rehearsedWorld } from './rehearsed-world.js'

async function installed(text?: string): Promise<RehearsedWorld> {
  const world = await rehearsedWorld(text ?? (await presetText('data-provider')))
  expect((await world.run('apply')).exitCode).toBe(0)
  return world
}

async function backupIn({ rehearsal }: RehearsedWorld): Promise<string> {
  const [name = '', ...others] = await readdir(join(rehearsal.folder, 'backups'))
  expect(others).toEqual([])
  return join('backups', name)
}

test('a backup is taken, listed and verified; what stood still runs again', async () => {
  const world = await installed()
  const { run, rehearsal } = world
  const taken = await run('backup')
  expect(taken).toMatchObject({ exitCode: 0 })
  expect(taken.stdout).toContain('this stands still while it is packed, and is started again: carrier@h')
  expect(taken.stdout).toContain('metis-carrier.service ended')
  expect(taken.stdout).toMatch(/carrier@h\d was away for \d+ seconds?\./)
  expect(taken.stdout).toMatch(/The backup is complete\.\n$/)
  const path = await backupIn(world)
  expect(path).toMatch(/^backups\/rehearsal-\d{8}T\d{6}Z\.metis-backup$/)

  const listed = await run('backup', 'list')
  expect(listed.stdout).toContain('generation 1, metis-0.3.0')
  const verified = await run('backup', 'verify', path, '--json')
  expect(verified.exitCode).toBe(0)
  const [about] = jsonLines(verified)
  expect(about).toMatchObject({ type: 'backup-verified', organisation: 'rehearsal', generation: 1 })
  const parts = about?.parts as { instance: string; name: string; rows: number }[]
  expect(parts.map(({ name, rows }) => `${name} ${rows}`).toSorted()).toEqual([
    'carrier-identity.tar.gz 0',
    'consul.snapshot 0',
    'metis_admin.sql.gz 1',
  ])
  const files = about?.files as { path: string }[]
  expect(files.map((file) => file.path)).toEqual([
    'folder/org.yaml',
    'folder/known_hosts',
    'folder/applied.jsonl',
    'folder/secrets.json',
    'record/1.jsonl',
  ])
  expect((await run('plan')).exitCode).toBe(0)
  expect(await readFile(join(rehearsal.folder, '.gitignore'), 'utf8')).toContain('backups/')
})

test('uploads and results are in it when they are asked for', async () => {
  const world = await installed()
  expect((await world.run('backup', '--with-data', 'elsewhere')).exitCode).toBe(0)
  const [name = ''] = await readdir(join(world.rehearsal.folder, 'elsewhere'))
  expect((await world.run('backup', 'list', 'elsewhere')).stdout).toContain('with uploads and results')
  expect((await world.run('backup', 'verify', join('elsewhere', name))).exitCode).toBe(0)
})

test('a backup that fails on the way leaves nothing stopped, and no file', async () => {
  const { run, rehearsal } = await installed()
  const machines = [11, 12, 13].map((last) => rehearsal.machineAt(`10.20.0.${last}`))
  const carrier = machines.find(({ units }) => units.has('metis-carrier.service'))
  const began = carrier?.units.get('metis-carrier.service')?.pid
  await machines
    .find(({ units }) => units.has('mariadb.service'))
    ?.units.get('mariadb.service')
    ?.end?.()
  const said = await run('backup')
  expect(said.exitCode).toBe(1)
  expect(said.stderr).toContain('Starting again what was stopped for the backup')
  expect(carrier?.units.get('metis-carrier.service')).toMatchObject({ active: 'active' })
  expect(carrier?.units.get('metis-carrier.service')?.pid).not.toBe(began)
  expect(await readdir(join(rehearsal.folder))).not.toContain('backups')
})

test('what is no folder gets no backup, and nothing stands still for it', async () => {
  const { run, rehearsal } = await installed()
  await writeFile(join(rehearsal.folder, 'file'), '')
  const said = await run('backup', 'file')
  expect([said.exitCode, said.stderr.includes('state.file-unreadable')]).toEqual([3, true])
  expect(said.stdout).not.toContain('metis-carrier.service ended')
})

test('only so many are kept', async () => {
  const { run, rehearsal } = await installed()
  const folder = join(rehearsal.folder, 'kept')
  await mkdir(folder)
  for (const day of ['01', '02', '03'])
    await writeFile(join(folder, `rehearsal-202501${day}T120000Z.metis-backup`), '')
  await writeFile(join(folder, 'rehearsal-20250101T120000Z.metis-backup.partial'), '')
  await writeFile(join(folder, 'other-20250101T120000Z.metis-backup'), '')
  expect((await run('backup', 'kept', '--keep', '2')).exitCode).toBe(0)
  expect(await readdir(folder)).toEqual([
    'other-20250101T120000Z.metis-backup',
    'rehearsal-20250103T120000Z.metis-backup',
    'rehearsal-20260131T120000Z.metis-backup',
  ])
})

test('a file that was changed is told from a backup', async () => {
  const world = await installed()
  await world.run('backup')
  const path = join(world.rehearsal.folder, await backupIn(world))
  const bytes = await readFile(path)
  bytes[bytes.length - 20] = (bytes[bytes.length - 20] ?? 0) ^ 1
  await writeFile(path, bytes)
  const verified = await world.run('backup', 'verify', path)
  expect(verified.exitCode).toBe(1)
  expect(verified.stderr).toContain('code    backup.damaged')
  expect(verified.stderr).toMatch(/is damaged in manifest\.json, near byte \d+ of \d+\./)
  expect(verified.stderr).not.toContain('invalid tag')
  await writeFile(path, 'something else')
  expect((await world.run('backup', 'verify', path)).stderr).toContain('code    backup.not-a-backup')
})

test('a command that was mistyped, or a host, takes no backup', async () => {
  const { run, rehearsal } = await installed()
  const said = await run('backup', 'lst')
  expect(said.exitCode).toBe(3)
  expect(said.stderr).toContain('There is no command `backup lst`; did you mean `backup list`?')
  expect(await readdir(rehearsal.folder)).not.toContain('lst')
  const host = await run('backup', 'h1:')
  expect([host.exitCode, host.stderr.includes('code    backup.host-as-folder')]).toEqual([3, true])
  expect((await run('backup', './lst')).exitCode).toBe(0)
})

test('before anything is installed there is nothing to back up', async () => {
  const world = await rehearsedWorld(await presetText('data-provider'))
  const said = await world.run('backup')
  expect(said.exitCode).toBe(1)
  expect(said.stderr).toContain('code    backup.nothing')
})

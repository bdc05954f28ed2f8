import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { writeCertificate } from '../../src/commands/rehearse/rehearsal-order.js'
import { splitByHost } from '../backup/host-backup.js'
import { jsonLines, presetText, type RehearsedWorld, rehearsedWorld, type Said } from './rehearsed-world.js'

const BACKUP = 'backup: { to: /srv/backups }\n'
const UNIT = 'create-metis-node-backup-rehearsal'

const planned = (said: Said) =>
  jsonLines(said)
    .flatMap(({ type, nodes }) => (type === 'plan' ? (nodes as { id: string }[]) : []))
    .map(({ id }) => id)

test('a timer comes to the hosts that have something to lose, goes with its key, and a removal leaves nothing of it', async () => {
  const text = await presetText('data-provider')
  const { run, rehearsal } = await rehearsedWorld(text)
  expect((await run('apply')).exitCode).toBe(0)

  await writeFile(rehearsal.file, text + BACKUP)
  const ids = planned(await run('plan', '--json')).filter((id) => id.includes('backup'))
  const hosts = [...new Set(ids.map((id) => id.split(' ')[0]))]
  expect(hosts.length).toBeGreaterThan(0)
  expect(hosts.length).toBeLessThan(3)
  expect(ids).toEqual(
    expect.arrayContaining([`${hosts[0]} file:/usr/local/sbin/${UNIT}`, `${hosts[0]} run:host/backups`]),
  )
  expect((await run('apply')).exitCode).toBe(0)
  expect((await run('plan')).exitCode).toBe(0)
  expect((await run('status')).exitCode).toBe(0)
  const compared = await run('check', '--drift', '--json')
  expect(jsonLines(compared).filter(({ code }) => String(code).startsWith('upkeep'))).toEqual([])

  await writeFile(rehearsal.file, text)
  expect(planned(await run('plan', '--json')).filter((id) => id.includes('no-backups'))).toHaveLength(
    hosts.length,
  )
  expect((await run('apply')).exitCode).toBe(0)
  expect((await run('plan')).exitCode).toBe(0)

  await writeFile(rehearsal.file, text + BACKUP)
  expect((await run('apply')).exitCode).toBe(0)
  expect((await run('destroy', '--confirm', 'rehearsal', '--delete-data')).exitCode).toBe(0)
  const left = [11, 12, 13].flatMap((last) => rehearsal.machineAt(`10.20.0.${last}`).files.walk('/var/lib'))
  expect(left.filter((path) => path.includes('backup'))).toEqual([])
})

test('a backup that was damaged is red in status, with what to do', async () => {
  const { run } = await rehearsedWorld((await presetText('data-provider')) + BACKUP, ['backup-damaged'])
  expect((await run('apply')).exitCode).toBe(0)
  const said = await run('status')
  expect(said.exitCode).toBe(1)
  expect(said.stdout + said.stderr).toContain('upkeep.backup-damaged')
  expect(said.stdout + said.stderr).toContain(`sudo systemctl start ${UNIT}.service`)
})

const ELSEWHERE = 'backup: { to: { host: h3, folder: /backup } }\n'

test('backups of all go to one host, which takes them by an account of its own, and gives it back', async () => {
  const text = await presetText('data-provider')
  const { run, rehearsal } = await rehearsedWorld(text + ELSEWHERE)
  const there = rehearsal.machineAt('10.20.0.13')
  const of = (file: string) => there.files.read(`/var/lib/create-metis-node-received-rehearsal/${file}`)
  const applied = await run('apply')
  expect(applied.exitCode, applied.stdout + applied.stderr).toBe(0)
  expect((await run('plan')).exitCode).toBe(0)
  expect((await run('status')).exitCode).toBe(0)
  expect([...there.accounts].find(([name]) => name === 'metis-backups')?.[1].comment).toBe(
    'Metis backups of rehearsal',
  )
  const keys = of('.ssh/authorized_keys')?.trim().split('\n') ?? []
  expect(keys.map((line) => line.split(' ').at(-1))).toEqual(['h1'])
  for (const line of keys)
    expect(line).toMatch(
      /^restrict,command="exec \/usr\/bin\/env -i [^"]+ h\d \\"\$SSH_ORIGINAL_COMMAND\\"" ssh-ed25519 /,
    )

  await writeFile(rehearsal.file, text + BACKUP)
  expect((await run('apply')).exitCode).toBe(0)
  expect([there.accounts.has('metis-backups'), of('.ssh/authorized_keys')]).toEqual([false, undefined])
  expect((await run('plan')).exitCode).toBe(0)
  await writeFile(rehearsal.file, text + ELSEWHERE)
  expect((await run('apply')).exitCode).toBe(0)
  expect((await run('destroy', '--confirm', 'rehearsal', '--keep-data')).exitCode).toBe(0)
  expect(there.accounts.has('metis-backups')).toBe(false)
  const left = ['/var/lib', '/usr/local'].flatMap((path) => there.files.walk(path))
  expect(left.filter((path) => path.includes('rehearsal'))).toEqual([])
})

test('a host without a role may get them, and leaves nothing once org.yaml no longer names it', async () => {
  const text = await presetText('data-provider')
  const added = text.replace(/^( +)(h3: .*)\n/m, '$1$2\n$1h4: { address: 10.20.0.14, user: ops }\n')
  const { run, rehearsal } = await rehearsedWorld(added + ELSEWHERE.replace('h3', 'h4'))
  const there = rehearsal.machineAt('10.20.0.14')
  expect((await run('validate')).stdout).not.toContain('idle-host')
  expect((await run('apply')).exitCode).toBe(0)
  expect([(await run('plan')).exitCode, there.accounts.has('metis-backups')]).toEqual([0, true])
  await writeFile(rehearsal.file, text)
  expect((await run('apply')).exitCode).toBe(0)
  expect([there.accounts.has('metis-backups'), there.files.walk('/opt/metis')]).toEqual([false, []])
  expect((await run('plan')).exitCode).toBe(0)
})

test('of a host that gets the backups it is told what it lost, and to whom it was away', async () => {
  const text = (await presetText('data-provider')) + ELSEWHERE
  for (const [fault, code] of [
    ['backup-damaged:h3', 'upkeep.backup-damaged'],
    ['backup-refused:h1', 'upkeep.backup-failed'],
  ] as const) {
    const { run } = await rehearsedWorld(text, [fault])
    expect((await run('apply')).exitCode).toBe(0)
    const { exitCode, stdout, stderr } = await run('status')
    expect([exitCode, (stdout + stderr).includes(code)], stdout).toEqual([1, true])
    expect((stdout + stderr).replaceAll(/\s+/g, ' ')).toContain(
      code === 'upkeep.backup-failed'
        ? 'h3 (10.20.0.13, port 22) does not take it: ssh:'
        : 'h3:/backup/rehearsal/',
    )
  }
})

interface MadeByHosts extends RehearsedWorld {
  /** Has what hosts have made. */
  readonly kept: string
  readonly passphraseFile: string
  /** Has all hosts make one at that time. */
  readonly make: (stamp: string) => Promise<void>
}

async function madeByHosts(more = ''): Promise<MadeByHosts> {
  const tls = '{ host: admin1, tls: { certificate: ./rehearsal.crt, key: ./rehearsal.key } }'
  const text = (await presetText('production')).replace(/admin: admin1/, `admin: ${tls}`)
  const world = await rehearsedWorld(text + more)
  const { run, rehearsal } = world
  await writeCertificate(rehearsal.folder)
  expect((await run('apply')).exitCode).toBe(0)
  const kept = join(dirname(rehearsal.folder), 'kept')
  await mkdir(kept)
  const passphraseFile = join(dirname(rehearsal.folder), 'passphrase')
  const make = async (stamp: string) => {
    const passphrase = await passphraseIn(rehearsal.folder)
    await writeFile(passphraseFile, `${passphrase}\n`, { mode: 0o600 })
    const fetched = join(dirname(rehearsal.folder), stamp)
    expect((await run('backup', fetched)).exitCode).toBe(0)
    const path = join(fetched, (await readdir(fetched)).join())
    await splitByHost({ path, passphrase, folder: kept, stamp })
  }
  for (const stamp of ['20260101T023000Z', '20260102T023000Z']) await make(stamp)
  return { ...world, kept, passphraseFile, make }
}

async function passphraseIn(folder: string): Promise<string> {
  const { secrets } = JSON.parse(await readFile(join(folder, 'secrets.json'), 'utf8')) as {
    secrets: Record<string, { value: string }>
  }
  return secrets['recovery-passphrase']?.value ?? ''
}

test('what hosts have made is listed, verified, and brings all of it back into an empty folder', async () => {
  const { run, runIn, rehearsal, kept, passphraseFile } = await madeByHosts()
  const listed = await run('backup', 'list', kept)
  expect(listed.stdout).toMatch(/rehearsal-20260102T023000Z-carrier1\.metis-backup .* of carrier1:/)
  const verified = await run('backup', 'verify', kept)
  expect(verified.exitCode).toBe(0)
  expect(verified.stdout).not.toContain('20260101T023000Z')
  const keyOf = () =>
    [11, 12, 13].flatMap(
      (last) =>
        rehearsal.machineAt(`10.20.0.${last}`).files.read('/opt/metis/carrier/data/p2p/p2p_priv_key') ?? [],
    )
  const before = keyOf()
  expect((await run('destroy', '--confirm', 'rehearsal', '--delete-data')).exitCode).toBe(0)
  const folder = join(dirname(rehearsal.folder), 'again')
  await mkdir(folder)
  const said = await runIn(folder, 'restore', kept, '--passphrase-file', passphraseFile)
  expect(said.stderr + said.stdout).toContain('rehearsal is back as it was at')
  expect([said.exitCode, keyOf()]).toEqual([0, before])
  expect((await runIn(folder, 'plan')).exitCode).toBe(0)
  for (const name of ['rehearsal.crt', 'rehearsal.key'])
    expect(await readFile(join(folder, name))).toEqual(await readFile(join(rehearsal.folder, name)))
  expect(await readdir(folder)).not.toContain('hook.sh')
})

test('what hosts have sent to another one is listed there, verified, and brings all of it back', async () => {
  const world = await madeByHosts(ELSEWHERE.replace('h3', 'data1'))
  const { run, rehearsal, kept } = world
  expect((await run('backup', 'verify', 'data1:')).stderr).toContain('code    backup.none-there')
  expect((await run('backup', 'list', 'via1:')).stderr).toContain('code    backup.not-sent-there')
  const there = rehearsal.machineAt('10.20.0.15')
  const names = await readdir(kept)
  for (const name of names)
    there.files.write(`/backup/rehearsal/${name}`, await readFile(join(kept, name)), '0600', 'metis-backups:')
  there.files.write(
    '/backup/rehearsal/rehearsal-20260301T023000Z-..%2f.metis-backup',
    '',
    '0600',
    'root:root',
  )
  const listed = await run('backup', 'list', 'data1:', '--json')
  expect(jsonLines(listed).flatMap(({ type, path }) => (type === 'backup' ? [path] : []))).toEqual(
    names
      .toSorted()
      .toReversed()
      .map((name) => `data1:/backup/rehearsal/${name}`),
  )
  const verified = await run('backup', 'verify', 'data1:')
  expect([verified.exitCode, verified.stdout.includes('carrier-identity.tar.gz')]).toEqual([0, true])
  // Of each host the newest is here by now, and is not fetched twice.
  const here = await readdir(join(rehearsal.folder, 'backups', 'from-data1'))
  expect(here.toSorted()).toEqual(names.filter((name) => name.includes('20260102')).toSorted())
  const said = await run('restore', 'data1:', '--confirm', 'rehearsal')
  expect(said.stderr).not.toContain('Fetching')
  expect([said.exitCode, said.stdout.includes('rehearsal is back as it was at')], said.stderr).toEqual([
    0,
    true,
  ])
  expect((await run('plan')).exitCode).toBe(0)
})

test('of what has moved on, one part comes back, with the secrets of the last that was applied', async () => {
  const { run, runIn, rehearsal, kept, passphraseFile, make } = await madeByHosts()
  const names = async () => (await readdir(kept)).toSorted()
  for (const name of await names())
    if (name.endsWith('20260102T023000Z-carrier1.metis-backup'))
      // By its own clock it has made the last of all.
      await rename(join(kept, name), join(kept, name.replace('20260102', '20260301')))
    else await rm(join(kept, name))
  const text = await readFile(rehearsal.file, 'utf8')
  await writeFile(rehearsal.file, text.replace('host: carrier1', 'host: data1'))
  expect((await run('apply')).exitCode).toBe(0)
  expect((await run('secrets', 'rotate', 'recovery-passphrase')).exitCode).toBe(0)
  await make('20260201T023000Z')
  const hosts = (await names()).map((name) => name.replace(/^.*Z-|\.metis-backup$/g, ''))
  expect(hosts).toEqual(['admin1', 'consul1', 'data1', 'carrier1'])
  const passphrase = await passphraseIn(rehearsal.folder)
  expect((await run('destroy', '--confirm', 'rehearsal', '--delete-data')).exitCode).toBe(0)
  const folder = join(dirname(rehearsal.folder), 'again')
  await mkdir(folder)
  const said = await runIn(folder, 'restore', kept, '--passphrase-file', passphraseFile)
  expect(said.exitCode, said.stderr).toBe(0)
  expect(said.stderr.match(/Carrying \S+ to \S+(?=,)/g)).toEqual([
    'Carrying metis_admin.sql.gz to admin1',
    'Carrying consul.snapshot to consul1',
    'Carrying carrier-identity.tar.gz to data1',
  ])
  expect(await passphraseIn(folder)).toBe(passphrase)
  expect((await runIn(folder, 'plan')).exitCode).toBe(0)
})

test('a folder that lacks the backup of a host brings nothing back, unless that is wanted', async () => {
  const { runIn, rehearsal, kept, passphraseFile } = await madeByHosts()
  for (const name of (await readdir(kept)).filter((one) => one.endsWith('-carrier1.metis-backup')))
    await rm(join(kept, name))
  const folder = join(dirname(rehearsal.folder), 'again')
  await mkdir(folder)
  const said = await runIn(folder, 'restore', kept, '--passphrase-file', passphraseFile)
  expect(said.exitCode).toBe(1)
  expect(said.stderr).toMatch(/code {4}backup\.set-incomplete/)
  expect(said.stderr).toContain('has nothing of carrier@carrier1.')
})

test('one that somebody has changed is not used', async () => {
  const { run, kept } = await madeByHosts()
  const [path = ''] = (await readdir(kept))
    .filter((name) => name.includes('20260102'))
    .map((name) => join(kept, name))
  const bytes = await readFile(path)
  bytes[bytes.length - 700] = (bytes[bytes.length - 700] ?? 0) ^ 1
  await writeFile(path, bytes)
  const verified = await run('backup', 'verify', kept)
  expect(verified.exitCode).toBe(1)
  expect(verified.stderr).toContain('code    backup.damaged')
})

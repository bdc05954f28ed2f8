import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { generateX25519Identity, identityToRecipient } from 'age-encryption'
import { expect, test } from 'vitest'
import { writeCertificate } from '../../src/commands/rehearse/rehearsal-order.js'
import { fault } from '../../src/errors/problem.js'
import { remade } from '../backup/remade.js'
import { jsonLines, presetText, type RehearsedWorld, rehearsedWorld } from './rehearsed-world.js'

const KEY = '/opt/metis/carrier/data/p2p/p2p_priv_key'
const NODE = '/opt/metis/carrier/data/datadir/metaData'

interface Marked extends RehearsedWorld {
  /** Path of a backup that was taken with a marker in the database and in the carrier's directory. */
  readonly path: string
  readonly passphrase: string
}

async function backedUp(): Promise<Marked> {
  const world = await rehearsedWorld(await presetText('data-provider'))
  const { rehearsal, run } = world
  expect((await run('apply')).exitCode).toBe(0)
  const { carrier, admin } = machinesOf(world)
  carrier.files.write(NODE, 'known to the network', '0600', 'metis:metis')
  admin.database.rows.push('local_org: acme')
  consulOf(world).put('ours/settings', 'of somebody else')
  expect((await run('restart', 'consul', '--yes', '--even-so')).exitCode).toBe(0)
  expect((await run('backup')).exitCode).toBe(0)
  const [name = ''] = await readdir(join(rehearsal.folder, 'backups'))
  const kept = join(dirname(rehearsal.folder), 'kept')
  await mkdir(kept)
  const path = join(kept, name)
  await copyFile(join(rehearsal.folder, 'backups', name), path)
  const { secrets } = JSON.parse(await readFile(join(rehearsal.folder, 'secrets.json'), 'utf8')) as {
    secrets: Record<string, { value: string }>
  }
  return { ...world, path, passphrase: secrets['recovery-passphrase']?.value ?? '' }
}

const CONSUL = '/opt/metis/consul/data/raft/raft.db'

function consulOf({ rehearsal }: RehearsedWorld) {
  const all = [11, 12, 13].map((last) => rehearsal.machineAt(`10.20.0.${last}`).files)
  const files = all.find((one) => one.exists(CONSUL))
  const kept = JSON.parse(files?.read(CONSUL) ?? '{}') as { keys?: [string, string][] }
  const keys = new Map(kept.keys)
  const put = (key: string, value: string) => {
    const text = JSON.stringify({ ...kept, keys: [...keys.set(key, value)] })
    files?.write(CONSUL, text, '0600', 'metis-consul:metis-consul')
  }
  return { keys, put }
}

function machinesOf({ rehearsal }: RehearsedWorld) {
  const all = [11, 12, 13].map((last) => rehearsal.machineAt(`10.20.0.${last}`))
  const withPath = (path: string) => all.find(({ files }) => files.exists(path)) ?? all[0]
  const carrier = withPath('/opt/metis/carrier')
  const admin = withPath('/opt/metis/admin')
  if (carrier === undefined || admin === undefined) throw new Error('there are no machines')
  return { carrier, admin }
}

async function emptyFolder({ rehearsal, passphrase }: Marked, name: string): Promise<string[]> {
  const folder = join(dirname(rehearsal.folder), name)
  await mkdir(folder)
  const file = join(dirname(rehearsal.folder), `${name}.passphrase`)
  await writeFile(file, `${passphrase}\n`, { mode: 0o600 })
  return [folder, '--passphrase-file', file]
}

test('after all was removed it comes back into an empty folder: same key, same rows, nothing left to do', async () => {
  const world = await backedUp()
  const { run, runIn, path } = world
  const key = machinesOf(world).carrier.files.read(KEY)
  expect((await run('destroy', '--confirm', 'rehearsal', '--delete-data')).exitCode).toBe(0)
  const [folder = '', ...opening] = await emptyFolder(world, 'again')

  const said = await runIn(folder, 'restore', path, ...opening)

  expect(said.stderr + said.stdout).toContain('rehearsal is back as it was at')
  expect(said.exitCode).toBe(0)
  const { carrier, admin } = machinesOf(world)
  expect(carrier.files.read(KEY)).toBe(key)
  expect(carrier.files.read(NODE)).toBe('known to the network')
  expect(admin.database.rows).toEqual(['local_org: acme'])
  expect(consulOf(world).keys.get('ours/settings')).toBe('of somebody else')
  expect((await runIn(folder, 'plan')).exitCode).toBe(0)
  expect((await runIn(folder, 'status')).exitCode).toBe(0)
  expect(carrier.files.list('/opt/metis').filter((name) => name.startsWith('.backup'))).toEqual([])
  expect(await readdir(join(folder, 'backups'))).toEqual([])
})

test('what stands there is replaced only when the name is typed, and is moved aside', async () => {
  const world = await backedUp()
  const { run, rehearsal, path } = world
  const { carrier, admin } = machinesOf(world)
  carrier.files.write(NODE, 'what came since', '0600', 'metis:metis')
  admin.database.rows.push('what came since')
  consulOf(world).put('ours/settings', 'what came since')
  expect((await run('restart', 'consul', '--yes', '--even-so')).exitCode).toBe(0)

  const refused = await run('restore', path)
  expect(refused.stderr).toContain('code    command.needs-name')
  expect(refused.stderr.replaceAll(/\s+/g, ' ')).toContain(
    `create-metis-node restore ${path} ${rehearsal.folder} --confirm rehearsal`,
  )
  const mistyped = await run('restore', path, '--org-yaml', 'missing.yaml', '--confirm', 'rehearsal')
  expect(mistyped.stderr).toContain('code    state.file-unreadable')
  expect(carrier.files.read(NODE)).toBe('what came since')
  expect((await run('plan')).exitCode).toBe(0)

  const said = await run('restore', path, '--confirm', 'rehearsal')
  expect(said.stderr + said.stdout).toContain('rehearsal is back as it was at')
  expect(said.exitCode).toBe(0)
  expect(carrier.files.read(NODE)).toBe('known to the network')
  expect(carrier.files.read('/opt/metis/carrier/moved/data/datadir/metaData')).toBe('what came since')
  expect(admin.database.rows).toEqual(['local_org: acme'])
  expect(consulOf(world).keys.get('ours/settings')).toBe('what came since')
  const backups = await readdir(join(rehearsal.folder, 'backups'))
  expect(backups.some((name) => name.startsWith('before-restore-'))).toBe(true)
  expect((await run('plan')).exitCode).toBe(0)
})

test('one that is not signed, or by others, takes the place of nothing, unless that is wanted', async () => {
  const world = await backedUp()
  const { run, runIn, rehearsal, path, passphrase } = world
  const making = { path, passphrase, folder: join(dirname(rehearsal.folder), 'made') }
  const old = await remade({ ...making, manifest: ({ signature: _, ...all }) => all })
  const verified = await run('backup', 'verify', old)
  expect(verified.exitCode).toBe(0)
  expect(verified.stdout).toContain('code    backup.unsigned')
  expect((await run('backup', 'list', dirname(old))).stdout).toMatch(/; not\s+signed/)
  const [folder = '', ...opening] = await emptyFolder(world, 'again')
  const refused = await runIn(folder, 'restore', old, ...opening)
  expect([refused.exitCode, refused.stderr.match(/code +(\S+)/)?.[1]]).toEqual([1, 'backup.unsigned'])
  expect(await readdir(folder)).toEqual([])

  // Of another installation of that name, whole and signed.
  const other = await backedUp()
  const [, ...openingOther] = await emptyFolder(other, 'other')
  const given = [other.path, ...openingOther]
  const others = await run('restore', ...given, '--confirm', 'rehearsal')
  expect(others.stderr).toContain('code    backup.signed-by-others')
  const seen = await run('backup', 'verify', ...given)
  expect([seen.exitCode, seen.stdout.includes('code    backup.signed-by-others')]).toEqual([0, true])

  const again = await remade({ ...making, manifest: ({ signature: _, ...all }) => all })
  const asked = await run('restore', again, '--even-so')
  expect(asked.stderr.replaceAll(/\s+/g, ' ')).toContain('--even-so --confirm rehearsal')
  const said = await run('restore', again, '--even-so', '--confirm', 'rehearsal')
  expect(said.stderr + said.stdout).toContain('rehearsal is back as it was at')
  expect(said.exitCode).toBe(0)
})

test('cut off on the way, nothing else may begin, and the same command ends in the same state', async () => {
  const world = await backedUp()
  const { run, runIn, runOn, rehearsal, path } = world
  expect((await run('destroy', '--confirm', 'rehearsal', '--delete-data')).exitCode).toBe(0)
  const [folder = '', ...opening] = await emptyFolder(world, 'again')
  let left = 3
  const cutOff = {
    ...rehearsal.machines,
    connect: async (...args: Parameters<typeof rehearsal.machines.connect>) => {
      const transport = await rehearsal.machines.connect(...args)
      return {
        ...transport,
        run: async (...given: Parameters<typeof transport.run>) => {
          if (given[0].errand?.kind === 'batch') left -= 1
          if (left < 0) throw new Error('cut off')
          return transport.run(...given)
        },
      }
    },
  }
  expect((await runOn(cutOff, folder, 'restore', path, ...opening)).stderr).toContain('Error: cut off')
  const refused = await runIn(folder, 'apply')
  expect(refused.exitCode).toBe(1)
  expect(refused.stderr).toContain('code    backup.restore-unfinished')

  expect((await runIn(folder, 'restore', path, ...opening)).exitCode).toBe(0)
  const { carrier, admin } = machinesOf(world)
  expect(carrier.files.read(NODE)).toBe('known to the network')
  expect(admin.database.rows).toEqual(['local_org: acme'])
  expect((await runIn(folder, 'plan')).exitCode).toBe(0)
})

test('new hosts, of other names and addresses, come with another org.yaml', async () => {
  const world = await backedUp()
  const { run, rehearsal, path } = world
  const text = await readFile(rehearsal.file, 'utf8')
  const other = join(dirname(rehearsal.folder), 'new.yaml')
  await writeFile(other, text.replaceAll('10.20.0.', '10.20.1.').replace(/\bh([123])\b/g, 'n$1'))
  expect((await run('destroy', '--confirm', 'rehearsal', '--delete-data')).exitCode).toBe(0)
  const [folder = '', ...opening] = await emptyFolder(world, 'elsewhere')

  const machines: typeof rehearsal.machines = {
    ...rehearsal.machines,
    connect: async (host, options) => {
      if (!host.address.startsWith('10.20.0.')) return rehearsal.machines.connect(host, options)
      throw fault('connection.timed-out', { host: host.name, address: host.address }, { host: host.name })
    },
  }
  const runIn = (...given: [folder: string, ...string[]]) => world.runOn(machines, ...given)
  const refused = await runIn(folder, 'restore', path, '--org-yaml', other, ...opening)
  expect(refused.stdout).toContain('org.yaml no longer names h1, h2, h3, and they do not answer.')
  expect(refused.stderr).toContain('code    command.needs-name')
  const confirmed = ['--confirm', 'rehearsal']
  const said = await runIn(folder, 'restore', path, '--org-yaml', other, ...confirmed, ...opening)
  expect(said.stderr + said.stdout).toContain('rehearsal is back as it was at')
  expect(said.exitCode).toBe(0)
  const all = [11, 12, 13].map((last) => rehearsal.machineAt(`10.20.1.${last}`))
  expect(all.flatMap(({ files }) => files.read(NODE) ?? [])).toEqual(['known to the network'])
  expect((await runIn(folder, 'plan')).exitCode).toBe(0)
})

test('a certificate beside org.yaml, and a backup for operators alone, come back too', async () => {
  const identity = await generateX25519Identity()
  const operators = `operators: [{ name: ada, key: ${await identityToRecipient(identity)} }]\n`
  const tls = '{ host: h1, tls: { certificate: ./rehearsal.crt, key: ./rehearsal.key } }'
  const text = (await presetText('data-provider')).replace(/^( +admin:) h1$/m, `$1 ${tls}`)
  const world = await rehearsedWorld(`${text}\n${operators}`)
  const { run, runIn, rehearsal } = world
  await writeCertificate(rehearsal.folder)
  expect((await run('apply')).exitCode).toBe(0)
  const kept = join(dirname(rehearsal.folder), 'kept')
  expect((await run('backup', kept)).exitCode).toBe(0)
  const [name = ''] = await readdir(kept)
  expect((await run('backup', 'list', kept)).stdout).toContain('opens with the key of an')
  expect((await run('destroy', '--confirm', 'rehearsal', '--delete-data')).exitCode).toBe(0)
  const folder = join(dirname(rehearsal.folder), 'again')
  await mkdir(folder)
  const key = join(dirname(rehearsal.folder), 'key.txt')
  await writeFile(key, `${identity}\n`, { mode: 0o600 })

  expect((await runIn(folder, 'restore', join(kept, name))).stderr).toContain('code    command.needs-answer')
  expect((await runIn(folder, 'restore', join(kept, name), '--identity', key)).exitCode).toBe(0)
  const read = (from: string) => readFile(join(from, 'rehearsal.key'), 'utf8')
  expect(await read(folder)).toBe(await read(rehearsal.folder))
  expect((await runIn(folder, 'plan')).exitCode).toBe(0)
})

test('a rehearsal proves that a backup has what it needs, and touches nothing', async () => {
  const world = await backedUp()
  await copyFile(world.rehearsal.file, join(world.rehearsal.folder, 'new.yaml'))
  const before = await readdir(world.rehearsal.folder)
  const said = await world.run('restore', world.path, '--rehearse', '--org-yaml', 'new.yaml')
  expect(said.stdout).toContain('The backup has what it needs')
  expect(said.stdout).not.toContain('has nothing of it any more')
  expect(said.exitCode).toBe(0)
  expect(await readdir(world.rehearsal.folder)).toEqual(before)
  const lines = jsonLines(await world.run('restore', world.path, '--rehearse', '--json'))
  expect(lines.find(({ type }) => type === 'restored')).toMatchObject({ generation: 1, rehearsal: true })
})

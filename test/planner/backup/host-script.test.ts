import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { hostHeadOf, isSealedFor } from '../../../src/backup/host-seal.js'
import { readBackup, textOf } from '../../../src/backup/read-backup.js'
import { InstallerError } from '../../../src/errors/problem.js'
import { shellQuote } from '../../../src/lib/text.js'
import { HEAD, host, SALT, SEALED } from './this-host.js'

async function codeOf(work: Promise<unknown>): Promise<string | undefined> {
  try {
    await work
    return undefined
  } catch (error) {
    if (!(error instanceof InstallerError)) throw error
    return error.problems[0]?.code
  }
}

test('a host seals what it alone has, can not open it, and whoever has the secrets can', async () => {
  const { at, run, files, units } = host()
  const { status, stdout, stderr } = run()
  expect([stderr, status]).toEqual(['', 0])
  const [name = '', ...others] = files()
  expect(others).toEqual([])
  expect(name).toMatch(/^acme-\d{8}T\d{6}Z-h1\.metis-backup$/)
  expect(stdout).toContain(name)
  expect(stdout).toMatch(/^metis-carrier\.service stood still for \d+ s$/m)
  const path = at(`kept/${name}`)
  expect(statSync(path).mode & 0o777).toBe(0o600)
  expect(readFileSync(path).includes('the key')).toBe(false)

  const head = await hostHeadOf(path)
  if (head === undefined) throw new Error('no head')
  expect(head).toMatchObject({ organisation: 'acme', host: 'h1', sealed: SEALED.replaceAll('\\n', '\n') })
  expect([isSealedFor(head, SALT), isSealedFor(head, 'cd'.repeat(32))]).toEqual([true, false])
  const texts = new Map<string, string>()
  const manifest = await readBackup({
    ...{ path, key: { salt: SALT } },
    take: async (entry, bytes) => void texts.set(entry.path, await textOf(bytes)),
  })
  expect(manifest).toMatchObject({ organisation: 'acme', id: 'an-id', generation: 3, program: '1.2.3' })
  expect(manifest.parts.map(({ path: one, rows }) => [one, rows])).toEqual([
    ['hosts/h1/carrier-identity.tar.gz', 0],
    ['hosts/h1/metis_admin.sql.gz', 1],
  ])
  expect(texts.get('folder/applied.jsonl')).toContain(HEAD)
  expect([manifest.files.length, texts.get('folder/tls/acme.pem')]).toEqual([2, 'the console.crt\n'])
  expect(await readBackup({ path, key: { salt: SALT }, manifestOnly: true })).toEqual(manifest)
  expect(units().filter((line) => !line.startsWith('is-active'))).toEqual([
    'stop metis-carrier.service',
    'start metis-carrier.service',
  ])
  expect(existsSync(at('install/.backup-byhost'))).toBe(false)
  expect(readFileSync(at('state/made'), 'utf8')).toMatch(/^\d+\n$/)
})

test('one that was changed or cut anywhere is not believed, nor one of another host', async () => {
  const { at, run, files } = host()
  run()
  const path = at(`kept/${files()[0]}`)
  const whole = readFileSync(path)
  const head = await hostHeadOf(path)
  const begin = head?.length ?? 0
  for (const place of [3, begin - 70, begin + 5, begin + 1000, whole.length - 100, whole.length - 2]) {
    const changed = Buffer.from(whole)
    changed[place] = (changed[place] ?? 0) ^ 1
    writeFileSync(path, changed)
    expect(await codeOf(readBackup({ path, key: { salt: SALT } })), `at ${place}`).toMatch(
      /^backup\.(damaged|not-a-backup)$/,
    )
  }
  for (const size of [0, 10, begin, begin + 40, whole.length - 1]) {
    writeFileSync(path, whole)
    truncateSync(path, size)
    expect(await codeOf(readBackup({ path, key: { salt: SALT } })), `cut at ${size}`).toMatch(
      /^backup\.(damaged|not-a-backup)$/,
    )
  }
  writeFileSync(path, whole)
  expect(await codeOf(readBackup({ path, key: { salt: 'cd'.repeat(32) } }))).toBe('backup.damaged')
  // Whoever can write the file, and knows for whom to seal, still is not that host.
  writeFileSync(path, Buffer.from(whole.toString('latin1').replace('"host":"h1"', '"host":"h2"'), 'latin1'))
  expect(await codeOf(readBackup({ path, key: { salt: SALT } }))).toBe('backup.damaged')
})

test('only so many are kept, and none goes for one that was not made', () => {
  const { at, run, files, program } = host()
  mkdirSync(at('kept'))
  const old = ['20250101', '20250102', '20250103'].map((day) => `acme-${day}T023000Z-h1.metis-backup`)
  const theirs = ['acme-20250101T023000Z-h2.metis-backup', 'acme-b-20250101T023000Z-h1.metis-backup']
  for (const name of [...old, ...theirs]) writeFileSync(at(`kept/${name}`), '')
  program('mysqldump', 'echo broken >&2; exit 1')
  program('mariadb-dump', 'echo broken >&2; exit 1')
  expect(run().status).toBe(1)
  expect(files()).toEqual([...old, ...theirs].toSorted())
  expect(readFileSync(at('state/failed'), 'utf8')).toMatch(/^\d+ .*broken\n$/)
  program('mysqldump', "printf -- '-- Dump completed\\n'")
  program('mariadb-dump', "printf -- '-- Dump completed\\n'")
  expect(run().status).toBe(0)
  const made = files().filter((name) => !old.includes(name) && !theirs.includes(name))
  expect(made).toHaveLength(1)
  expect(files()).toEqual([...theirs, old[2], ...made].toSorted())
  expect(existsSync(at('state/failed'))).toBe(false)
})

test('what stood still runs again when the backup fails', () => {
  const { run, units, program } = host()
  program('mysqldump', 'exit 1')
  program('mariadb-dump', 'exit 1')
  expect(run().status).toBe(1)
  expect(units().at(-1)).toBe('start metis-carrier.service')
})

test('of one that was cut off nothing is left in clear, what stood still runs again, and why is told', () => {
  const { at, run, units, failed } = host()
  expect(run().status).toBe(0)
  const work = at('install/.backup-byhost')
  const cutOff = () => {
    mkdirSync(work, { recursive: true })
    writeFileSync(at('state/standing'), 'metis-carrier.service\n')
    writeFileSync(at('units'), '')
  }
  cutOff()
  expect(run('again', { SERVICE_RESULT: 'signal' }).status).toBe(0)
  expect(units()).toEqual(['start metis-carrier.service'])
  expect([existsSync(work), existsSync(at('state/standing'))]).toEqual([false, false])
  expect(failed()).toBe('it was cut off: signal')
  // One that somebody has begun goes on.
  cutOff()
  const again = `exec 9>${shellQuote(at('state/alone'))}; flock 9; bash ${shellQuote(at('script'))} again`
  expect(spawnSync('bash', ['-c', again]).status).toBe(0)
  expect([existsSync(work), existsSync(at('state/standing'))]).toEqual([true, true])
})

test('what systemd has not begun is told, unless the backup itself has said more', () => {
  const { at, run, failed } = host()
  expect(run('unbegun').status).toBe(0)
  expect(existsSync(at('state'))).toBe(false)
  mkdirSync(at('state'))
  run('unbegun')
  expect(failed()).toContain(`what belongs at ${at('kept')} is not mounted`)
  const now = Math.floor(Date.now() / 1000)
  writeFileSync(at('state/failed'), `${now} the disk is full\n`)
  run('unbegun')
  expect(failed()).toBe('the disk is full')
  writeFileSync(at('state/failed'), `${now - 3600} the disk is full\n`)
  run('unbegun')
  expect(failed()).toContain('is not mounted')
})

test('nothing is stopped that is not seen to work, nor where there is no record', () => {
  const { at, run, units, failed } = host()
  writeFileSync(at('health'), 'its data center does not answer\n')
  expect(run().status).toBe(1)
  expect(failed()).toContain('carrier is not seen to work')
  expect(failed()).toContain('(its data center does not answer)')
  rmSync(at('health'))
  rmSync(at('record/000000003.json'))
  expect(run().status).toBe(1)
  expect(failed()).toContain('the host has no record of its organisation')
  expect(units().filter((line) => !line.startsWith('is-active'))).toEqual([])
})

test('a mount that is away fails before anything is stopped, and a new one does not', () => {
  const { at, run, units, failed } = host()
  expect(run().status).toBe(0)
  const place = at('state/place')
  const [folder, mount = ''] = readFileSync(place, 'utf8').trim().split('\n')
  expect([folder, at('kept').startsWith(mount)]).toEqual([at('kept'), true])
  writeFileSync(at('units'), '')
  writeFileSync(place, `${folder}\n${folder}\n`)
  expect(run().status).toBe(1)
  expect(failed()).toBe(
    `what was mounted at ${folder}, with ${folder}, is away: mount it, or if it stays so: sudo rm ${place}`.slice(
      0,
      300,
    ),
  )
  expect(units()).toEqual([''])
  for (const known of [`${folder}\n/\n`, `/another\n/another\n`]) {
    writeFileSync(place, known)
    expect(run().status).toBe(0)
    expect(readFileSync(place, 'utf8')).toBe(`${folder}\n${mount}\n`)
  }
})

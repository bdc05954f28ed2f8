import { appendFile, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Machines } from '../../src/commands/organisation/machines.js'
import { openOrganisation } from '../../src/commands/organisation/open-organisation.js'
import { runCommandLine } from '../../src/commands/program/command-line.js'
import type { World } from '../../src/commands/program/session.js'
import { headIn } from '../../src/facts/record.js'
import { fakeWorld } from '../commands/fake-world.js'
import { jsonLines, PRESETS, presetText, rehearsedWorld, type Said } from './rehearsed-world.js'

const VIA = '\nports: { via: 10131 }\n'

/** Generation 2 of an organisation: a port, and one more data service. */
async function twoGenerations() {
  const made = await rehearsedWorld(await presetText('data-provider'))
  const { rehearsal, run } = made
  const file = join(rehearsal.folder, 'org.yaml')
  const first = await readFile(file, 'utf8')
  expect((await run('apply')).exitCode).toBe(0)
  const second = first.replace(/^ {2}data: .*$/m, '  data: [h3, h3]') + VIA
  await writeFile(file, second)
  expect((await run('apply')).exitCode).toBe(0)
  const org = () => readFile(file, 'utf8')
  const applied = async () => {
    const [head = ''] = (await readFile(join(rehearsal.folder, 'applied.jsonl'), 'utf8')).split('\n')
    return headIn(head)?.generation
  }
  return { ...made, file, first, second, org, applied }
}

const inWords = ({ stdout, stderr }: Said) => (stdout + stderr).replace(/\s+/g, ' ')
const formerIn = (said: Said) => jsonLines(said).find(({ type }) => type === 'former')

test('undo applies the generation before as a new one, and keeps the text that was here beside it', async () => {
  const { rehearsal, run, org, first, second, applied } = await twoGenerations()
  const undone = await run('undo', '--verbose')
  expect([undone.exitCode, await org(), await applied()]).toEqual([0, first, 3])
  expect(undone.stdout).toContain('-ports: { via: 10131 }')
  const said = inWords(undone)
  expect(said).toContain('Databases stay as they are now: admin@')
  expect(said).toContain('other data stay as they are now: consul@h1 data-8700@h3 ')
  expect(said).toContain('stays aside on their hosts: data-8701@h3')
  const [beside = ''] = (await readdir(rehearsal.folder)).filter((name) => name.includes('before-undo'))
  expect(beside).toMatch(/^org\.yaml\.before-undo-2026-01-31T120000Z$/)
  expect(await readFile(join(rehearsal.folder, beside), 'utf8')).toBe(second)
  expect((await run('plan')).exitCode).toBe(0)
  const kept = jsonLines(await run('history', '--json')).filter(({ type }) => type === 'generation')
  expect(kept.map(({ generation }) => generation)).toEqual([3, 2, 1])
})

test('undo twice is as it was', async () => {
  const { run, org, second, applied } = await twoGenerations()
  expect((await run('undo')).exitCode).toBe(0)
  const again = await run('undo', '--json')
  expect([again.exitCode, await org(), await applied()]).toEqual([0, second, 4])
  expect(formerIn(again)).toMatchObject({ generation: 2, newest: 3, back: ['data-8701@h3'], added: [] })
})

test('it is said before that what was removed since is installed again', async () => {
  const { run } = await twoGenerations()
  expect((await run('destroy', '--confirm', 'rehearsal', '--keep-data')).exitCode).toBe(0)
  const said = inWords(await run('undo'))
  expect(said).toContain(
    'Are not installed now (removed?), and will be installed again: consul@h1 carrier@h1 admin@',
  )
})

test('a console that was moved comes back, to the database that it had left there', async () => {
  const { rehearsal, run } = await rehearsedWorld(await presetText('data-provider'))
  const file = join(rehearsal.folder, 'org.yaml')
  const first = await readFile(file, 'utf8')
  expect((await run('apply')).exitCode).toBe(0)
  const [h1, h2] = [11, 12].map((last) => rehearsal.machineAt(`10.20.0.${last}`))
  h1?.database.rows.push('local_org: acme')
  await writeFile(file, first.replace('admin: h1', 'admin: h2'))
  expect((await run('apply')).exitCode).toBe(0)
  h2?.database.rows.push('what came since')
  const [aside = ''] = h1?.files.list('/opt/metis/.removed') ?? []
  expect(h1?.files.read(`/opt/metis/.removed/${aside}/moved/metis_admin.sql.gz`)).toBe('["local_org: acme"]')
  expect(h1?.database.hasTables).toBe(false)
  expect((await run('status')).stdout.replace(/\s+/g, ' ')).toContain(
    `admin@h1 was removed; its data stays since`,
  )

  const undone = await run('undo')
  expect(undone.exitCode).toBe(0)
  expect(inWords(undone)).not.toMatch(/did not make|already has/)
  expect(h1?.database.rows).toEqual(['local_org: acme', 'what came since'])
  expect((await run('plan')).exitCode).toBe(0)
  expect((await run('destroy', '--confirm', 'rehearsal', '--delete-data')).exitCode).toBe(0)
  expect([h1, h2].flatMap((host) => host?.files.list('/opt/metis'))).toEqual([])
})

test('any generation that is kept can be applied again, and planned before', async () => {
  const { run, org, first, second, applied } = await twoGenerations()
  await run('undo')
  const planned = await run('plan', '--generation', '2')
  expect([planned.exitCode, await org()]).toEqual([2, first])
  expect(planned.stdout).toMatch(/\+ports: \{ via: 10131 \}[\s\S]*via\.yml/)
  expect((await run('apply', '--generation', '2')).exitCode).toBe(0)
  expect([await org(), await applied()]).toEqual([second, 4])
  const same = await run('apply', '--generation', '4')
  expect([same.exitCode, inWords(same)]).toEqual([
    0,
    expect.stringContaining('there is nothing to go back to'),
  ])
  const gone = await run('apply', '--generation', '9')
  expect([gone.exitCode, inWords(gone)]).toEqual([1, expect.stringContaining('It keeps these: 4, 3, 2, 1')])
  expect((await run('apply', '--generation', 'first')).exitCode).toBe(3)
})

test('nothing is asked twice, and nothing is written before it is agreed to', async () => {
  const { rehearsal, org, first, second } = await twoGenerations()
  // Hosts that want a password for each connection.
  const machines: Machines = {
    ...rehearsal.machines,
    connect: async (host, options) => {
      const { address, port, user = 'ops' } = host.ssh
      await options.credentials.password({ kind: 'login', host: host.name, user, address, port })
      return rehearsal.machines.connect(host, options)
    },
  }
  const undo = async (agreed: string) => {
    const asked: string[] = []
    const own = fakeWorld({ presetsDirectory: PRESETS, workingDirectory: rehearsal.folder })
    const ask: World['ask'] = {
      secret: async (question) => {
        asked.push(question)
        return 'correct horse'
      },
      line: async (question) => {
        asked.push(question)
        return question.includes('all hosts') ? 'y' : agreed
      },
    }
    const open: World['open'] = (session, needs, command) =>
      openOrganisation(session, needs, command, machines)
    const exitCode = await runCommandLine(['undo'], { ...own.world, ask, open })
    return { exitCode, asked }
  }
  expect(await undo('n')).toEqual({
    exitCode: 1,
    asked: [
      expect.stringContaining('password'),
      expect.stringContaining('on all hosts'),
      expect.stringContaining('Make org.yaml that of generation 1 again'),
    ],
  })
  expect(await org()).toBe(second)
  expect((await undo('y')).exitCode).toBe(0)
  expect(await org()).toBe(first)
})

test('a release file of ones own goes back with it, and the one that was here stays beside', async () => {
  const { rehearsal, run, file, second } = await twoGenerations()
  const path = join(rehearsal.folder, 'own.yaml')
  const release = await readFile(join(PRESETS, 'releases/metis-0.3.0.yaml'), 'utf8')
  await writeFile(path, release)
  await writeFile(file, second.replace(/^release: .*$/m, 'release: ./own.yaml'))
  expect((await run('apply')).exitCode).toBe(0)
  await writeFile(path, `${release}# newer\n`)
  expect((await run('apply')).exitCode).toBe(0)
  await writeFile(path, `${release}# never applied\n`)
  expect(inWords(await run('undo'))).toMatch(/\+# never applied .*record\.not-applied/)
  await writeFile(path, `${release}# newer\n`)
  const undone = await run('undo')
  expect([undone.exitCode, await readFile(path, 'utf8')]).toEqual([0, release])
  expect(undone.stdout).toContain('-# newer')
  const beside = (await readdir(rehearsal.folder)).filter((name) => name.includes('before-undo'))
  expect(beside).toEqual(['own.yaml.before-undo-2026-01-31T120000Z'])
  expect(await readFile(join(rehearsal.folder, beside[0] ?? ''), 'utf8')).toBe(`${release}# newer\n`)
  expect((await run('plan')).exitCode).toBe(0)
})

test('changes that were never applied are shown, and nothing is replaced', async () => {
  const { run, file, org, second } = await twoGenerations()
  await appendFile(file, '# of mine\n')
  const refused = await run('undo')
  expect([refused.exitCode, await org()]).toEqual([1, `${second}# of mine\n`])
  expect(inWords(refused)).toMatch(/never applied.*\+# of mine/)
})

test('a folder that others are ahead of is told so first', async () => {
  const { run, rehearsal, file, second } = await twoGenerations()
  const applied = join(rehearsal.folder, 'applied.jsonl')
  const before = await readFile(applied, 'utf8')
  await appendFile(file, '# later\n')
  await run('apply')
  await writeFile(file, second)
  await writeFile(applied, before)
  expect((await run('undo')).stderr).toContain('record.newer')
})

test('a former generation replaces nothing that somebody else has applied, whatever number is named', async () => {
  const { run, org, second } = await twoGenerations()
  const refused = await run('apply', '--generation', '1', '--overwrite', '2')
  expect([refused.exitCode, await org()]).toEqual([3, second])
  expect(refused.stderr).toContain('command.options-exclude')
})

test('secrets stay as they are now, and nothing comes before the first', async () => {
  const { run, rehearsal, file } = await twoGenerations()
  expect((await run('secrets', 'rotate', 'recovery-passphrase')).exitCode).toBe(0)
  await appendFile(file, '# the third\n')
  await run('apply')
  const secrets = await readFile(join(rehearsal.folder, 'secrets.json'), 'utf8')
  const undone = await run('apply', '--generation', '1', '--json')
  expect([undone.exitCode, formerIn(undone)]).toMatchObject([0, { secrets: ['secrets'] }])
  expect(await readFile(join(rehearsal.folder, 'secrets.json'), 'utf8')).toBe(secrets)

  const fresh = await rehearsedWorld(await presetText('single-host'))
  expect((await fresh.run('undo')).stderr).toContain('record.no-history')
  await fresh.run('apply')
  expect((await fresh.run('undo')).stderr).toContain('record.nothing-before')
})

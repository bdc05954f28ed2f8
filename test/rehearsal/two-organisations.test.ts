import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { Machines } from '../../src/commands/organisation/machines.js'
import { writeOrganisation } from '../../src/commands/organisation/write-organisation.js'
import type { HostRemoval } from '../../src/planner/remove.js'
import { temporaryFolder } from '../state/temporary-folder.js'
import { jsonLines, presetText, rehearsedWorld, type Said } from './rehearsed-world.js'

const TEXT = await presetText('data-provider')

/** Two folders, each with secrets of its own, for the same simulated hosts. */
async function twoOrganisations(first: string, second: string) {
  const { rehearsal, runIn, runOn } = await rehearsedWorld(named(first))
  const other = join(temporaryFolder(), 'other')
  onTestFinished(() => rm(other, { recursive: true, force: true }))
  await writeOrganisation(other, named(second), 'data-provider')
  return { one: rehearsal.folder, other, machines: rehearsal.machines, runIn, runOn }
}

const named = (name: string) => TEXT.replace(/^organisation: .*$/m, `organisation: ${name}`)
const codes = (said: Said) => jsonLines(said).flatMap(({ type, code }) => (type === 'problem' ? [code] : []))
const applied = (folder: string) => readFile(join(folder, 'applied.jsonl'), 'utf8').catch(() => '')

test('of two that take the same fresh hosts at once one gets all of them, and both are told the truth', async () => {
  const { one, other, runIn } = await twoOrganisations('alpha', 'beta')
  const [a, b] = await Promise.all([runIn(one, 'apply', '--json'), runIn(other, 'apply', '--json')])
  expect([a.exitCode, b.exitCode].toSorted()).toEqual([0, 1])
  const [winner, loser, lost] = a.exitCode === 0 ? [one, other, b] : [other, one, a]
  // Whoever looks late finds it installed already.
  expect(['run.host-held', 'preflight.other-organisation']).toContain(codes(lost)[0])
  expect(await applied(loser)).toBe('')

  const again = await runIn(winner, 'apply', '--json')
  expect([again.exitCode, jsonLines(again).some(({ type }) => type === 'nothing-to-do')]).toEqual([0, true])
  // Afterwards it is not the hold that keeps the other away.
  const name = winner === one ? 'alpha' : 'beta'
  for (const command of ['plan', 'apply', 'check']) {
    const { exitCode, stdout, stderr } = await runIn(loser, command)
    expect([command, exitCode]).toEqual([command, 1])
    expect((stdout + stderr).replace(/\s+/g, ' ')).toMatch(
      new RegExp(
        `belongs to the organisation ${name} since 2026-\\S+: \\S+ on \\S+ applied its generation 1 at 2026-`,
      ),
    )
  }
  expect((await runIn(winner, 'plan')).exitCode).toBe(0)
})

test('no option takes the hosts of another organisation of the same name', async () => {
  const { one, other, runIn } = await twoOrganisations('acme', 'acme')
  expect((await runIn(one, 'apply')).exitCode).toBe(0)
  for (const options of [[], ['--overwrite', '1']]) {
    const refused = await runIn(other, 'apply', '--json', ...options)
    expect(refused.exitCode).toBe(1)
    expect(new Set(codes(refused))).toEqual(new Set(['preflight.other-secrets', 'record.other-organisation']))
  }
  expect((await runIn(other, 'destroy', '--confirm', 'acme')).stderr).toContain('record.other-organisation')
  expect(await applied(other)).toBe('')
  expect((await runIn(one, 'plan')).exitCode).toBe(0)
})

test.each([['beta'], ['alpha']])('what was begun and not installed is free again for %s', async (second) => {
  const { one, other, machines, runIn, runOn } = await twoOrganisations('alpha', second)
  // Record and the first directories, before files can come.
  expect((await runOn(endingAfter(3, machines), one, 'apply')).exitCode).toBe(1)
  expect(await applied(one)).not.toBe('')
  expect((await runIn(other, 'check', '--json')).exitCode).toBe(0)
  expect((await runIn(other, 'apply')).exitCode).toBe(0)
  expect((await runIn(other, 'plan')).exitCode).toBe(0)
  expect((await runIn(one, 'apply')).exitCode).toBe(1)
})

test('what was begun and not installed is taken up again by whoever began', async () => {
  const { one, other, machines, runIn, runOn } = await twoOrganisations('alpha', 'beta')
  expect((await runOn(endingAfter(1, machines), one, 'apply')).exitCode).toBe(1)
  expect((await runOn(endingAfter(2, machines), other, 'apply')).exitCode).toBe(1)
  expect((await runIn(one, 'apply')).exitCode).toBe(0)
  expect((await runIn(one, 'plan')).exitCode).toBe(0)
})

test('what was installed is not free, however little of it there is', async () => {
  const { one, other, machines, runIn, runOn } = await twoOrganisations('alpha', 'beta')
  expect((await runOn(endingAfter(8, machines), one, 'apply')).exitCode).toBe(1)
  expect(new Set(codes(await runIn(other, 'apply', '--json')))).toEqual(
    new Set(['preflight.other-organisation']),
  )
  expect((await runIn(one, 'apply')).exitCode).toBe(0)
})

test('data that a removal has left is not taken for its own by another organisation', async () => {
  const { one, other, runIn } = await twoOrganisations('alpha', 'beta')
  expect((await runIn(one, 'apply')).exitCode).toBe(0)
  expect((await runIn(one, 'destroy', '--confirm', 'alpha')).exitCode).toBe(0)
  expect(new Set(codes(await runIn(other, 'apply', '--json')))).toEqual(new Set(['preflight.other-data']))
  expect((await runIn(one, 'destroy', '--confirm', 'alpha', '--delete-data')).exitCode).toBe(0)
  expect((await runIn(other, 'apply')).exitCode).toBe(0)
})

/** Every host is cut off for good after so many actions. */
function endingAfter(count: number, machines: Machines): Machines {
  return {
    ...machines,
    connect: async (host, options) => {
      const transport = await machines.connect(host, options)
      return {
        ...transport,
        run: (job, how) => {
          const { errand } = job
          if (errand?.kind !== 'batch') return transport.run(job, how)
          return transport.run({ ...job, errand: { ...errand, nodes: errand.nodes.slice(0, count) } }, how)
        },
      }
    },
  }
}

test('each removes what is its own from hosts that both use by an old mistake, and nothing of the other', async () => {
  const { one, other, machines, runIn, runOn } = await twoOrganisations('alpha', 'beta')
  await runOn(writtenBy('beta', ['via'], machines), one, 'apply')
  const removals = async (folder: string, name: string) => {
    const said = await runIn(folder, 'destroy', '--confirm', name, '--delete-data', '--json')
    expect([said.exitCode, codes(said)]).toEqual([0, []])
    return jsonLines(said).filter(({ type }) => type === 'removal') as unknown as HostRemoval[]
  }
  const first = await removals(one, 'alpha')
  const shared = first.flatMap(({ shared }) => (shared === undefined ? [] : [shared]))
  expect(shared).toMatchObject([{ others: ['beta'], units: ['metis-via.service'] }])
  expect(shared[0]?.paths).toEqual(expect.arrayContaining(['/opt/metis/via', '/opt/metis/.installed']))
  expect(first.flatMap(({ units }) => units)).not.toContain('metis-via.service')

  expect((await removals(other, 'beta')).map(({ units, shared }) => [units, shared])).toEqual([
    [['metis-via.service'], undefined],
  ])
  for (const [folder, name] of [
    [one, 'alpha'],
    [other, 'beta'],
  ] as const)
    expect(await removals(folder, name)).toEqual([])
})

/** What runs in these phases leaves the receipts of another organisation, as two at once did before hosts were held. */
function writtenBy(organisation: string, phases: readonly string[], machines: Machines): Machines {
  return {
    ...machines,
    connect: async (host, options) => {
      const transport = await machines.connect(host, options)
      return {
        ...transport,
        run: (job, how) => {
          const { errand } = job
          if (errand?.kind !== 'batch' || !phases.includes(errand.nodes[0]?.phase ?? ''))
            return transport.run(job, how)
          const owner = { ...errand.owner, organisation }
          // At that time these were made with no secret.
          const nodes = errand.nodes.map(({ secrets: _, ...node }) => node)
          return transport.run({ ...job, errand: { ...errand, owner, nodes } }, how)
        },
      }
    },
  }
}

test('two organisations do not share a folder, and one that did moves into its own', async () => {
  const { one, other, runIn } = await twoOrganisations('alpha', 'beta')
  expect((await runIn(one, 'apply')).exitCode).toBe(0)
  const before = await applied(one)
  await writeFile(join(one, 'beta.yaml'), named('beta').replaceAll('10.20.0.1', '10.20.0.2'))
  for (const command of ['plan', 'apply', 'pull', 'undo']) {
    const refused = await runIn(one, command, '--file', 'beta.yaml', '--json')
    expect([command, refused.exitCode, codes(refused)]).toEqual([command, 1, ['record.folder-of-another']])
  }
  expect(await applied(one)).toBe(before)

  await rm(join(one, 'applied.jsonl'))
  expect((await runIn(one, 'apply', '--file', 'beta.yaml')).exitCode).toBe(0)
  await rm(other, { recursive: true })
  await mkdir(other)
  await cp(join(one, 'beta.yaml'), join(other, 'org.yaml'))
  for (const name of ['secrets.json', 'known_hosts']) await cp(join(one, name), join(other, name))
  expect((await runIn(other, 'pull')).exitCode).toBe(0)
  expect((await runIn(other, 'plan')).exitCode).toBe(0)
})

import { appendFile, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Machines } from '../../src/commands/organisation/machines.js'
import { openOrganisation } from '../../src/commands/organisation/open-organisation.js'
import { runCommandLine } from '../../src/commands/program/command-line.js'
import type { World } from '../../src/commands/program/session.js'
import { fault } from '../../src/errors/problem.js'
import type { Transport } from '../../src/transports/transport.js'
import { fakeWorld } from '../commands/fake-world.js'
import { jsonLines, presetText, type RehearsedWorld, rehearsedWorld, type Said } from './rehearsed-world.js'

const VIA = '\nports: { via: 10131 }\n'

/** Three generations: installed, a port, and one more data service. */
async function threeGenerations() {
  const { rehearsal, run, world } = await rehearsedWorld(await presetText('data-provider'))
  const file = join(rehearsal.folder, 'org.yaml')
  expect((await run('apply')).exitCode).toBe(0)
  await appendFile(file, VIA)
  expect((await run('apply')).exitCode).toBe(0)
  const text = await readFile(file, 'utf8')
  await writeFile(file, text.replace(/^ {2}data: .*$/m, '  data: [h3, h3]'))
  expect((await run('apply')).exitCode).toBe(0)
  return { rehearsal, run, world }
}

const generationsIn = (said: Said) => jsonLines(said).filter(({ type }) => type === 'generation')

test('history lists who applied what, the newest first, and what it changed', async () => {
  const { run } = await threeGenerations()
  const told = generationsIn(await run('history', '--json'))
  expect(told.map(({ generation, since }) => [generation, since])).toEqual([
    [3, 2],
    [2, 1],
    [1, undefined],
  ])
  expect(told[0]?.changes).toMatchObject({
    lines: { added: 1, removed: 1 },
    hosts: { added: [], removed: [] },
    instances: { added: ['data-8701@h3'], removed: [] },
    secrets: false,
  })
  const { stdout, stderr, exitCode } = await run('history')
  expect(exitCode).toBe(0)
  expect(stderr).toContain('As h1 keeps it')
  expect(stdout).toMatch(/3 {2}\d{4}-\S+Z {2}\S+@\S+ {2}\S+ +org\.yaml \+1 -1; roles\n +\+data-8701@h3\n/)
  expect(stdout).toMatch(/1 {2}\d{4}.* the first\n/)
})

test('history of one generation shows its whole difference', async () => {
  const { run } = await threeGenerations()
  expect((await run('history', '2')).stdout).toMatch(
    /Generation 2: [\s\S]*org\.yaml\n@@[\s\S]*\n\+ports: \{ via: 10131 \}/,
  )
  expect((await run('history', '1')).stdout).toContain('+organisation: rehearsal')
  const gone = await run('history', '9')
  expect([gone.exitCode, gone.stderr.replace(/\s+/g, ' ')]).toEqual([
    1,
    expect.stringContaining('these: 3, 2, 1'),
  ])
  expect((await run('history', 'all')).exitCode).toBe(3)
})

/** The same command line over connections that were tampered with. */
function over(
  { rehearsal, world }: Pick<RehearsedWorld, 'rehearsal' | 'world'>,
  connect: (made: Transport, host: string) => Transport,
) {
  return async (...argv: string[]): Promise<Said> => {
    const machines: Machines = {
      ...rehearsal.machines,
      connect: async (host, options) => connect(await rehearsal.machines.connect(host, options), host.name),
    }
    const own = fakeWorld({ ...world, workingDirectory: rehearsal.folder })
    const open: World['open'] = (session, needs, command) =>
      openOrganisation(session, needs, command, machines)
    const exitCode = await runCommandLine([...argv, '--yes'], { ...own.world, open })
    return { exitCode, stdout: own.stdout(), stderr: own.stderr() }
  }
}

/** What a host prints of its records, changed by whoever is root there. */
const printing =
  (host: string, change: (output: string) => string) =>
  (made: Transport, name: string): Transport => ({
    ...made,
    run: async (job, options) => {
      const { exitCode, output } = await made.run(job, options)
      const isTold = name === host && job.errand?.kind === 'read-records'
      return { exitCode, output: isTold ? change(output) : output }
    },
  })

test('a generation that was changed on its host is shown as such, and nothing of it is used', async () => {
  const made = await threeGenerations()
  const liar = (output: string) => {
    const lines = output.split('\n')
    lines[4] = (lines[4] ?? '').replace('"user":"', '"user":"not-')
    return lines.join('\n')
  }
  const told = generationsIn(await over(made, printing('h1', liar))('history', '--json'))
  expect(told.map(({ generation, trouble, since }) => [generation, trouble, since])).toEqual([
    [3, undefined, 1],
    [2, 'record.not-signed', undefined],
    [1, undefined, undefined],
  ])
  expect((await over(made, printing('h1', liar))('history')).stdout).toContain('since generation 1: ')
  const cut = (output: string) => output.replace('"file":', '"file" :')
  const [first] = generationsIn(await over(made, printing('h1', cut))('history', '--json'))
  // Another host is asked where the newest can't be believed.
  expect(first).toMatchObject({ generation: 3, since: 2 })
})

test('without a host that answers, history tells what the folder knows, and says so', async () => {
  const { run } = await rehearsedWorld(await presetText('single-host'))
  expect((await run('history')).stdout).toContain('Nothing was applied yet')
  const made = await threeGenerations()
  const away = over(made, () => {
    throw fault(
      'connection.timed-out',
      { host: 'h', address: '10.0.0.1', port: 22, seconds: 1 },
      { host: 'h' },
    )
  })
  const said = await away('history')
  expect([said.exitCode, said.stderr]).toEqual([
    1,
    expect.stringContaining('whether anything newer was applied is not known'),
  ])
  expect(said.stdout).toMatch(/ 3 {2}.*not known: the one before/)
  expect(said.stdout).not.toMatch(/^ +2 {2}/m)
})

test('a folder without its secrets can verify nothing, and says where they are', async () => {
  const { run, rehearsal } = await threeGenerations()
  await rm(join(rehearsal.folder, 'applied.jsonl'))
  expect((await run('history')).stdout).toContain('this folder has no applied.jsonl, so it comes from none.')
  await rm(join(rehearsal.folder, 'secrets.json'))
  expect((await run('history')).stderr).toContain('state.secrets-missing')
})

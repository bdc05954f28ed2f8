import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { runCommandLine } from '../../../src/commands/program/command-line.js'
import type { FullScreen } from '../../../src/commands/program/session.js'
import { thisProcess } from '../../../src/state/process-identity.js'
import type { WatchInput } from '../../../src/ui/screen/screens.js'
import type { Leave } from '../../../src/ui/screen/step.js'
import type { RunHandle } from '../../../src/wizard/run-handle.js'
import { temporaryFolder } from '../../state/temporary-folder.js'
import { fakeWorld, node, onePlan, startOf } from '../fake-world.js'

const presetsDirectory = fileURLToPath(new URL('../../../presets', import.meta.url))
const at = '2026-01-31T12:00:00.000Z'
const ORGANISATION = `organisation: bank-a
release: metis-0.3.0
hosts:
  h1: { address: 10.0.0.11, user: ops }
roles:
  consul: h1
  carrier: { host: h1, externalAddress: 9.8.7.6 }
  admin: h1
`

const refused = async (): Promise<never> => {
  throw new Error('this test has no such screen')
}

/** A folder in which this process carries out a plan, and a watch screen that does what a test says. */
function watched(file: string, visit: (input: WatchInput) => Promise<Leave>) {
  const directory = temporaryFolder()
  mkdirSync(join(directory, 'runs'))
  writeFileSync(join(directory, 'org.yaml'), file)
  const holder = { ...thisProcess(), since: at, command: 'apply' }
  writeFileSync(join(directory, '.lock'), JSON.stringify(holder))
  const say = (...lines: object[]) =>
    appendFileSync(
      join(directory, 'runs', '20260131T120000000Z-apply.jsonl'),
      lines.map((line) => `${JSON.stringify(line)}\n`).join(''),
    )
  say({ type: 'begun', at, command: 'apply', ...thisProcess() }, startOf(onePlan, 'apply'))
  const fake = fakeWorld({ presetsDirectory, workingDirectory: directory, columns: 120 })
  const screens: FullScreen = {
    load: async () => ({ wizard: refused, status: refused, gallery: refused, watch: visit }),
    terminal: { stdin: process.stdin, stdout: process.stdout },
    run: async () => 0,
    suspend: async () => {},
    catchBugs: (work) => work(new AbortController().signal),
  }
  return { fake, world: { ...fake.world, screens }, say, directory }
}

function until(run: RunHandle, isThere: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (!isThere()) return
      stop()
      resolve()
    }
    const stop = run.subscribe(look)
    look()
  })
}

it('follows the run on the screen; leaving it leaves the run alone', async () => {
  const { fake, world, directory } = watched(ORGANISATION, async ({ run, topology, folder }) => {
    await until(run, () => run.snapshot().state === 'running')
    expect(Object.keys(run.snapshot().progress.nodes)).toEqual([node.id])
    expect([topology.organisation, folder, run.canDetach]).toEqual(['bank-a', directory, true])
    return { kind: 'quit' }
  })
  expect(await runCommandLine(['watch'], world)).toBe(0)
  expect(fake.stderr().replace(/\s+/g, ' ')).toContain('The watching has ended; apply goes on.')
})

it('says how it ended when it was seen to the end, and ends as it did', async () => {
  for (const [outcome, exitCode, told] of [
    ['done', 0, 'apply has ended: done.'],
    ['failed', 1, 'apply has failed (exit code 1).'],
  ] as const) {
    const { fake, world, say } = watched(ORGANISATION, async ({ run }) => {
      say({ type: 'run-finished', at, outcome, halfDone: [] }, { type: 'ended', at, exitCode })
      await until(run, () => run.snapshot().state === outcome)
      return { kind: 'quit' }
    })
    expect(await runCommandLine(['watch'], world)).toBe(exitCode)
    expect(fake.stdout()).toContain(told)
  }
})

it('watches as lines where org.yaml can not be read, or data is asked for', async () => {
  const broken = watched('hosts: [', refused)
  broken.say({ type: 'ended', at, exitCode: 0 })
  expect(await runCommandLine(['watch'], broken.world)).toBe(0)
  const json = watched(ORGANISATION, refused)
  json.say({ type: 'ended', at, exitCode: 0 })
  expect(await runCommandLine(['watch', '--json'], json.world)).toBe(0)
})

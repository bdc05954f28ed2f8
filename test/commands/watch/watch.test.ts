import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { runCommandLine } from '../../../src/commands/program/command-line.js'
import { problem } from '../../../src/errors/problem.js'
import { processOf, thisProcess } from '../../../src/state/process-identity.js'
import { runningChild } from '../../state/running-child.js'
import { temporaryFolder } from '../../state/temporary-folder.js'
import { fakeWorld, node, onePlan, startOf } from '../fake-world.js'

const at = '2026-01-31T12:00:00.000Z'
const STARTED = startOf(onePlan, 'apply')
const DONE = { type: 'succeeded', at, node: node.id, milliseconds: 10 }
const FINISHED = { type: 'run-finished', at, outcome: 'done', halfDone: [] }
const failure = problem('run.disk-full', { host: 'h1', action: 'x' }, { host: 'h1', action: node.id })

/** Where a line is broken depends on how long the names of this machine are. */
const unbroken = (text: string) => text.replace(/\s+/g, ' ')

/** An organisation's folder in which somebody works: this process, unless another one is named. */
function folderOf(process = thisProcess()) {
  const directory = temporaryFolder()
  const runs = join(directory, 'runs')
  const lock = join(directory, '.lock')
  mkdirSync(runs)
  writeFileSync(join(directory, 'org.yaml'), '')
  const journal = join(runs, '20260131T120000000Z-apply.jsonl')
  const begun = { type: 'begun', at, command: 'apply', ...process }
  const say = (...lines: object[]) =>
    appendFileSync(journal, lines.map((line) => `${JSON.stringify(line)}\n`).join(''))
  const hold = () => writeFileSync(lock, JSON.stringify({ ...process, since: at, command: 'apply' }))
  /** Watches until the screen shows that; then `then` does something. */
  const watching = (args: readonly string[] = [], then: readonly (readonly [string, () => void])[] = []) => {
    const left = [...then]
    const fake = fakeWorld({ workingDirectory: directory })
    const look = () => {
      const [[text, act] = []] = left
      if (text === undefined || !(fake.stdout() + fake.stderr()).includes(text)) return
      left.shift()
      act?.()
    }
    const seen = (output: typeof fake.world.stdout) => ({
      ...output,
      write: (text: string) => {
        output.write(text)
        look()
      },
    })
    const { stdout, stderr } = fake.world
    const world = { ...fake.world, stdout: seen(stdout), stderr: seen(stderr) }
    return { fake, exitCode: runCommandLine(['watch', ...args], world), stop: fake.stop }
  }
  return { begun, say, hold, watching }
}

describe('watch', () => {
  it('says that nothing has run yet', async () => {
    const { fake, exitCode } = folderOf().watching()
    expect(await exitCode).toBe(0)
    expect(fake.stderr()).toBe('Nothing runs in this organisation, and nothing has run yet.\n')
  })

  it('waits for the first plan of a command, then shows it as the command itself does, to its end', async () => {
    const { begun, say, hold, watching } = folderOf()
    hold()
    const { fake, exitCode } = watching(
      [],
      [
        ['It has carried out nothing yet', () => say(begun, STARTED, DONE)],
        [
          'wrote config/consul.json',
          () =>
            say(
              FINISHED,
              { type: 'stage', at, stage: 'proving' },
              { type: 'console', address: 'http://10.0.0.1/' },
              { type: 'done', command: 'apply' },
              { type: 'ended', at, exitCode: 0 },
            ),
        ],
      ],
    )
    expect(await exitCode).toBe(0)
    const { pid, host, user } = thisProcess()
    expect(unbroken(fake.stderr())).toBe(
      `apply by ${user} on ${host}, process ${pid}, since 2026-01-31T12:00:00Z. ` +
        'Ctrl-C leaves it alone and only ends the watching; to stop it: `create-metis-node watch --stop` ' +
        'It has carried out nothing yet: it looks at the hosts, or waits for an answer where it was started. ' +
        'Looking again, to see that it is true ... ',
    )
    expect(fake.stdout()).toBe(`1/1  h1  consul  wrote config/consul.json
All actions done: 1.
Web console:  http://10.0.0.1/
apply has ended: done.
`)
  })

  it('shows a failed run with its cards once, and ends with its exit code', async () => {
    const { begun, say, hold, watching } = folderOf()
    hold()
    say(begun, STARTED, { type: 'failed', at, node: node.id, problem: failure })
    say({ ...FINISHED, outcome: 'failed' }, { type: 'problem', ...failure, message: {} })
    say(
      { type: 'problem', ...problem('run.still-differs', { count: 2 }) },
      { type: 'ended', at, exitCode: 1 },
    )
    const { fake, exitCode } = watching()
    expect(await exitCode).toBe(1)
    expect(fake.stdout().match(/^ {2}code .*/gm)).toEqual([
      '  code    run.disk-full',
      '  code    run.still-differs',
    ])
    expect(fake.stdout()).toMatch(
      /apply has failed \(exit code 1\)\.\nJournal: runs\/20260131T120000000Z-apply\.jsonl\n$/,
    )
  })

  it('is left with Ctrl-C, and says that the run goes on', async () => {
    const { begun, say, hold, watching } = folderOf()
    hold()
    say(begun, STARTED)
    const { fake, exitCode, stop } = watching([], [['Ctrl-C leaves it alone', () => stop.abort()]])
    expect(await exitCode).toBe(130)
    expect(unbroken(fake.stderr())).toMatch(/The watching has ended; apply goes on\. To see it again: .* $/)
  })

  it('sees that the process is killed', async () => {
    const child = await runningChild()
    const { begun, say, hold, watching } = folderOf(processOf(child.pid))
    hold()
    say(begun, STARTED, DONE)
    const { fake, exitCode } = watching([], [['wrote config/consul.json', () => void child.kill()]])
    expect(await exitCode).toBe(1)
    expect(fake.stdout()).toContain('code    run.process-lost')
  })

  it('asks it to stop, and shows how it does', async () => {
    const child = await runningChild()
    const { begun, say, hold, watching } = folderOf(processOf(child.pid))
    hold()
    const heard = child.hears()
    say(begun, STARTED, { type: 'stopping', at, running: [node.id] })
    say({ ...FINISHED, outcome: 'cancelled' }, { type: 'ended', at, exitCode: 130 })
    const { fake, exitCode } = watching(['--stop'])
    expect(await exitCode).toBe(130)
    expect(await heard).toBe('SIGINT')
    expect(unbroken(fake.stderr())).toContain(
      `Asked apply (process ${child.pid}) to stop. Asked once more, it stops at once. `,
    )
    expect(fake.stdout()).toContain(
      'Stopping: 1 running action will finish. To stop it at once:\n`create-metis-node watch --stop`\n',
    )
    expect(fake.stdout()).toContain('apply was stopped.\n')
  })

  it('asks it to pause, and to go on', async () => {
    const child = await runningChild()
    const { begun, say, hold, watching } = folderOf(processOf(child.pid))
    hold()
    say({ ...begun, pauses: true }, STARTED, { type: 'paused', at, running: [node.id] })
    say({ type: 'continued', at }, FINISHED, { type: 'ended', at, exitCode: 0 })
    for (const [option, signal] of [
      ['--pause', 'SIGUSR2'],
      ['--continue', 'SIGUSR1'],
    ] as const) {
      const heard = child.hears()
      const { fake, exitCode } = watching([option])
      expect(await heard).toBe(signal)
      expect(await exitCode).toBe(0)
      expect(unbroken(fake.stdout())).toContain('Paused: 1 running action will finish, nothing else begins.')
      expect(fake.stdout()).toContain('It goes on.\n')
    }
    const { fake, exitCode } = watching(['--pause', '--stop'])
    expect(await exitCode).toBe(3)
    expect(fake.stderr()).toContain('code    command.options-exclude')
  })

  it('leaves one alone that does not say that it can pause: the signal would end it', async () => {
    const child = await runningChild()
    const { begun, say, hold, watching } = folderOf(processOf(child.pid))
    hold()
    say(begun, STARTED)
    const { fake, exitCode } = watching(['--pause'])
    expect(await exitCode).toBe(1)
    expect(fake.stderr()).toContain('code    state.no-pause')
  })

  it('has nobody to stop when nothing runs', async () => {
    const { fake, exitCode } = folderOf().watching(['--stop'])
    expect(await exitCode).toBe(1)
    expect(fake.stderr()).toContain('code    state.nothing-runs')
  })

  it('tells how the last command ended, when nothing runs', async () => {
    const { begun, say, watching } = folderOf()
    say(begun, STARTED, { type: 'failed', at, node: node.id, problem: failure })
    say({ ...FINISHED, outcome: 'failed' }, { type: 'ended', at, exitCode: 1 })
    const { fake, exitCode } = watching()
    expect(await exitCode).toBe(1)
    const { host, user } = thisProcess()
    expect(unbroken(fake.stderr())).toBe(
      `Nothing runs now. The last command was apply by ${user} on ${host}, begun at 2026-01-31T12:00:00Z: `,
    )
    expect(fake.stdout()).toMatch(
      /^0 of 1 actions done, 1 failed, 0 skipped\.\nerror: The disk of h1 is full/,
    )
  })

  it('tells of a last command that was killed', async () => {
    const child = await runningChild()
    const { begun, say, watching } = folderOf(processOf(child.pid))
    say(begun, STARTED)
    await child.kill()
    const { fake, exitCode } = watching(['--lang', 'zh'])
    expect(await exitCode).toBe(1)
    expect(fake.stdout()).toContain('执行 apply 的进程已经不在，且没有留下结束信息。')
  })

  it('streams the lines of the run with --json, and nothing else', async () => {
    const { begun, say, hold, watching } = folderOf()
    hold()
    const lines = [begun, STARTED, DONE, { ...FINISHED }, { type: 'of another version' }]
    say(...lines, { type: 'ended', at, exitCode: 0 })
    const { fake, exitCode } = watching(['--json'])
    expect(await exitCode).toBe(0)
    expect(fake.json()).toEqual([...lines, { type: 'ended', at, exitCode: 0 }])
    expect(fake.stderr()).toBe('')
  })
})

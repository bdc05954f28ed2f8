import { expect, test } from 'vitest'
import { runCommandLine } from '../../src/commands/program/command-line.js'
import { jsonLines, presetText, type RehearsedWorld, rehearsedWorld } from './rehearsed-world.js'

async function installed(preset: string): Promise<RehearsedWorld> {
  const rehearsed = await rehearsedWorld(await presetText(preset))
  expect((await rehearsed.run('apply')).exitCode).toBe(0)
  return rehearsed
}

/** As on a terminal; `answer` may do something else before it answers. */
async function atTerminal(
  { world }: RehearsedWorld,
  argv: readonly string[],
  answer: (question: string) => Promise<string>,
) {
  let said = ''
  const write = (text: string) => {
    said += text
  }
  const ask = { line: answer, secret: async () => '' }
  const [stdout, stderr] = [
    { ...world.stdout, write },
    { ...world.stderr, write },
  ]
  const exitCode = await runCommandLine([...argv, '--accept-new-host-keys'], {
    ...world,
    ask,
    stdout,
    stderr,
  })
  return { exitCode, said }
}

const sickness = async ({ run }: RehearsedWorld) =>
  jsonLines(await run('status', '--json')).flatMap(({ type, state, instance, host }) =>
    type === 'instance' && state !== 'healthy' ? [`${instance}@${host} ${state}`] : [],
  )

test('hosts are rebooted one after the other, each when all works again, and nothing is left to do', async () => {
  const rehearsed = await installed('data-provider')
  const { run } = rehearsed
  const said = await run('maintain', '--reboot', '--json')
  const lines = jsonLines(said)
  expect([said.exitCode, said.stderr]).toEqual([0, ''])
  const states = lines.flatMap(({ type, host, state }) =>
    type === 'maintenance' ? [`${host} ${state}`] : [],
  )
  const steps = ['begins', 'drained', 'rebooting', 'back', 'works']
  expect(states).toEqual(['h1', 'h2', 'h3'].flatMap((host) => steps.map((state) => `${host} ${state}`)))
  expect(await sickness(rehearsed)).toEqual([])
  expect(jsonLines(await run('plan', '--json')).findLast(({ type }) => type === 'plan')?.nodes).toEqual([])
})

test('a host is handed to the operator, and others may be worked on by nobody meanwhile', async () => {
  const rehearsed = await installed('high-availability')
  const seen: string[] = []
  const { exitCode, said } = await atTerminal(rehearsed, ['maintain', 'consul2'], async (question) => {
    seen.push(question.trim())
    if (question.startsWith('Is the work')) {
      seen.push(...(await sickness(rehearsed)))
      const other = await rehearsed.run('apply')
      seen.push(/run\.host-held|state\.locked/.exec(other.stderr)?.[0] ?? other.stderr)
    }
    return 'y'
  })
  expect(exitCode, said).toBe(0)
  expect(seen[0]).toBe('Stop these, so that consul2 can be worked on? [y/N]')
  expect(seen[1]).toBe('Is the work on consul2 done? [y/N]')
  expect(seen.slice(2, -1).length).toBeGreaterThan(0)
  expect(seen.slice(2, -1).every((one) => /@consul2 stopped$|unhealthy$|ready$/.test(one))).toBe(true)
  expect(said).toContain('consul2 is out of work. Patch it or reboot it now')
  expect(said).toMatch(/consul: 2 of 3 servers stay, 2 are a majority/)
  expect(await sickness(rehearsed)).toEqual([])
})

test('one that was left half way is started by the next, and who says no leaves it stopped', async () => {
  const rehearsed = await installed('data-provider')
  const answers = ['y', 'n']
  const left = await atTerminal(rehearsed, ['maintain', 'h3'], async () => answers.shift() ?? 'n')
  expect(left.exitCode).toBe(1)
  expect(left.said).toContain('What is stopped on h3 is started by: create-metis-node maintain h3, or apply')
  expect(left.said).toMatch(/tasks that run on .*@h3 end/)
  expect((await sickness(rehearsed)).every((one) => one.includes('@h3'))).toBe(true)
  const next = await rehearsed.run('maintain', 'h1', '--reboot')
  expect(next.exitCode, next.stderr).toBe(0)
  expect(next.stderr).toContain('Something is stopped; it is started first')
  expect(await sickness(rehearsed)).toEqual([])
})

test('nothing is taken out of work without anybody to say when it is back, nor a host that is not there', async () => {
  const { run } = await installed('minimal')
  const codeOf = ({ stderr }: { stderr: string }) => /code +(\S+)/.exec(stderr)?.[1]
  expect(codeOf(await run('maintain', 'h1'))).toBe('command.needs-answer')
  expect(codeOf(await run('maintain', 'h9', '--reboot'))).toBe('maintain.unknown-host')
  const alone = await run('maintain', '--reboot')
  expect([alone.exitCode, alone.stdout]).toEqual([0, expect.stringContaining('this is the only server')])
})

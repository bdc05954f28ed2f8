import { describe, expect, it } from 'vitest'
import { runCommandLine } from '../../src/commands/program/command-line.js'
import { problem } from '../../src/errors/problem.js'
import { thisProcess } from '../../src/state/process-identity.js'
import { emptyPlan, fakeWorld, node, onePlan, runsWell, startOf } from './fake-world.js'

const at = '2026-01-31T12:00:00.000Z'

describe('apply', () => {
  it('has nothing to do when the plan is empty, asks nothing and runs nothing', async () => {
    const fake = fakeWorld({ plans: [emptyPlan] })

    expect(await runCommandLine(['apply'], fake.world)).toBe(0)
    expect(fake.stdout()).toBe('Nothing to do: every host is as org.yaml says.\n')
    expect(fake.ran).toEqual([])
    expect(fake.isClosed()).toBe(true)
  })

  it('runs the plan with --yes, proves it, and tells where console and password are', async () => {
    const fake = fakeWorld({ plans: [onePlan, emptyPlan] })

    expect(await runCommandLine(['apply', '--yes'], fake.world)).toBe(0)
    expect(fake.ran).toEqual([onePlan])
    expect(fake.stdout()).toBe(`h1
    1 file
1 change on 1 host.
Takes a few seconds.

All of it, with diffs and reasons: create-metis-node plan

1/1  h1  consul  wrote config/consul.json
All actions done: 1.

Done: bank-a runs as org.yaml says.
Web console:  http://10.0.0.1/
User:         admin
Password:     create-metis-node secrets show console-password
From now on:  create-metis-node status
`)
    expect(fake.journal.map(({ type }) => type)).toEqual([
      'begun',
      'run-started',
      'started',
      'succeeded',
      'run-finished',
      'stage',
      'console',
      'done',
      'ended',
    ])
    expect(fake.journal[0]).toEqual({ type: 'begun', at, command: 'apply', ...thisProcess() })
    expect(fake.journal.at(-1)).toEqual({ type: 'ended', at, exitCode: 0 })
  })

  it('never waits for an answer without a terminal, and names the flag that gives it', async () => {
    const fake = fakeWorld({ plans: [onePlan] })

    expect(await runCommandLine(['apply'], fake.world)).toBe(3)
    expect(fake.stderr()).toContain('there is nobody to ask: Apply these changes?')
    expect(fake.stderr()).toContain('fix     Give the answer beforehand: --yes')
    expect(fake.ran).toEqual([])
  })

  it('changes nothing when the operator says no', async () => {
    const fake = fakeWorld({ plans: [onePlan], answers: ['n'] })

    expect(await runCommandLine(['apply'], fake.world)).toBe(1)
    expect(fake.asked).toEqual(['Apply these changes? [y/N] '])
    expect(fake.stdout()).toMatch(/Nothing was changed\.\n$/)
    expect(fake.ran).toEqual([])
  })

  const changed = {
    ...onePlan,
    digest: 'digest-2',
    nodes: [{ ...node, because: { word: 'reason.changed-on-host' } as const }],
  }

  it('shows the new plan and asks again when the hosts changed while the operator was reading', async () => {
    const fake = fakeWorld({ plans: [onePlan, changed, changed, emptyPlan], answers: ['y', 'y'] })

    expect(await runCommandLine(['apply'], fake.world)).toBe(0)
    expect(fake.stdout().replaceAll('\n', ' ')).toContain(
      'Not as it was: file /opt/metis/consul/config/consul.json (h1).',
    )
    expect(fake.asked).toEqual(['Apply these changes? [y/N] ', 'Apply these changes? [y/N] '])
    expect(fake.ran).toEqual([changed])
  })

  it('changes nothing when the operator does not agree to the new plan', async () => {
    const fake = fakeWorld({ plans: [onePlan, changed], answers: ['y', 'n'] })

    expect(await runCommandLine(['apply'], fake.world)).toBe(1)
    expect(fake.stdout()).toMatch(/Nothing was changed\.\n$/)
    expect(fake.ran).toEqual([])
  })

  it('says at a terminal that the plan is not the one that was reviewed, and asks', async () => {
    const fake = fakeWorld({ plans: [onePlan], answers: ['n'] })

    expect(await runCommandLine(['apply', '--reviewed', 'digest-9'], fake.world)).toBe(1)
    expect(fake.stdout()).toContain('have changed since the plan was reviewed')
    expect(fake.asked).toEqual(['Apply these changes? [y/N] '])
  })

  it('carries out less than was reviewed when hosts came closer to it meanwhile', async () => {
    const second = { ...node, id: 'h2 file:/x', host: 'h2' }
    const both = { ...onePlan, digest: 'digest-2', nodes: [node, second] }
    const fake = fakeWorld({ plans: [both, onePlan, emptyPlan], answers: ['y'] })

    expect(await runCommandLine(['apply'], fake.world)).toBe(0)
    expect(fake.ran).toEqual([onePlan])
  })

  it('carries out a plan that was reviewed elsewhere, and no other', async () => {
    const fake = fakeWorld({ plans: [onePlan, emptyPlan] })
    expect(await runCommandLine(['apply', '--yes', '--reviewed', onePlan.digest], fake.world)).toBe(0)
    expect(fake.ran).toEqual([onePlan])

    const other = fakeWorld({ plans: [onePlan], answers: ['y'] })
    expect(await runCommandLine(['apply', '--yes', '--reviewed', 'digest-9'], other.world)).toBe(1)
    expect(other.stdout()).toContain('content differs')
    expect(other.stderr()).toContain('code    run.plan-changed')
    expect(other.ran).toEqual([])
  })

  it('has nothing to do when all that was reviewed is done by now', async () => {
    const fake = fakeWorld({ plans: [emptyPlan] })
    expect(await runCommandLine(['apply', '--yes', '--reviewed', onePlan.digest], fake.world)).toBe(0)
    expect(fake.ran).toEqual([])
  })

  it('stops at an error of preflight, before anything is asked', async () => {
    const findings = [problem('command.logs-failed', { exitCode: 1, unit: 'u' }, { host: 'h1' })]
    const fake = fakeWorld({ plans: [onePlan], findings, answers: ['y'] })

    expect(await runCommandLine(['apply'], fake.world)).toBe(1)
    expect(fake.asked).toEqual([])
    expect(fake.ran).toEqual([])
  })

  it('tells warnings in a line each, since check has told them in full', async () => {
    const details = { host: 'h1', found: 2, wanted: 36, roles: 'consul, admin' }
    const findings = [problem('preflight.few-cores', details, { host: 'h1' }, 'warning')]
    const fake = fakeWorld({ plans: [onePlan], findings, answers: ['n'] })

    expect(await runCommandLine(['apply'], fake.world)).toBe(1)
    expect(fake.stdout()).toContain(
      'warning: Host h1 has 2 cores; 36 are recommended for consul, admin.\nWhy, and what to do about it: create-metis-node check\n\nh1\n',
    )
  })

  it('stops when a host can not be reached', async () => {
    const unreached = { facts: {}, problems: [problem('connection.dropped', {}, { host: 'h1' })] }
    const fake = fakeWorld({ gathered: [unreached], plans: [onePlan] })

    expect(await runCommandLine(['apply', '--yes'], fake.world)).toBe(1)
    expect(fake.stderr()).toContain('code    connection.dropped')
    expect(fake.isClosed()).toBe(true)
  })

  it('says what still differs when the hosts are not as planned after a run without failures', async () => {
    const fake = fakeWorld({ plans: [onePlan, onePlan] })

    expect(await runCommandLine(['apply', '--yes'], fake.world)).toBe(1)
    expect(fake.stderr()).toContain('1 things still differ')
    expect(fake.stdout()).toContain('content differs')
  })

  it('shows the card of a failed action with its last output, and ends with 1', async () => {
    const failure = {
      ...problem('command.logs-failed', { exitCode: 1, unit: 'u' }, { host: 'h1', action: node.id }),
      output: ['cannot write', '\u001b[31mdisk full\u001b[0m'],
    }
    const fake = fakeWorld({
      plans: [onePlan],
      run: async (plan, options, emit) => {
        emit(startOf(plan, options.command))
        emit({ type: 'failed', at, node: node.id, problem: failure })
        emit({ type: 'run-finished', at, outcome: 'failed', halfDone: [] })
        return { outcome: 'failed', problems: [failure], halfDone: [] }
      },
    })

    expect(await runCommandLine(['apply', '--yes'], fake.world)).toBe(1)
    expect(fake.stdout()).toContain('0 of 1 actions done, 1 failed, 0 skipped.')
    expect(fake.stdout()).toContain('  output  | cannot write\n          | disk full\n')
    expect(fake.stdout()).toMatch(
      /Journal: \/org\/runs\/1\.jsonl\nRunning apply again goes on from here\.\n$/,
    )
  })

  it('explains one cause on one host once, however often it was met', async () => {
    const sent = { host: 'h1', path: '/opt/metis/.artifacts/x/consul', output: '' }
    const problems = [
      problem('connection.disk-full', sent, { host: 'h1' }),
      problem('run.disk-full', { host: 'h1', action: '/opt/metis/admin' }, { host: 'h1' }),
      problem('run.disk-full', { host: 'h2', action: '/opt/metis/via' }, { host: 'h2' }),
    ]
    const fake = fakeWorld({
      plans: [onePlan],
      run: async () => ({ outcome: 'failed', problems, halfDone: [] }),
    })

    expect(await runCommandLine(['apply', '--yes'], fake.world)).toBe(1)
    expect(fake.stdout().match(/^ {2}code .*/gm)).toEqual([
      '  code    connection.disk-full',
      '  code    run.disk-full',
    ])
    expect(fake.stdout()).toContain(
      'error: The disk of h1 is full: /opt/metis/admin could not be written.\nThe same cause as above.\n\n' +
        'error: The disk of h2 is full: /opt/metis/via could not be written.\n',
    )
  })

  it('tells what a lost host has kept from others with it, on the screen and as JSON', async () => {
    const problems = [
      problem('firewall.not-asked', { host: 'h1', from: 'h3' }, { host: 'h1' }),
      problem('connection.lost', { host: 'h3' }, { host: 'h3' }),
      problem('firewall.not-asked', { host: 'h2', from: 'h3' }, { host: 'h2' }),
    ]
    const script = {
      plans: [onePlan],
      run: async () => ({ outcome: 'failed', problems, halfDone: [] }) as const,
    }
    const fake = fakeWorld(script)
    expect(await runCommandLine(['apply', '--yes'], fake.world)).toBe(1)
    expect(fake.stdout().match(/^ {2}code .*/gm)).toEqual(['  code    connection.lost'])
    expect(fake.stdout()).toContain('h3 could not be asked whether it still gets to h1, h2 once')

    const json = fakeWorld(script)
    expect(await runCommandLine(['apply', '--yes', '--json'], json.world)).toBe(1)
    const lines = json.stdout().trimEnd().split('\n')
    const told = lines.map((line) => JSON.parse(line)).filter(({ type }) => type === 'problem')
    expect(told).toMatchObject([{ code: 'connection.lost', consequences: [problems[0], problems[2]] }])
  })

  it('hands the first Ctrl-C to the run as a wish to stop, says how many actions finish, and ends with 130', async () => {
    const fake = fakeWorld({
      plans: [onePlan],
      run: async (plan, options, emit) => {
        emit(startOf(plan, options.command))
        emit({ type: 'started', at, node: node.id })
        fake.stop.abort()
        expect([options.stop.aborted, options.abort.aborted]).toEqual([true, false])
        emit({ type: 'stopping', at, running: [node.id] })
        emit({ type: 'run-finished', at, outcome: 'cancelled', halfDone: [] })
        return { outcome: 'cancelled', problems: [], halfDone: [] }
      },
    })

    expect(await runCommandLine(['apply', '--yes'], fake.world)).toBe(130)
    expect(fake.stdout()).toContain('Stopping: 1 running action will finish. Ctrl-C again stops at once.\n')
    expect(fake.isClosed()).toBe(true)
  })

  it('names what may be half written after the second Ctrl-C', async () => {
    const fake = fakeWorld({
      plans: [onePlan],
      run: async (plan, options, emit) => {
        emit(startOf(plan, options.command))
        fake.stop.abort()
        fake.abort.abort()
        expect(options.abort.aborted).toBe(true)
        emit({ type: 'run-finished', at, outcome: 'cancelled', halfDone: [node.id] })
        return { outcome: 'cancelled', problems: [], halfDone: [node.id] }
      },
    })

    expect(await runCommandLine(['apply', '--yes'], fake.world)).toBe(130)
    expect(fake.stdout()).toContain(
      'These may be half written; the next apply completes them:\n  h1 file:/opt/metis/consul/config/consul.json\n',
    )
  })

  it('is interrupted while it looks at the hosts', async () => {
    const fake = fakeWorld({ plans: [onePlan] })
    fake.stop.abort()

    expect(await runCommandLine(['apply', '--yes'], fake.world)).toBe(130)
    expect(fake.stderr()).toMatch(/Interrupted\.\n$/)
    expect(fake.ran).toEqual([])
  })

  it('prints events and results as JSON lines and nothing else with --json', async () => {
    const fake = fakeWorld({ plans: [onePlan, emptyPlan] })

    expect(await runCommandLine(['apply', '--yes', '--json'], fake.world)).toBe(0)
    expect(fake.json().map(({ type }) => type)).toEqual([
      'begun',
      'stage',
      'stage',
      'plan',
      'run-started',
      'started',
      'succeeded',
      'run-finished',
      'stage',
      'console',
      'done',
      'ended',
    ])
    expect(fake.json().flatMap(({ stage }) => stage ?? [])).toEqual(['looking', 'trying', 'proving'])
    expect(fake.stderr()).toBe('')
  })

  it('never asks with --json, even at a terminal', async () => {
    const fake = fakeWorld({ plans: [onePlan], answers: ['y'] })

    expect(await runCommandLine(['apply', '--json'], fake.world)).toBe(3)
    expect(fake.asked).toEqual([])
    expect(fake.json().at(-2)).toMatchObject({ type: 'problem', code: 'command.needs-answer' })
    expect(fake.json().at(-1)).toEqual({ type: 'ended', at, exitCode: 3 })
  })

  it('keeps the stack of a bug and asks to report it', async () => {
    const fake = fakeWorld({
      plans: [onePlan],
      run: async (...all) => {
        await runsWell(...all)
        throw new TypeError('nobody foresaw this')
      },
    })

    expect(await runCommandLine(['apply', '--yes'], fake.world)).toBe(1)
    expect(fake.stderr()).toContain('bug: create-metis-node failed in a way that nobody foresaw\n')
    expect(fake.stderr()).toMatch(/TypeError: nobody foresaw this\n {4}at /)
  })
})

import { describe, expect, it } from 'vitest'
import { parseJournalLine } from '../../src/commands/logs.js'
import { runCommandLine } from '../../src/commands/program/command-line.js'
import type { Command } from '../../src/lib/command.js'
import { show } from '../../src/lib/text.js'
import type { Transport } from '../../src/transports/transport.js'
import { fakeWorld, SECRET } from './fake-world.js'

const scripts: string[] = []
const kept: (boolean | undefined)[] = []
const lastLine = () => scripts.at(-1)?.split('\n').at(-1)
const journal = (lines: readonly string[], exitCode = 0, held: readonly string[] = []): Transport => ({
  run: async (command: Command, options) => {
    scripts.push(show(command.script))
    kept.push(options?.keepOutput)
    for (const line of [...held, 'metis-journal', ...lines]) options?.onLine?.(line)
    return { exitCode, output: lines.join('\n') }
  },
  upload: async () => {},
  hold: () => {},
  logRun: () => {},
  download: async () => {},
  close: async () => {},
})

const consulLine =
  '{"__REALTIME_TIMESTAMP":"1769860800000000","_SYSTEMD_UNIT":"metis-consul.service","MESSAGE":"leader\\u001b[0m elected"}'
const adminLine =
  '{"__REALTIME_TIMESTAMP":"1769860799000000","UNIT":"metis-admin.service","_SYSTEMD_UNIT":"init.scope","MESSAGE":"Started"}'

describe('logs', () => {
  it('puts the lines of all instances in the order of time, each with its instance', async () => {
    const fake = fakeWorld({ transport: async () => journal([consulLine, adminLine]) })

    expect(await runCommandLine(['logs', '-n', '5'], fake.world)).toBe(0)
    expect(lastLine()).toBe(
      'journalctl --no-pager --quiet --output=json --output-fields=MESSAGE,UNIT,_SYSTEMD_UNIT --lines=5 --unit=metis-consul.service --unit=metis-admin.service',
    )
    expect(fake.stdout()).toBe(`admin@h1   2026-01-31T11:59:59Z  Started
consul@h1  2026-01-31T12:00:00Z  leader elected
`)
  })

  it('follows in the order in which lines come', async () => {
    const fake = fakeWorld({ transport: async () => journal([consulLine, adminLine]) })

    expect(await runCommandLine(['logs', 'consul', 'admin', '-f', '--json'], fake.world)).toBe(0)
    expect(lastLine()).toContain(' --follow ')
    expect(kept.at(-1)).toBe(false)
    expect(fake.json().map(({ instance }) => instance)).toEqual(['consul', 'admin'])
  })

  const HELD = ['other', 'token', 'alive', '12', 'admin', '{"user":"ann","machine":"desk","command":"apply"}']

  it.each([[[]], [['--follow']]])(
    'says ahead of the lines who is at work there, in the same round trip: logs %s',
    async (flags) => {
      scripts.length = 0
      const fake = fakeWorld({ transport: async () => journal([consulLine], 0, HELD) })
      expect(await runCommandLine(['logs', ...flags], fake.world)).toBe(0)
      expect(fake.stderr()).toBe('ann on desk is at work on h1: `apply`, now: admin.\n')
      expect(fake.stdout()).toBe('consul@h1  2026-01-31T12:00:00Z  leader elected\n')
      expect(scripts.length).toBe(1)
      const asData = fakeWorld({ transport: async () => journal([consulLine], 0, HELD) })
      expect(await runCommandLine(['logs', ...flags, '--json'], asData.world)).toBe(0)
      expect(asData.json().map(({ type }) => type)).toEqual(['problem', 'log'])
    },
  )

  it('takes no line of a host for an answer without end', async () => {
    const endless = Array.from({ length: 1000 }, () => 'other')
    const fake = fakeWorld({ transport: async () => journal([consulLine], 0, endless) })
    expect(await runCommandLine(['logs', 'consul'], fake.world)).toBe(0)
    expect(fake.stderr()).toBe('? on ? is at work on h1: `?`, now: other.\n')
  })

  it('hides secrets in messages, and still finds the unit whose name holds one', async () => {
    const said = consulLine.replace('elected', `with ${SECRET}`)
    const masking = (lines: readonly string[]): Transport => ({
      ...journal([]),
      run: async (_command, options) => {
        for (const line of ['metis-journal', ...lines])
          options?.onLine?.(options.raw ? line : line.replaceAll(SECRET, '***'))
        return { exitCode: 0, output: '' }
      },
    })
    const fake = fakeWorld({ transport: async () => masking([said]) })

    expect(await runCommandLine(['logs', 'consul'], fake.world)).toBe(0)
    expect(fake.stdout()).toBe('consul@h1  2026-01-31T12:00:00Z  leader with ***\n')
  })

  it('shows what journalctl said when it failed', async () => {
    const fake = fakeWorld({ transport: async () => journal(['Failed to open journal'], 1) })

    expect(await runCommandLine(['logs'], fake.world)).toBe(1)
    expect(fake.stderr()).toContain('| Failed to open journal')
  })

  it('refuses a number of lines that is none', async () => {
    const fake = fakeWorld()

    expect(await runCommandLine(['logs', '-n', '5; reboot'], fake.world)).toBe(3)
    expect(fake.stderr()).toContain('error: --lines: 5; reboot is not one of 1 ... 1000000.')
    expect(await runCommandLine(['logs', '-n', '0'], fake.world)).toBe(3)
  })
})

describe('a line of the journal', () => {
  it('may hold bytes that are not UTF-8, nothing, or be no JSON', () => {
    const base = '"__REALTIME_TIMESTAMP":"7","_SYSTEMD_UNIT":"a.service"'
    expect(parseJournalLine(`{${base},"MESSAGE":[104,105]}`)).toEqual({
      unit: 'a.service',
      at: 7,
      message: 'hi',
    })
    expect(parseJournalLine(`{${base},"MESSAGE":null}`)).toEqual({ unit: 'a.service', at: 7, message: '' })
    expect(parseJournalLine(`{${base}}`)).toBeUndefined()
    expect(parseJournalLine('-- No entries --')).toBeUndefined()
    expect(parseJournalLine('null')).toBeUndefined()
  })
})

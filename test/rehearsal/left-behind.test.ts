import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Action } from '../../src/actions/action.js'
import type { Machines } from '../../src/commands/organisation/machines.js'
import { fault } from '../../src/errors/problem.js'
import type { HostFacts } from '../../src/facts/host-facts.js'
import { text } from '../../src/lib/text.js'
import { askFacts } from '../../src/runner/ask-facts.js'
import type { Transport } from '../../src/transports/transport.js'
import { jsonLines, presetText, rehearsedWorld, type Said } from './rehearsed-world.js'

const TEXT = await presetText('data-provider')
const HOST = '  h3: { address: 10.20.0.13, user: ops }\n'
const LEFT = ['record.former-host', 'record.former-away', 'preflight.unit-surplus']

/** `code host` of what is told of services that org.yaml no longer names. */
function left(said: Said): string[] {
  return jsonLines(said).flatMap(({ type, code, where }) =>
    type === 'problem' && LEFT.includes(String(code)) ? [`${code} ${(where as { host: string }).host}`] : [],
  )
}

/** An organisation that is installed, with a way to change its file. */
async function installed(text = TEXT) {
  const made = await rehearsedWorld(text)
  const file = join(made.rehearsal.folder, 'org.yaml')
  expect((await made.run('apply')).exitCode).toBe(0)
  const edit = async (change: (text: string) => string) =>
    writeFile(file, change(await readFile(file, 'utf8')))
  return { ...made, edit }
}

const ASKED = { installDirectory: '/opt/metis', packages: [], health: {}, asked: {} }
const COMMANDS = [['plan'], ['check'], ['apply'], ['status', '--once'], ['apply'], ['plan']] as const

const withoutHost = (text: string) => text.replace(HOST, '').replace(/^ {2}data: h3\n/m, '')

test('a host that org.yaml no longer names is cleaned, and is then no part of it any more', async () => {
  const { run, edit } = await installed()
  await edit(withoutHost)
  expect(left(await run('check', '--json'))).toEqual(['preflight.unit-surplus h3'])
  expect((await run('plan')).stdout).toContain('data-8700@h3')
  expect((await run('apply')).exitCode).toBe(0)
  for (const [command, ...options] of COMMANDS)
    expect([command, left(await run(command, '--json', ...options))]).toEqual([command, []])
  expect((await run('plan')).exitCode).toBe(0)
  expect((await run('plan', '--forget', 'h3', '--json')).stdout).toContain('record.forget-unknown')
})

test('one that is off is told of, holds nobody up, and is cleaned when it is back', async () => {
  const { rehearsal, run, runOn, edit } = await installed()
  const { machines, folder } = rehearsal
  const runOff = (...argv: string[]) => runOn(off(machines), folder, ...argv)
  await edit(withoutHost)
  expect(left(await runOff('status', '--once', '--json'))).toEqual(['record.former-away h3'])
  expect((await runOff('apply')).exitCode).toBe(0)
  const again = await runOff('plan', '--json')
  expect([again.exitCode, left(again)]).toEqual([0, ['record.former-away h3']])
  expect((await run('plan')).exitCode).toBe(2)
  expect((await run('apply')).exitCode).toBe(0)
  expect(left(await runOff('plan', '--json'))).toEqual([])
})

test('one that is gone for good is forgotten, but not while it answers', async () => {
  const { rehearsal, run, runOn, edit } = await installed()
  const { machines, folder } = rehearsal
  const runOff = (...argv: string[]) => runOn(off(machines), folder, ...argv)
  expect((await run('apply', '--forget', 'h3', '--json')).stdout).toContain('record.forget-named')
  await edit(withoutHost)
  expect((await run('apply', '--forget', 'h3', '--json')).stdout).toContain('record.forget-answers')
  expect((await runOff('plan', '--forget', 'h3')).stdout).toContain('h3')
  const applied = await runOff('apply', '--forget', 'h3')
  expect([applied.exitCode, applied.stdout]).toEqual([0, expect.stringContaining('h3: forgotten')])
  expect(left(await run('plan', '--json'))).toEqual([])
})

test('destroy asks every host of the record, and says which did not answer', async () => {
  const { rehearsal, run, runOn, edit } = await installed()
  const { machines, folder } = rehearsal
  await edit(withoutHost)
  const argv = ['destroy', '--delete-data', '--confirm', 'rehearsal'] as const
  const part = await runOn(off(machines), folder, ...argv)
  expect([part.exitCode, part.stdout]).toEqual([1, expect.stringContaining('they did not answer: h3')])
  expect(part.stdout).not.toContain('nothing of rehearsal is left')
  const rest = await run(...argv)
  expect([rest.exitCode, rest.stdout]).toEqual([0, expect.stringContaining('nothing of rehearsal is left')])
})

test('a service that org.yaml no longer names goes with its host when that has lost its only role', async () => {
  const { rehearsal, run, runOn, edit } = await installed()
  await runOn(uploaded(rehearsal.machines), rehearsal.folder, 'check')
  await edit((text) => text.replace(/^ {2}data: h3\n/m, ''))
  expect(left(await run('check', '--json'))).toEqual(['preflight.unit-surplus h3'])
  expect(left(await run('status', '--once', '--json'))).toEqual(['preflight.unit-surplus h3'])
  expect((await run('plan')).exitCode).toBe(2)

  const applied = await run('apply')
  expect(applied.exitCode).toBe(0)
  expect(applied.stdout).toContain('data-8700@h3')
  expect(applied.stdout).toContain('firewall rules for them can go: tcp 8700')
  let found: HostFacts | undefined
  const look = async (transport: Transport) => {
    found = await askFacts(transport, 'h3', ASKED)
  }
  await runOn(visited(rehearsal.machines, look), rehearsal.folder, 'check')
  expect([
    Object.keys(found?.units ?? {}),
    found?.receipts,
    found?.listeners.map(({ port }) => port),
  ]).toEqual([[], [], [22, 22]])
  expect(found?.installDirectory).toEqual([
    '.removed',
    expect.stringMatching(/^\.removed\/data-8700-\d{8}T\d{6}Z$/),
  ])
  expect((await run('status', '--once')).stdout).toMatch(
    /data-8700@h3 was removed; its data stays since \d{4}-\S+Z in \/opt\/metis\/\.removed\/data-8700-/,
  )
  expect(left(await run('check', '--json'))).toEqual([])
  expect((await run('plan')).exitCode).toBe(0)
})

test('its data is deleted where that was asked for by name', async () => {
  const { rehearsal, run, runOn, edit } = await installed()
  await runOn(uploaded(rehearsal.machines), rehearsal.folder, 'check')
  await edit((text) => text.replace(/^ {2}data: h3\n/m, ''))
  const refused = await run('apply', '--delete-removed', '--json')
  expect(jsonLines(refused).flatMap(({ code }) => code ?? [])).toContain('command.needs-name')
  expect((await run('apply', '--delete-removed', '--confirm', 'rehearsal')).exitCode).toBe(0)
  let found: HostFacts | undefined
  const look = async (transport: Transport) => {
    found = await askFacts(transport, 'h3', ASKED)
  }
  await runOn(visited(rehearsal.machines, look), rehearsal.folder, 'check')
  expect([found?.installDirectory, found?.record]).toEqual([[], undefined])
})

test('an operator who can no longer open the secrets is advice, once, before anything is carried out', async () => {
  const anna = '  - { name: anna, key: age1lvyvwawkr0mcnnnncaghunadrqkmuf9e6507x9y920xxpp866cnql7dp2z }\n'
  const bert = '  - { name: bert, key: age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p }\n'
  const { run, edit } = await installed(`${TEXT}operators:\n${anna}${bert}`)
  await edit((text) => text.replace(anna, ''))
  const told = async (...argv: string[]) =>
    jsonLines(await run(...argv, '--json')).flatMap(({ type, code, severity }) =>
      type === 'run-started' ? ['run'] : code === 'record.operator-removed' ? [String(severity)] : [],
    )
  expect(await told('plan')).toEqual(['advice'])
  expect(await told('check')).toEqual(['advice'])
  expect(await told('apply')).toEqual(['advice', 'run'])
  expect(await told('plan')).toEqual([])
})

/** The same machines, where somebody is on h3 before the command is. */
function visited(machines: Machines, visit: (transport: Transport) => Promise<unknown>): Machines {
  return {
    ...machines,
    connect: async (host, options) => {
      const transport = await machines.connect(host, options)
      if (host.name === 'h3') await visit(transport)
      return transport
    },
  }
}

/** The same, but h3 is switched off. */
function off(machines: Machines): Machines {
  return {
    ...machines,
    connect: async (host, options) => {
      if (host.name === 'h3') throw fault('connection.timed-out', { host: 'h3' }, { host: 'h3' })
      return machines.connect(host, options)
    },
  }
}

/** Somebody has uploaded a file. */
function uploaded(machines: Machines): Machines {
  const path = '/opt/metis/data-8700/data/data_root/upload'
  const action: Action = {
    kind: 'write-file',
    path,
    mode: '0600',
    owner: 'metis-data-8700:metis-data-8700',
    content: text`rows`,
  }
  const node = { id: 'upload', phase: 'verify', host: 'h3', instance: 'data-8700', action, after: [] }
  const nodes = [{ ...node, because: { word: 'reason.stop' } as const }]
  const owner = { organisation: 'rehearsal', receipts: '/opt/metis/.installed' }
  return visited(machines, (transport) =>
    transport.run({ script: [], errand: { kind: 'batch', nodes, owner, marker: 'm' } }),
  )
}

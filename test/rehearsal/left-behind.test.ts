import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Action } from '../../src/actions/action.js'
import type { Machines } from '../../src/commands/organisation/machines.js'
import { jsonLines, presetText, rehearsedWorld, type Said } from './rehearsed-world.js'

const TEXT = await presetText('data-provider')
const HOST = '  h3: { address: 10.20.0.13, user: ops }\n'
const LEFT = ['record.former-host', 'preflight.unit-surplus']

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

const COMMANDS = [['plan'], ['check'], ['apply'], ['status', '--once'], ['apply'], ['plan']] as const

test('a host that org.yaml no longer names is told of once by whatever looks, until it was seen to be empty', async () => {
  const { rehearsal, run, runOn, edit } = await installed()
  await edit((text) => text.replace(HOST, '').replace(/^ {2}data: h3\n/m, ''))
  for (const [command, ...options] of COMMANDS)
    expect([command, left(await run(command, '--json', ...options))]).toEqual([
      command,
      ['record.former-host h3'],
    ])

  await edit((text) => text.replace('\nroles:', `${HOST}\nroles:`))
  for (const [command, ...options] of COMMANDS.slice(0, 2))
    expect([command, left(await run(command, '--json', ...options))]).toEqual([
      command,
      ['preflight.unit-surplus h3'],
    ])
  expect(left(await runOn(withoutData(rehearsal.machines), rehearsal.folder, 'apply', '--json'))).toEqual([])
  await edit((text) => text.replace(HOST, ''))
  for (const [command, ...options] of COMMANDS)
    expect([command, left(await run(command, '--json', ...options))]).toEqual([command, []])
})

test('a service that org.yaml no longer names on a host is told of, where the host has lost its only role too', async () => {
  const { run, edit } = await installed()
  await edit((text) => text.replace(/^ {2}data: h3\n/m, ''))
  for (const [command, ...options] of COMMANDS)
    expect([command, left(await run(command, '--json', ...options))]).toEqual([
      command,
      ['preflight.unit-surplus h3'],
    ])
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

/** Somebody has cleaned h3 by hand before anybody looks. */
function withoutData(machines: Machines): Machines {
  const actions: readonly Action[] = [
    { kind: 'unit', unit: 'metis-data-8700.service', state: 'removed', inputs: '' },
    { kind: 'remove', paths: ['/opt/metis/data-8700'], receipts: [] },
  ]
  const nodes = actions.map((action) => ({
    ...{ id: action.kind, phase: 'verify', host: 'h3', instance: 'data-8700', action, after: [] },
    because: { word: 'reason.stop' } as const,
  }))
  const owner = { organisation: 'rehearsal', receipts: '/opt/metis/.installed' }
  return {
    ...machines,
    connect: async (host, options) => {
      const transport = await machines.connect(host, options)
      if (host.name === 'h3')
        await transport.run({ script: [], errand: { kind: 'batch', nodes, owner, marker: 'm' } })
      return transport
    },
  }
}

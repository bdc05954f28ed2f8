import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readSecretsFile } from '../../src/state/secrets-file.js'
import { jsonLines, presetText, rehearsedWorld } from './rehearsed-world.js'

const CONFIG = '/opt/metis/consul/config/consul.json'
const RING = '/opt/metis/consul/data/serf/local.keyring'
const RECEIPTS = '/opt/metis/.installed'

/** Three Consul servers that talk in clear, as a former version has left them, and a folder without their key. */
async function former() {
  const world = await rehearsedWorld(await presetText('high-availability'))
  const { rehearsal, run } = world
  expect((await run('apply')).exitCode).toBe(0)
  const text = readFileSync(rehearsal.file, 'utf8')
  const addresses = ['consul1', 'consul2', 'consul3'].map(
    (host) => new RegExp(`\\n  ${host}:\\s*\\{? ?(?:\\n\\s*)?address: ([\\d.]+)`).exec(text)?.[1] ?? '',
  )
  const machines = addresses.map((address) => rehearsal.machineAt(address))
  expect((await run('stop', 'consul')).exitCode).toBe(0)
  for (const { files } of machines) {
    files.write(
      CONFIG,
      (files.read(CONFIG) ?? '').replaceAll(/ *"encrypt_verify\w+": true,\n/g, ''),
      '0600',
      'metis-consul:metis-consul',
    )
    files.remove(RING)
    for (const name of files.list(RECEIPTS))
      if (/gossip-stage|local\.keyring|data\/serf"/.test(files.read(`${RECEIPTS}/${name}`) ?? ''))
        files.remove(`${RECEIPTS}/${name}`)
  }
  const path = join(rehearsal.folder, 'secrets.json')
  const { 'gossip-key': _, ...others } = JSON.parse(readFileSync(path, 'utf8')).secrets
  writeFileSync(path, JSON.stringify({ ...JSON.parse(readFileSync(path, 'utf8')), secrets: others }), {
    mode: 0o600,
  })
  expect((await run('start', 'consul')).exitCode).toBe(0)
  const key = () => readSecretsFile(path)?.secrets['gossip-key']?.value
  const rings = () => machines.map(({ files }) => files.read(RING))
  return { ...world, text, key, rings }
}

test('servers that talk in clear come to a key of the organisation, a restart each in three rounds', async () => {
  const { run, key, rings } = await former()
  expect(key()).toBe(undefined)
  const said = await run('apply', '--json')
  expect(said.exitCode, said.stderr).toBe(0)
  const starts = jsonLines(said).filter(
    ({ type, node }) => type === 'succeeded' && String(node).includes('unit:metis-consul.service'),
  )
  expect(starts.map(({ node }) => String(node).replace('unit:metis-consul.service', '').trim())).toEqual([
    ...['', ' stage 2', ' stage 3'].flatMap((stage) => [1, 2, 3].map((n) => `consul${n} ${stage}`.trim())),
    // Those of tokens, with the server last that all others call.
    ...[' stage 4', ' stage 5'].flatMap((stage) => [3, 2, 1].map((n) => `consul${n} ${stage}`)),
  ])
  expect(rings()).toEqual(Array(3).fill(`["${key()}"]`))
  expect((await run('plan')).exitCode).toBe(0)

  const before = key()
  expect((await run('secrets', 'rotate', 'gossip-key')).exitCode).toBe(0)
  expect(key()).not.toBe(before)
  expect(rings()).toEqual(Array(3).fill(JSON.stringify([key()])))
  expect((await run('plan')).exitCode).toBe(0)
})

test('where two of them leave in the same apply, what had to wait for that is done by it too', async () => {
  const { run, rehearsal, text, rings, key } = await former()
  writeFileSync(rehearsal.file, text.replace(/consul: \[consul1, consul2, consul3\]/, 'consul: [consul1]'))
  const said = await run('apply')
  expect(said.exitCode, said.stderr).toBe(0)
  expect(rings()[0]).toBe(`["${key()}"]`)
  expect((await run('plan')).exitCode).toBe(0)
})

import { fileURLToPath } from 'node:url'
import { generateIdentity, identityToRecipient } from 'age-encryption'
import { expect, test } from 'vitest'
import { parseYaml } from '../../src/catalog/parse-yaml.js'
import { readReleases } from '../../src/catalog/presets.js'
import { parseTopology } from '../../src/org-file/parse-topology.js'

const releases = await readReleases(fileURLToPath(new URL('../../presets', import.meta.url)))
const ORGANISATION = `organisation: acme
release: metis-0.3.0
hosts: { h1: { address: 10.0.0.11, user: ops } }
roles: { consul: h1, carrier: { host: h1, externalAddress: 9.8.7.6 }, admin: h1 }
`

async function people(count: number) {
  const keys = Array.from({ length: count }, async () => identityToRecipient(await generateIdentity()))
  return (await Promise.all(keys)).map((key, at) => ({ name: `operator ${at}`, key }))
}

const parse = (operators?: unknown) => {
  const more = operators === undefined ? '' : `operators: ${JSON.stringify(operators)}\n`
  return parseTopology(parseYaml(ORGANISATION + more), releases)
}

test('fifty operators are in the topology as they are written', async () => {
  const operators = await people(50)
  expect(parse(operators)).toMatchObject({ ok: true, topology: { operators }, problems: [] })
})

test('fifty-one are too many', async () => {
  const { ok, problems } = parse(await people(51))
  expect([ok, problems.map(({ code }) => code)]).toEqual([false, ['topology.operator-count']])
})

test('without any the topology has none', () => {
  const parsed = parse()
  expect(parsed.ok && Object.hasOwn(parsed.topology, 'operators')).toBe(false)
  expect(parsed.ok).toBe(true)
})

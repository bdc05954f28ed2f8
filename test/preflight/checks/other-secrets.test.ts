import { expect, test } from 'vitest'
import { otherSecrets } from '../../../src/preflight/checks/other-secrets.js'
import { facts, input } from '../three-hosts.js'

const { organisation } = input.topology
const receipt = (secrets?: string, of = organisation) => ({
  id: 'file:/opt/metis/x',
  organisation: of,
  instance: 'admin',
  inputs: 'i',
  ...(secrets === undefined ? {} : { secrets }),
})
const hosts = (receipts: ReturnType<typeof receipt>[], isNew: boolean) =>
  otherSecrets({
    ...input,
    facts: { ...facts, h2: { ...facts.h2, receipts } },
    secretSet: { id: 'mine', isNew },
  }).map(({ code, details }) => `${code} ${details.hosts}`)
const refused = ['preflight.other-secrets h2']

test.each([
  ['fresh hosts', [], true, []],
  ['its own', [receipt('mine'), receipt()], false, []],
  ['its own, made in this very run', [receipt('mine'), receipt()], true, []],
  ['others', [receipt('mine'), receipt('theirs')], false, refused],
  ['those of an earlier version, and a folder that has some', [receipt()], false, []],
  ['those of an earlier version, and a folder without any', [receipt()], true, refused],
  ['those of another organisation', [receipt('theirs', 'other')], true, []],
])('hosts with %s', (_, receipts, isNew, found) => {
  expect(hosts(receipts, isNew)).toEqual(found)
})

test('a host without any of them is no other one, where new ones were made for this run', () => {
  const found = otherSecrets({
    ...input,
    facts: {
      ...facts,
      h1: { ...facts.h1, receipts: [receipt('mine'), receipt()] },
      h2: { ...facts.h2, receipts: [receipt()] },
    },
    secretSet: { id: 'mine', isNew: true },
  })
  expect(found).toEqual([])
})

test('nothing is said where secrets do not count', () => {
  expect(
    otherSecrets({ ...input, facts: { ...facts, h2: { ...facts.h2, receipts: [receipt('theirs')] } } }),
  ).toEqual([])
})

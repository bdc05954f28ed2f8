import { expect, test } from 'vitest'
import { moves } from '../../../src/preflight/checks/moves.js'
import type { CheckInput } from '../../../src/roles/check.js'
import { facts, input } from '../three-hosts.js'
import { told } from '../told.js'

const receipt = (id: string, instance: string, organisation = 'acme') => ({
  id,
  organisation,
  instance,
  inputs: 'a',
})
const startOf = (instance: string, organisation?: string) =>
  receipt(`unit:metis-${instance}.service`, instance, organisation)
const stepOf = (instance: string, step: string) => receipt(`run:${instance}/${step}`, instance)
const carrier = input.topology.instances.find(({ role }) => role === 'carrier')
const here = carrier?.host ?? ''
const [other = '', third = ''] = input.topology.hosts.map(({ name }) => name).filter((name) => name !== here)

/** Every host with no receipt but these. */
function withReceipts(
  receipts: Readonly<Record<string, readonly ReturnType<typeof receipt>[]>>,
  topology = input.topology,
): CheckInput {
  const all = Object.entries(facts).map(([host, known]) => [
    host,
    { ...known, receipts: receipts[host] ?? [] },
  ])
  return { ...input, topology, facts: Object.fromEntries(all) }
}

test('a carrier that was started on another host than org.yaml says moves from there', () => {
  expect(told(moves(withReceipts({ [other]: [startOf('carrier')] })))).toEqual([
    {
      code: 'preflight.role-moves',
      severity: 'warning',
      where: { host: here, instance: 'carrier' },
      details: { instance: 'carrier', from: other, to: here, mib: '?', low: 2, minutes: 1 },
    },
  ])
})

test('nothing is carried from a host that nobody connects to, nor to one', () => {
  const hosts = input.topology.hosts.map((host) =>
    host.name === other ? { ...host, byHand: true as const } : host,
  )
  const topology = { ...input.topology, hosts }
  expect(moves(withReceipts({ [other]: [startOf('carrier')] }, topology))).toMatchObject([
    { code: 'preflight.role-moved', severity: 'error', details: { data: '/opt/metis/carrier/data' } },
  ])
})

test('of two hosts that have it nobody can tell which is meant', () => {
  const both = { [other]: [startOf('carrier')], [third]: [startOf('carrier')] }
  expect(moves(withReceipts(both))).toMatchObject([
    { code: 'preflight.move-unclear', severity: 'error', details: { from: `${other}, ${third}`, to: here } },
  ])
})

test('one that has handed it over has it no more', () => {
  const receipts = {
    [other]: [startOf('carrier'), stepOf('carrier', 'hand-over')],
    [third]: [stepOf('carrier', 'take-over')],
  }
  expect(moves(withReceipts(receipts))).toMatchObject([{ details: { from: third } }])
})

test('one that is there already, or has come there, does not move any more', () => {
  for (const there of [startOf('carrier'), stepOf('carrier', 'take-over')])
    expect(moves(withReceipts({ [other]: [startOf('carrier')], [here]: [there] }))).toEqual([])
})

test('what comes to another host afresh, just goes, or is of others moves freely', () => {
  const receipts = [startOf('via'), startOf('data-8799'), startOf('carrier', 'others')]
  expect(
    moves(withReceipts({ [other]: receipts })).filter(({ where }) => where.instance !== 'admin'),
  ).toEqual([])
})

test('an admin does not change the kind of its database on the way', () => {
  expect(moves(withReceipts({ [third]: [startOf('admin')] }))).toMatchObject([
    { code: 'preflight.move-database', severity: 'error', where: { instance: 'admin' } },
  ])
  const managed = receipt('unit:mariadb.service', 'admin')
  expect(moves(withReceipts({ [third]: [startOf('admin'), managed] }))).toMatchObject([
    { code: 'preflight.role-moves', where: { instance: 'admin' } },
  ])
})

test('one that may run on a host which says nothing is not put anywhere else', () => {
  const answered = Object.fromEntries(Object.entries(facts).filter(([host]) => host !== other))
  const silent = (instances: readonly string[]): CheckInput => ({
    ...withReceipts({}),
    facts: answered,
    ownRecord: { organisation: 'acme', members: [{ host: other, instances }], earlier: [], content: '' },
  })
  expect(moves(silent(['carrier', 'via']))).toMatchObject([
    {
      code: 'preflight.move-host-away',
      severity: 'error',
      details: { instance: 'carrier', from: other, to: here },
    },
  ])
  expect(moves(silent(['via']))).toEqual([])
})

test('how long it is away goes by the size of what it keeps, for which both hosts need room', () => {
  const moving = withReceipts({ [other]: [startOf('carrier')] })
  const keeping = (gib: number): CheckInput => {
    const from = moving.facts[other]
    if (from === undefined) throw new Error(other)
    return { ...moving, facts: { ...moving.facts, [other]: { ...from, left: { carrier: gib * 1024 ** 3 } } } }
  }
  expect(moves(keeping(1))).toMatchObject([
    { code: 'preflight.role-moves', details: { mib: 1024, low: 24, minutes: 10 } },
  ])
  expect(moves(keeping(5000))).toMatchObject([
    {
      code: 'preflight.move-no-room',
      severity: 'error',
      where: { host: other },
      details: { mib: 5_120_000 },
    },
  ])
})

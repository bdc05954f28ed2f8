import { expect, test } from 'vitest'
import { moves } from '../../../src/preflight/checks/moves.js'
import type { CheckInput } from '../../../src/roles/check.js'
import { facts, input } from '../three-hosts.js'
import { told } from '../told.js'

const receiptOf = (instance: string, organisation = 'acme') => ({
  id: `unit:metis-${instance}.service`,
  organisation,
  instance,
  inputs: 'a',
})
const carrier = input.topology.instances.find(({ role }) => role === 'carrier')
const [other = ''] = input.topology.hosts.map(({ name }) => name).filter((name) => name !== carrier?.host)

/** Every host with no receipt but these. */
function withReceipts(
  receipts: Readonly<Record<string, readonly ReturnType<typeof receiptOf>[]>>,
): CheckInput {
  const all = Object.entries(facts).map(([host, known]) => [
    host,
    { ...known, receipts: receipts[host] ?? [] },
  ])
  return { ...input, facts: Object.fromEntries(all) }
}

test('a carrier that is installed on another host than org.yaml says is not installed a second time', () => {
  expect(told(moves(withReceipts({ [other]: [receiptOf('carrier')] })))).toEqual([
    {
      code: 'preflight.role-moved',
      severity: 'error',
      where: { host: carrier?.host, instance: 'carrier' },
      details: {
        role: 'carrier',
        from: other,
        to: carrier?.host,
        data: '/opt/metis/carrier/data',
        instance: 'carrier',
      },
    },
  ])
})

test('one that was moved by hand, and has left what the old host knows of it, is let be', () => {
  const here = carrier?.host ?? ''
  expect(moves(withReceipts({ [other]: [receiptOf('carrier')], [here]: [receiptOf('carrier')] }))).toEqual([])
})

test('what comes to another host afresh, may be there several times, or is of others moves freely', () => {
  const receipts = [receiptOf('via'), receiptOf('data-8799'), receiptOf('carrier', 'others')]
  expect(
    moves(withReceipts({ [other]: receipts })).filter(({ where }) => where.instance !== 'admin'),
  ).toEqual([])
})

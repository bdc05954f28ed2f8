import { describe, expect, test } from 'vitest'
import { show } from '../../src/lib/text.js'
import { makePlan } from '../../src/planner/make-plan.js'
import type { PlanInput } from '../../src/planner/plan.js'
import { planRemoval, removalList } from '../../src/planner/remove.js'
import { carriedOut, freshOrganisation } from './organisation.js'

const ORG = `
organisation: acme
release: metis-0.3.0
hosts:
  h1: { address: 10.0.0.11, user: ops }
  h2: { address: 10.0.0.12, user: ops }
roles:
  consul: h1
  carrier: { host: h2, externalAddress: 9.8.7.6 }
  admin: h1
`

function fresh(onH1: Partial<PlanInput['facts'][string]> = {}): PlanInput {
  const input = freshOrganisation(ORG)
  const [h1, h2] = [input.facts.h1, input.facts.h2]
  if (h1 === undefined || h2 === undefined) throw new Error('no facts')
  return { ...input, facts: { h1: { ...h1, ...onH1 }, h2 } }
}

const software = { packages: {}, nginxSites: [], metisDatabase: true, mysql: 'mariadbd 10.11' }

describe('the list of what is removed', () => {
  test('is empty for hosts that have nothing of the organisation', () => {
    expect(removalList(fresh(), { keepData: true })).toEqual([])
    expect(removalList(fresh(), { keepData: false })).toEqual([])
  })

  test('names what an earlier removal has kept, only when data is to go too', () => {
    const kept = fresh({ hasInstallDirectory: true, software })
    expect(removalList(kept, { keepData: true })).toEqual([])
    expect(removalList(kept, { keepData: false })).toEqual([
      {
        host: 'h1',
        units: [],
        paths: ['/opt/metis'],
        kept: [],
        keptDatabases: [],
        databases: ['metis_admin'],
        account: 'metis',
      },
    ])
  })

  test('names no database where there is no server any more', () => {
    const [h1] = removalList(fresh({ hasInstallDirectory: true }), { keepData: false })
    expect(h1?.databases).toEqual([])
  })

  test('keeps identity, data and database unless told otherwise', () => {
    const input = carriedOut(makePlan(fresh({ software })), fresh({ software }))
    const list = removalList(input, { keepData: true })
    expect(
      list.map(({ host, kept, keptDatabases, account }) => ({ host, kept, keptDatabases, account })),
    ).toEqual([
      { host: 'h1', kept: ['/opt/metis/consul/data'], keptDatabases: ['metis_admin'], account: undefined },
      {
        host: 'h2',
        kept: ['/opt/metis/carrier/data/p2p', '/opt/metis/carrier/data/datadir'],
        keptDatabases: [],
        account: undefined,
      },
    ])
  })
})

test('with the database goes the account that reads it', () => {
  const plan = planRemoval(fresh({ hasInstallDirectory: true, software }), { keepData: false })
  const statements = plan.nodes.flatMap(({ action }) =>
    action.kind === 'sql' ? [show(action.statements)] : [],
  )
  expect(statements).toEqual([
    `DROP DATABASE IF EXISTS \`metis_admin\`;
DROP USER IF EXISTS 'metis_admin'@'localhost';
DROP USER IF EXISTS 'metis_admin'@'127.0.0.1';`,
  ])
})

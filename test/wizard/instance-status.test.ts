import { expect, test } from 'vitest'
import { isTroubled } from '../../src/wizard/instance-status.js'
import { statusesOf } from '../../src/wizard/proofs.js'
import { release } from '../roles/organisation.js'
import { THREE } from '../steps/install/organisations.js'
import { healthyHosts, withFacts } from './healthy-hosts.js'

const gathered = healthyHosts(THREE)

test('who only looks well since its Consul server was started after it is to be restarted, and not called ready', () => {
  const units = gathered.facts.h1?.units ?? {}
  const unit = units['metis-consul.service']
  if (unit === undefined) throw new Error('Consul runs on h1')
  const later = withFacts(gathered, 'h1', {
    units: { ...units, 'metis-consul.service': { ...unit, since: unit.since + 600 } },
  })
  const troubled = statusesOf({ topology: THREE, release }, later).filter(isTroubled)
  expect(troubled.map(({ instance, state, outlivedBy }) => [instance, state, outlivedBy])).toEqual([
    ['data-8700', 'outlived', 'consul@h1'],
    ['compute-8800', 'outlived', 'consul@h1'],
  ])
})

import { expect, test } from 'vitest'
import { organisationOn } from '../../src/commands/rehearse/rehearsal-order.js'
import type { FoundReceipt } from '../../src/facts/host-facts.js'
import { makePlan } from '../../src/planner/make-plan.js'
import type { Plan, PlanInput } from '../../src/planner/plan.js'
import { planRemoval } from '../../src/planner/remove.js'
import { carriedOut, freshOrganisation } from './organisation.js'

const fresh = freshOrganisation(organisationOn(3, 'metis-0.3.0'))
const finished = carriedOut(makePlan(fresh), fresh)
const { organisation } = finished.topology
const [liar = ''] = finished.topology.hosts.map(({ name }) => name).slice(-1)

const made = (id: string, instance: string, path?: string): FoundReceipt => ({
  id,
  organisation,
  instance,
  inputs: 'ab',
  ...(path === undefined ? {} : { path, stat: '1', now: '1' }),
})
const RECEIPTS = [
  made('file:/etc/shadow', 'host', '/etc/shadow'),
  made('directory:/', 'host', '/'),
  made(
    'file:/opt/metis/../../root/.ssh/authorized_keys',
    'data-8700',
    '/opt/metis/../../root/.ssh/authorized_keys',
  ),
  made('unit:ssh.service', '../../etc', undefined),
  made('package:x; reboot', '$(reboot)'),
  made('unit:metis-nobody-1.service', 'nobody-1'),
]

function lying({ facts, ...rest }: PlanInput): PlanInput {
  const here = facts[liar]
  if (here === undefined) throw new Error('no such host')
  return { ...rest, facts: { ...facts, [liar]: { ...here, receipts: [...here.receipts, ...RECEIPTS] } } }
}

const ofOthers = ({ nodes }: Plan) => JSON.stringify(nodes.filter(({ host }) => host !== liar))

test('receipts that a host has made up change nothing that is planned for others', () => {
  for (const input of [fresh, finished])
    expect(ofOthers(makePlan(lying(input)))).toBe(ofOthers(makePlan(input)))
  for (const keepData of [true, false])
    expect(ofOthers(planRemoval(lying(finished), { keepData }))).toBe(
      ofOthers(planRemoval(finished, { keepData })),
    )
})

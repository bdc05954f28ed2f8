import type { Action } from '../../src/actions/action.js'
import { inputsOf, resourceOf } from '../../src/actions/resource.js'
import { reasonIn, sayIn } from '../../src/i18n/say.js'
import { bareFacts } from '../../src/kit/bare-facts.js'
import type { Kit, KitStep, KitTarget } from '../../src/kit/kit.js'
import { makePlan } from '../../src/planner/make-plan.js'
import type { PlanNode } from '../../src/planner/plan.js'
import { actionText } from '../../src/ui/action-text.js'
import { freshOrganisation } from '../planner/organisation.js'

const ORG = `
organisation: acme
release: metis-0.3.0
hosts:
  h1: { address: 10.0.0.11, byHand: true }
  h2: { address: 10.0.0.12, byHand: true }
roles:
  consul: h1
  carrier: { host: h1, externalAddress: 9.8.7.6 }
  admin: h1
  via: { host: h1, externalAddress: 9.8.7.6 }
  data: h2
`

const TARGET: KitTarget = { system: 'debian-12', avx2: true }

/** The first kit of a host, made of what is taken for granted. */
export function kitOf(name: string): Kit {
  const input = freshOrganisation(ORG)
  const host = input.topology.hosts.find((one) => one.name === name)
  if (host === undefined) throw new Error(`no host ${name}`)
  const plan = makePlan({ ...input, facts: { [name]: bareFacts(host, TARGET) } })
  return {
    id: '0123456789abcdef',
    topology: input.topology,
    release: input.release,
    host,
    target: TARGET,
    made: '2026-01-31T12:00:00.000Z',
    installer: '1.2.3',
    organisationId: 'fedcba9876543210',
    steps: plan.nodes.map(stepOf),
  }
}

/** The same kit with steps of the test's own, for `h2`. */
export function kitWith(actions: readonly Action[], more: Partial<PlanNode> = {}): Kit {
  const steps = actions.map((action): KitStep => {
    const inputs = inputsOf(action, (name) => name)
    const id = `h2 ${resourceOf(action, 'host')}`
    const node: PlanNode = {
      id,
      phase: 'prepare',
      host: 'h2',
      instance: 'host',
      action,
      after: [],
      because: { word: 'reason.packages' },
      ...(inputs === undefined ? {} : { inputs }),
      ...more,
    }
    return stepOf(node)
  })
  return { ...kitOf('h2'), steps }
}

function stepOf(node: PlanNode): KitStep {
  const say = sayIn('en')
  const title = `${say(`kind.${node.action.kind}`)} ${actionText(node.action, say)}`
  return { node, title, because: reasonIn(node.because, 'en') }
}

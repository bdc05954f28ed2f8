import { reasonIn } from '../i18n/reason.js'
import type { Kit, KitTarget } from '../kit/kit.js'
import { sha256 } from '../lib/digest.js'
import type { Plan, PlanInput } from '../planner/plan.js'
import { CARRIER_KEY } from '../roles/secret-names.js'
import type { Host, Topology } from '../topology/topology.js'
import { actionText } from '../ui/action-text.js'
import type { Organisation } from './organisation.js'
import type { Session } from './session.js'

/** The plan of one host as a kit, in the words of this session. */
export function makeKit(
  { world, language, say }: Session,
  { topology, release, planInput }: Organisation,
  host: Host,
  target: KitTarget,
  plan: Plan,
): Kit {
  const made = world.now().toISOString()
  const organisationId = organisationIdOf(topology, planInput({}))
  return {
    id: sha256(JSON.stringify([organisationId, host.name, made, plan.digest])).slice(0, 16),
    topology,
    release,
    host,
    target,
    made,
    installer: world.version,
    organisationId,
    steps: plan.nodes.map((node) => ({
      node,
      title: `${say(`kind.${node.action.kind}`)} ${actionText(node.action, say)}`,
      because: reasonIn(node.because, language),
    })),
  }
}

/** Two organisations may have one name; a digest of their keys tells them apart and tells nothing of the keys. */
export function organisationIdOf(
  { organisation }: Topology,
  { secretDigest }: Pick<PlanInput, 'secretDigest'>,
): string {
  return sha256(`${organisation} ${secretDigest(CARRIER_KEY)}`).slice(0, 16)
}

import type { QuestionId } from '../../src/i18n/question.js'
import type { Role } from '../../src/topology/roles.js'
import { instanceId, type Topology } from '../../src/topology/topology.js'

const BY_ROLE: Readonly<Record<Role, QuestionId>> = {
  consul: 'role-consul',
  carrier: 'role-carrier',
  admin: 'role-admin',
  via: 'role-via',
  data: 'role-data',
  compute: 'role-compute',
}

/** On a role: what that one is. On a host: what placing is about. */
export function questionAt(focus: string, { instances }: Topology): QuestionId {
  const instance = instances.find((one) => instanceId(one) === focus)
  return instance === undefined ? 'roles' : BY_ROLE[instance.role]
}

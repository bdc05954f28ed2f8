import type { Step } from '../src/ui/screen/step.js'
import { arriveAtRoles } from '../src/wizard/arrive-at-roles.js'
import { RolesView } from './roles/roles-view.js'
import { knownNow } from './roles/use-known.js'

/** Which host bears which role: the picture is the editor. */
export const roles: Step = {
  id: 'roles',
  isNeeded: () => true,
  enter: (props) => props.change(arriveAtRoles(knownNow(props))),
  View: RolesView,
}

import type { Step } from '../src/ui/screen/step.js'
import { lookAtAnswer } from './organisation/folder-look.js'
import { OrganisationView } from './organisation/organisation-view.js'

/** What the organisation is called, where its files lie, and what it is for. */
export const organisation: Step = {
  id: 'organisation',
  isNeeded: () => true,
  enter: (props) => void lookAtAnswer(props),
  View: OrganisationView,
}

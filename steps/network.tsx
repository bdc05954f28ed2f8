import type { Step } from '../src/ui/screen/step.js'
import { fillExternalAddresses } from '../src/wizard/external-address.js'
import { editFile } from '../src/wizard/file-edit.js'
import { NetworkView } from './network/network-view.js'
import { knownNow } from './roles/use-known.js'

/** Addresses and ports, who must reach what, and firewall rules for exactly that. */
export const network: Step = {
  id: 'network',
  isNeeded: () => true,
  enter: (props) => props.change(editFile((file) => fillExternalAddresses(file, knownNow(props)))),
  View: NetworkView,
}

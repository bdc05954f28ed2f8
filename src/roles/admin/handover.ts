import { instancesOf } from '../../topology/topology.js'
import { hasJoined } from '../carrier/handover.js'
import { type Handover, toldBy } from '../handover.js'
import { consoleAddress } from './console-address.js'
import { certificateFingerprint } from './facts.js'
import { ADMIN } from './settings.js'
import { why as text } from './words.js'

export const handover: Handover = {
  proofs: ({ topology }, stateOf) =>
    instancesOf(topology, ADMIN).map((admin) => ({
      state: stateOf(admin),
      ...text('proof', { address: consoleAddress(topology, admin) }),
    })),
  card: (told) => ({
    console: instancesOf(told.topology, ADMIN).flatMap((admin) => [
      [text('card.address'), consoleAddress(told.topology, admin)],
      [text('card.fingerprint'), toldBy(told, admin.host, certificateFingerprint)],
    ]),
  }),
  next: (told) => {
    const { topology } = told
    const [admin] = instancesOf(topology, ADMIN)
    if (admin === undefined || hasJoined(told)) return []
    return [
      text('next.sign-in', { address: consoleAddress(topology, admin) }),
      text('next.join', { organisation: topology.organisation }),
    ]
  },
}

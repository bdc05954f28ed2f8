import type { Word } from '../i18n/en/words.js'
import { consoleAddress } from '../roles/admin/console-address.js'
import { ADMIN } from '../roles/admin/settings.js'
import { CARRIER } from '../roles/carrier/settings.js'
import { VIA } from '../roles/via/settings.js'
import { instancesOf, type Topology } from '../topology/topology.js'
import type { Look } from './workbench.js'

/** One line of what others need to know. Values that hosts gave are not made printable yet. */
export interface CardRow {
  readonly word: Word
  readonly value: string
}

export interface PartnerCard {
  /** For other organisations of the network. */
  readonly partners: readonly CardRow[]
  /** For a Moirea platform. */
  readonly moirea: readonly CardRow[]
  /** For whoever uses the console. */
  readonly console: readonly CardRow[]
}

/** What is handed to others: nothing in it is secret. What the services did not tell is left out. */
export function partnerCard(topology: Topology, { facts }: Look): PartnerCard {
  const factsOf = (host: string) => (Object.hasOwn(facts, host) ? facts[host] : undefined)
  const row = (word: Word, value: string | undefined): CardRow[] =>
    value === undefined || value === '' ? [] : [{ word, value }]
  const carriers = instancesOf(topology, CARRIER).map((carrier) => ({
    ...carrier,
    told: factsOf(carrier.host)?.carrier,
  }))
  return {
    partners: [
      ...row('partner.organisation', topology.organisation),
      ...carriers.flatMap(({ externalAddress, ports, told }) => [
        ...row('partner.p2p', `${externalAddress}  ${ports.p2pTcp}/tcp  ${ports.p2pUdp}/udp`),
        ...row('partner.enr', told?.enr),
        // Told with the port of discovery; only that of TCP can be dialled.
        ...row('partner.multi-address', told?.multiAddress.replace(/\/udp\/\d+\//, `/tcp/${ports.p2pTcp}/`)),
      ]),
      ...instancesOf(topology, VIA).flatMap(({ externalAddress, ports }) =>
        row('partner.via', `${externalAddress}  ${ports.via}/tcp`),
      ),
    ],
    moirea: carriers.flatMap(({ externalAddress, ports }) => [
      ...row('partner.moirea', `${externalAddress}  ${ports.rpc}/tcp`),
      ...row('partner.rest', `${externalAddress}  ${ports.rest}/tcp`),
    ]),
    console: instancesOf(topology, ADMIN).flatMap((admin) => [
      ...row('partner.console', consoleAddress(topology, admin)),
      ...row('partner.fingerprint', factsOf(admin.host)?.certificate),
    ]),
  }
}

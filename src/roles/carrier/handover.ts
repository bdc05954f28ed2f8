import { instancesOf } from '../../topology/topology.js'
import { type Handover, type RoleProof, type Told, toldBy } from '../handover.js'
import { type CarrierFacts, carrierFacts } from './facts.js'
import { CARRIER, type CarrierInstance } from './settings.js'
import { why as text } from './words.js'

export const handover: Handover = {
  proofs: (told) =>
    instancesOf(told.topology, CARRIER)
      .slice(0, 1)
      .flatMap((instance) => proofs(instance, carrierOf(told))),
  card: (told) => {
    const all = instancesOf(told.topology, CARRIER)
    return {
      partners: all.flatMap(({ host, externalAddress, ports }) => {
        const known = toldBy(told, host, carrierFacts)
        return [
          [text('card.p2p'), `${externalAddress}  ${ports.p2pTcp}/tcp  ${ports.p2pUdp}/udp`],
          [text('card.enr'), known?.enr],
          // Told with the port of discovery; only that of TCP can be dialled.
          [text('card.multi-address'), known?.multiAddress.replace(/\/udp\/\d+\//, `/tcp/${ports.p2pTcp}/`)],
        ]
      }),
      moirea: all.flatMap(({ externalAddress, ports }) => [
        [text('card.grpc'), `${externalAddress}  ${ports.rpc}/tcp`],
        [text('card.rest'), `${externalAddress}  ${ports.rest}/tcp`],
      ]),
    }
  },
}

/** What the organisation's carrier says; undefined without an answer. */
export function carrierOf(told: Told): CarrierFacts | undefined {
  const [instance] = instancesOf(told.topology, CARRIER)
  return instance === undefined ? undefined : toldBy(told, instance.host, carrierFacts)
}

/** Somebody has joined the network in the console. */
export function hasJoined(told: Told): boolean {
  return (carrierOf(told)?.identity ?? '') !== ''
}

function proofs({ host, externalAddress, ports }: CarrierInstance, known?: CarrierFacts): RoleProof[] {
  if (known === undefined || known.enr === '') return [{ state: 'failed', ...text('proof.silent', { host }) }]
  const address = `${externalAddress}:${ports.p2pTcp}`
  const { peers, seeds, name, multiAddress: told } = known
  return [
    // It writes its address with the port of discovery, which nobody can dial.
    told.startsWith(`/ip4/${externalAddress}/udp/${ports.p2pUdp}/`)
      ? { state: 'ok', ...text('proof', { address }) }
      : { state: 'failed', ...text('proof.other-address', { address, told }) },
    peers > 0
      ? { state: 'ok', ...text('proof.peers', { peers }) }
      : { state: 'open', ...text(seeds.all === 0 ? 'proof.first' : 'proof.no-peers') },
    known.identity === ''
      ? { state: 'open', ...text('proof.not-joined') }
      : { state: 'ok', ...text('proof.joined', { name }) },
  ]
}

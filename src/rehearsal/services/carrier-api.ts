import type { RequestListener } from 'node:http'
import { sha256 } from '../../lib/digest.js'
import type { CarrierConfig } from './carrier-config.js'

/** `information` of an organisation that has not joined the network yet; its place in the network comes from its key. */
export function nodeInformation(config: CarrierConfig, key: string): Readonly<Record<string, unknown>> {
  const id = sha256(`node ${key}`)
  const record = Buffer.from(`${id}${id}${id}`, 'hex').toString('base64url')
  return {
    nodeType: 'NodeType_YarnNode',
    nodeId: '',
    identityId: '',
    name: '',
    state: 'YarnNodeState_Active',
    relatePeers: SEEDS,
    localBootstrapNode: `enr:-Jy4Q${record}`,
    localMultiAddr: `/ip4/${config['p2p-host-ip']}/udp/${config['p2p-udp-port']}/p2p/16Uiu2HAm${id.slice(0, 45)}`,
  }
}

const SEEDS = 3

/** The calls of the carrier's REST gateway that anybody here uses. It finds fighters only once it has joined. */
export function carrierApi(information: Readonly<Record<string, unknown>>): RequestListener {
  const done = { status: 0, msg: 'success' }
  const seeds = Array.from({ length: SEEDS }, (_, i) => ({
    addr: `enr:-Jy4Q${sha256(`seed ${i}`)}`,
    isDefault: true,
    connState: 'ConnState_Connected',
  }))
  const answers: Readonly<Record<string, unknown>> = {
    '/carrier/v1/yarn/nodeInfo': { ...done, information },
    '/carrier/v1/yarn/seedList': { ...done, nodes: seeds },
    '/carrier/v1/yarn/dataNodeList': { ...done, nodes: [] },
    '/carrier/v1/yarn/jobNodeList': { ...done, nodes: [] },
  }
  return (request, response) => {
    const answer = answers[request.url ?? '']
    response.writeHead(answer === undefined ? 404 : 200, { 'content-type': 'application/json' })
    response.end(JSON.stringify(answer ?? { code: 5, message: 'Not Found' }))
  }
}

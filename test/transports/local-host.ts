import { openHostTransport } from '../../src/transports/host-transport.js'
import { localWay } from '../../src/transports/local.js'
import { answering, hostAt } from './connecting.js'

/** This machine as a host, as the user that the tests run as: what needs no root works without sudo. */
export async function createHostTransportForTest() {
  const { options, home } = answering()
  const host = { ...hostAt(22), local: true }
  return {
    home,
    transport: await openHostTransport({
      host,
      user: 'root',
      way: localWay(),
      another: async () => localWay(),
      options,
    }),
  }
}

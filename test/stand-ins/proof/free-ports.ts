import { once } from 'node:events'
import { type AddressInfo, createServer, type Server } from 'node:net'

/** Ports that nobody listens on, all different. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(Array.from({ length: count }, () => occupy(0)))
  const ports = servers.map((server) => (server.address() as AddressInfo).port)
  await Promise.all(servers.map((server) => once(server.close(), 'close')))
  return ports
}

/** Holds a port, as a foreign program would: it accepts and says nothing. */
export async function occupy(port: number): Promise<Server> {
  const server = createServer().listen(port, '0.0.0.0')
  await once(server, 'listening')
  return server
}

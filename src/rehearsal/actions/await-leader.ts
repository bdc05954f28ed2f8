import { type Context, installDirectoryOf } from './context.js'

const LEADER_SECONDS = 120

/** Until the host's own Consul agent knows a leader. */
export async function awaitLeader(context: Context): Promise<number> {
  const { world, machine, owner, print, sleep } = context
  const { pace, changes, network } = world
  const text = machine.files.read(`${installDirectoryOf(owner)}/consul/config/consul.json`) ?? '{}'
  const { client_addr: address = '', ports = { http: 0 } } = JSON.parse(text) as {
    client_addr?: string
    ports?: { http: number }
  }
  const deadline = pace.now() + LEADER_SECONDS
  for (;;) {
    // Throws once the connection is lost or the run stopped.
    await sleep(0)
    const change = changes.next(machine.address)
    const asked = { method: 'GET', address, port: ports.http, path: '/v1/status/leader' }
    const answer = await network.request(machine.address, asked)
    if (answer?.status === 200 && answer.body !== '""') return 0
    if (pace.instant ? changes.quiet() : pace.now() >= deadline) break
    await Promise.race([change, pace.instant ? new Promise(() => {}) : sleep(1)])
  }
  print(`Consul at ${address}:${ports.http} has no leader after ${LEADER_SECONDS} s: are all its servers up?`)
  return 1
}

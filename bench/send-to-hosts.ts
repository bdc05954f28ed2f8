import { createHash } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import type { Host } from '../src/topology/topology.js'
import { connectHost } from '../src/transports/connect.js'

/**
 * `bench/bulk.ts` starts this in the lab's network: one of our uploads to every host at once, through the same
 * transport as in a run. Prints milliseconds with the logins, and of the bytes alone.
 */
const { METIS_SUDO_PASSWORD: password = '', HOME = '/root' } = process.env
const [source = '', target = '', knownHostsPath = '', identityFile = '', user = '', ...addresses] =
  process.argv.slice(2)
const sha256 = createHash('sha256').update(readFileSync(source)).digest('hex')
const { size } = statSync(source)

const startedAt = performance.now()
const cpuBefore = process.cpuUsage()
const transports = await Promise.all(
  addresses.map((address, i) => {
    const ssh = { address, port: 22, user, identityFile }
    const host: Host = { name: `h${i + 1}`, address, local: false, ssh }
    return connectHost(host, {
      knownHostsPath,
      confirmHostKey: async () => false,
      credentials: { password: async () => password },
      secrets: () => '',
      maskedValues: () => [],
      homeDirectory: HOME,
    })
  }),
)
const connectedAt = performance.now()
await Promise.all(transports.map((transport) => transport.upload({ source, path: target, sha256, size })))
const endedAt = performance.now()
const cpu = process.cpuUsage(cpuBefore)
console.log(
  JSON.stringify({
    all: endedAt - startedAt,
    bytes: endedAt - connectedAt,
    cpu: (cpu.user + cpu.system) / 1000,
  }),
)
await Promise.all(transports.map((transport) => transport.close()))

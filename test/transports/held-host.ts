import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { onTestFinished } from 'vitest'
import { askHold, type Hold } from '../../src/actions/hold.js'
import { type HoldSeen, holdFact } from '../../src/facts/hold.js'
import { shellQuote } from '../../src/lib/text.js'
import { connectHost } from '../../src/transports/connect.js'
import type { Transport } from '../../src/transports/transport.js'
import { answering, hostAt } from './connecting.js'
import { startSshServer } from './ssh-server.js'

/** Where a process may have a `/run/metis-hold` of its own. */
export const canMount = spawnSync('unshare', ['-m', 'true']).status === 0

export const apply = (token: string, phase = 'taking'): Hold => ({
  token,
  phase,
  face: { user: 'li', machine: `laptop of "${token}"`, command: 'apply' },
})

/** A host, to which many may connect. `prepare` is what each connection does to what it sees of it, before its shell begins. */
export async function aHost({ prepare = ':', shell = '' } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'hold-'))
  const server = await startSshServer({
    command: (command) =>
      `exec unshare -m sh -c ${shellQuote(`mkdir -p -m 0700 /run/metis-hold && mount --bind ${folder} /run/metis-hold && ${prepare} && ${shell}${command}`)}`,
  })
  const open = new Set<Transport>()
  onTestFinished(async () => {
    await Promise.all([...open].map((one) => one.close()))
    await server.close()
    rmSync(folder, { recursive: true })
  })
  const connect = async () => {
    const transport = await connectHost(hostAt(server.port), answering().options)
    open.add(transport)
    return transport
  }
  return { folder, server, connect }
}

export async function seenBy(transport: Transport) {
  const { output } = await transport.run(askHold, { raw: true, changesNothing: true })
  return holdFact.parse(output)
}

export async function eventually(transport: Transport, state: HoldSeen['state'] | undefined) {
  for (;;) {
    const seen = await seenBy(transport)
    if (seen?.state === state) return seen
    await delay(20)
  }
}

/** Tries until it has the host. */
export async function taken(transport: Transport, hold: Hold) {
  do transport.hold(hold)
  while ((await seenBy(transport))?.state !== 'mine')
}

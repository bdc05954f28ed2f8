import { createHash } from 'node:crypto'
import type { ConnectOptions } from '../transports/connect-options.js'
import { parseHostKey, remember } from '../transports/known-hosts.js'
import { createHostKeyVerifier } from '../transports/ssh-host-key.js'
import type { SshTarget } from '../transports/ssh-target.js'
import type { Simulation } from './simulation.js'

/**
 * Shows the machine's key to the one who decides about keys of real hosts too. A fingerprint that is written in
 * org.yaml is taken to be the machine's: it belongs to a real host, whose key nobody can make up.
 * `own`: address of the machine.
 */
export async function showHostKey(
  { faults, machineAt }: Simulation,
  target: SshTarget,
  own: string,
  options: ConnectOptions,
): Promise<void> {
  const { address, port, hostKey } = target.login
  const { address: at, firstAddress } = machineAt(own)
  const key = keyOf(`${address === at ? firstAddress : address} ${port}`)
  const isOther = faults.offersAnotherKey(target.host)
  if (hostKey !== undefined && !isOther) return
  // For a key to have changed, it must have been known.
  if (isOther && hostKey === undefined)
    await remember(options.knownHostsPath, address, port, parseHostKey(key))
  const offered = isOther ? keyOf(`somebody else at ${address}`) : key
  for (;;) {
    const verifier = await createHostKeyVerifier(target, options)
    if (verifier.accept(offered)) return
    await verifier.settle()
  }
}

/** An ed25519 key as sshd sends it, the same for the same words. */
export function keyOf(words: string): Buffer {
  const sized = (bytes: Buffer) => {
    const size = Buffer.alloc(4)
    size.writeUInt32BE(bytes.length)
    return Buffer.concat([size, bytes])
  }
  return Buffer.concat([
    sized(Buffer.from('ssh-ed25519')),
    sized(createHash('sha256').update(words).digest()),
  ])
}

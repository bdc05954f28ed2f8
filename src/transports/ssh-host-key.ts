import { InstallerError, problem } from '../errors/problem.js'
import type { ConnectOptions } from './connect-options.js'
import {
  fingerprintOf,
  type HostKey,
  hostKeyAlgorithms,
  knownKeysOf,
  parseHostKey,
  remember,
  stateOf,
} from './known-hosts.js'
import type { SshTarget } from './ssh-target.js'

/** Decides about the host key of one connection. There is no SSH connection without one. */
export interface HostKeyVerifier {
  /** What to ask the server for. */
  readonly algorithms: string[]
  /** True only for a key that is already trusted; a connection never waits for a person. */
  readonly accept: (blob: Buffer) => boolean
  /** After a refusal: asks about an unknown key, and resolves when it is trusted from now on. */
  readonly settle: () => Promise<void>
  readonly refused: () => boolean
}

/** `hostKey` in the topology is authority; without it, the organisation's known_hosts and the operator decide. */
export async function createHostKeyVerifier(
  target: SshTarget,
  { knownHostsPath, confirmHostKey }: Pick<ConnectOptions, 'knownHostsPath' | 'confirmHostKey'>,
): Promise<HostKeyVerifier> {
  const { address, port, hostKey: written } = target.login
  const known = await knownKeysOf(knownHostsPath, address, port)
  let refused: HostKey | undefined
  const isTrusted = (offered: HostKey) =>
    written === undefined
      ? stateOf(known, offered) === 'known'
      : fingerprintOf(offered) === withoutPadding(written)
  return {
    algorithms: hostKeyAlgorithms(written === undefined ? known : []),
    accept: (blob) => {
      const offered = parseHostKey(blob)
      if (isTrusted(offered)) return true
      refused = offered
      return false
    },
    refused: () => refused !== undefined,
    settle: () =>
      inTurn(knownHostsPath, async () => {
        if (refused === undefined) return
        // Hosts behind the same jump host offer its key side by side: the first of them has asked by now.
        const known = await knownKeysOf(knownHostsPath, address, port)
        if (written === undefined && stateOf(known, refused) === 'known') return
        const { type } = refused
        const fingerprint = fingerprintOf(refused)
        const file = KEY_FILES[type] ?? 'ssh_host_*_key.pub'
        const details = {
          host: target.host,
          address,
          port,
          type,
          fingerprint,
          knownHosts: knownHostsPath,
          file,
        }
        const where = { host: target.host }
        if (written !== undefined) {
          throw new InstallerError(
            problem('connection.host-key-not-as-written', { ...details, expected: written }, where),
          )
        }
        if (stateOf(known, refused) === 'changed') {
          const name = port === 22 ? address : `[${address}]:${port}`
          const expected = known.map((entry) => `${fingerprintOf(entry)} (${entry.type})`).join(', ')
          throw new InstallerError(
            problem('connection.host-key-changed', { ...details, expected, name }, where),
          )
        }
        const confirmed = await confirmHostKey({ host: target.host, address, port, type, fingerprint })
        if (!confirmed) throw new InstallerError(problem('connection.host-key-unconfirmed', details, where))
        await remember(knownHostsPath, address, port, refused)
      }),
  }
}

const turns = new Map<string, Promise<void>>()

/** One decision at a time per file, so that each sees what those before it have written. */
function inTurn(path: string, decide: () => Promise<void>): Promise<void> {
  const turn = (turns.get(path) ?? Promise.resolve()).then(decide)
  turns.set(
    path,
    turn.catch(() => {}),
  )
  return turn
}

const KEY_FILES: Readonly<Record<string, string>> = {
  'ssh-ed25519': 'ssh_host_ed25519_key.pub',
  'ecdsa-sha2-nistp256': 'ssh_host_ecdsa_key.pub',
  'ecdsa-sha2-nistp384': 'ssh_host_ecdsa_key.pub',
  'ecdsa-sha2-nistp521': 'ssh_host_ecdsa_key.pub',
  'ssh-rsa': 'ssh_host_rsa_key.pub',
}

function withoutPadding(fingerprint: string): string {
  return fingerprint.replace(/=+$/, '')
}

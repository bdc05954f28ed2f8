import { fault } from '../errors/problem.js'
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
      : fingerprintOf(offered) === written.replace(/=+$/, '')
  return {
    algorithms: hostKeyAlgorithms(written === undefined ? known : []),
    accept: (blob) => {
      const offered = parseHostKey(blob)
      if (isTrusted(offered)) return true
      refused = offered
      return false
    },
    refused: () => refused !== undefined,
    settle: async () => {
      const offered = refused
      if (offered === undefined) return
      const place = { target, knownHostsPath, offered }
      const { address, port, host, details } = described(place)
      const { type, fingerprint } = details
      const ask = async () => {
        const confirmed = await confirmHostKey({ host, address, port, type, fingerprint })
        if (confirmed) await inTurn(knownHostsPath, () => remember(knownHostsPath, address, port, offered))
        return confirmed
      }
      const key = JSON.stringify([knownHostsPath, address, port, fingerprint])
      // Its own turn asks whether it is known; the person is waited for outside of it, while others are asked.
      const question = await inTurn(knownHostsPath, async () =>
        (await isKnownByNow(place)) ? undefined : { answer: askedOnce(key, ask) },
      )
      if (question === undefined || (await question.answer)) return
      throw fault('connection.host-key-unconfirmed', details, { host })
    },
  }
}

interface OfferedAt {
  readonly target: SshTarget
  readonly knownHostsPath: string
  readonly offered: HostKey
}

/** Whether the key has become known meanwhile. Throws where nobody need be asked: it is not the one that is known. */
async function isKnownByNow(place: OfferedAt): Promise<boolean> {
  const { offered, knownHostsPath } = place
  const { address, port, host, details } = described(place)
  const { hostKey: written } = place.target.login
  if (written !== undefined) {
    throw fault('connection.host-key-not-as-written', { ...details, expected: written }, { host })
  }
  const known = await knownKeysOf(knownHostsPath, address, port)
  const state = stateOf(known, offered)
  if (state !== 'changed') return state === 'known'
  const name = port === 22 ? address : `[${address}]:${port}`
  const expected = known.map((entry) => `${fingerprintOf(entry)} (${entry.type})`).join(', ')
  throw fault('connection.host-key-changed', { ...details, expected, name }, { host })
}

function described({ target: { host, login }, knownHostsPath, offered }: OfferedAt) {
  const { address, port } = login
  const { type } = offered
  const file = KEY_FILES[type] ?? 'ssh_host_*_key.pub'
  const fingerprint = fingerprintOf(offered)
  const details = { host, address, port, type, fingerprint, knownHosts: knownHostsPath, file }
  return { address, port, host, details }
}

const turns = new Map<string, Promise<unknown>>()

/** One look or change at a time per file, so that each sees what those before it have written. Never waits for a person. */
function inTurn<T>(path: string, decide: () => Promise<T>): Promise<T> {
  const turn = (turns.get(path) ?? Promise.resolve()).then(decide)
  turns.set(
    path,
    turn.catch(() => {}),
  )
  return turn
}

const pending = new Map<string, Promise<boolean>>()

/** Connections that want the same key confirmed share one question, from asking until it is written down. */
function askedOnce(key: string, ask: () => Promise<boolean>): Promise<boolean> {
  const answer = pending.get(key) ?? ask().finally(() => pending.delete(key))
  pending.set(key, answer)
  return answer
}

const KEY_FILES: Readonly<Record<string, string>> = {
  'ssh-ed25519': 'ssh_host_ed25519_key.pub',
  'ecdsa-sha2-nistp256': 'ssh_host_ecdsa_key.pub',
  'ecdsa-sha2-nistp384': 'ssh_host_ecdsa_key.pub',
  'ecdsa-sha2-nistp521': 'ssh_host_ecdsa_key.pub',
  'ssh-rsa': 'ssh_host_rsa_key.pub',
}

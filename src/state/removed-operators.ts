import { type Problem, problem } from '../errors/problem.js'
import { CARRIER_KEY, TLS_CERTIFICATE, TLS_KEY } from '../roles/secret-names.js'
import type { SealedFor } from './seal.js'

/**
 * Advice where a key opened what was sealed `before`, and opens what is sealed `after` no longer: its owner may have kept
 * the secrets, so it says which they were and how each is replaced. A person with another key than before counts, since the
 * old one may be why; another name for the same key does not. `secrets`: names of what was sealed before.
 */
export function removedOperators(
  before: SealedFor | undefined,
  after: SealedFor,
  secrets: readonly string[],
): Problem[] {
  const stay = new Set(operatorsOf(after).map(({ key }) => key))
  const removed = operatorsOf(before).filter(({ key }) => !stay.has(key))
  if (removed.length === 0 || secrets.length === 0) return []
  const details = {
    operators: removed.map(({ name, key }) => `${name} (${key.slice(0, 12)}…)`).join(', '),
    secrets: secrets.join(', '),
    commands: [...new Set(secrets.flatMap(rotatedBy))].join('\n'),
  }
  return [problem('record.operator-removed', details, {}, 'advice')]
}

function operatorsOf(sealedFor: SealedFor = 'passphrase') {
  return sealedFor === 'passphrase' ? [] : sealedFor
}

/** The carrier's key is the identity of the node: with another one it would be another member of the network. */
function rotatedBy(secret: string): string[] {
  if (secret === CARRIER_KEY) return []
  const name = secret === TLS_CERTIFICATE || secret === TLS_KEY ? 'tls' : secret
  return [`\`create-metis-node secrets rotate ${name}\``]
}

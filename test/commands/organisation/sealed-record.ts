import { makeRecord, type OrganisationRecord, type RecordBody } from '../../../src/record/record.js'
import { type SealedFor, seal } from '../../../src/state/seal.js'
import { secretsText } from '../../../src/state/secrets-file.js'
import { signWith } from '../../../src/state/sign.js'
import { presetText } from '../../rehearsal/rehearsed-world.js'

export const SALT = 'ab'.repeat(32)
export const PASSPHRASE = 'a-generated-passphrase-of-no-chance'
export const SECRETS = secretsText({
  version: 1,
  salt: SALT,
  secrets: { 'recovery-passphrase': { kind: 'password', value: PASSPHRASE } },
})

/** A record of the organisation `rehearsal`, as somebody with these secrets makes it. */
export async function sealedRecord({
  sealedFor = 'passphrase' as SealedFor,
  secrets = SECRETS,
  salt = SALT,
  head = {},
  body = {} as Partial<RecordBody>,
} = {}): Promise<OrganisationRecord> {
  const lock =
    sealedFor === 'passphrase' ? { passphrase: PASSPHRASE } : { recipients: sealedFor.map(({ key }) => key) }
  const whole = {
    file: await presetText('data-provider'),
    hostKeys: '10.0.0.11 ssh-ed25519 AAAA',
    pins: '{}\n',
    earlier: [],
    members: [],
    secrets: { for: sealedFor, digest: 'd', sealed: await seal(secrets, lock) },
    ...body,
  }
  const who = { at: '2026-01-31T12:00:00.000Z', user: 'ana', machine: 'laptop', program: '1.0.0' }
  const which = { organisation: 'rehearsal', id: 'one', generation: 3, content: 'c'.repeat(32) }
  return makeRecord({ ...which, ...who, ...head }, whole, signWith(salt))
}

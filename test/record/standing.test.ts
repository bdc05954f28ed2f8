import { expect, test } from 'vitest'
import { GENERATIONS_KEPT } from '../../src/actions/keep-record.js'
import { makeRecord, type OrganisationRecord, type RecordBody } from '../../src/record/record.js'
import { standingOf } from '../../src/record/standing.js'
import { signWith } from '../../src/state/sign.js'

const sign = signWith('0'.repeat(64))
const head = {
  organisation: 'acme',
  id: 'one',
  content: 'c',
  at: '',
  user: 'ana',
  machine: 'm',
  program: '1.0.0',
}

function made(generation: number, file: string, more: Partial<RecordBody> & { by?: typeof sign } = {}) {
  const { by = sign, ...body } = more
  const secrets = { for: 'passphrase' as const, digest: '', sealed: '' }
  const whole = { file, hostKeys: '', pins: '{}', earlier: [], members: [], secrets, ...body }
  return makeRecord({ ...head, generation }, whole, by)
}

const former = made(6, 'six')
const earlier = [{ generation: 6, body: former.head.body }]
const own = made(7, 'seven', { earlier })
const standing = (seen?: OrganisationRecord, of = own) => standingOf(of, seen?.head, sign)

test('a host keeps the same, an older one that is known, or a newer one', () => {
  expect(standing(own)).toBe('same')
  expect(standing(former)).toBe('older')
  expect(standing(made(8, 'eight'))).toBe('newer')
  expect(standing()).toBe('none')
})

test('what this one does not come from is another one, of the same number or before', () => {
  expect(standing(made(7, 'other'))).toBe('other')
  expect(standing(made(6, 'other'))).toBe('other')
  // Of what came before all that is remembered nobody can tell.
  const many = Array.from({ length: GENERATIONS_KEPT }, (_, i) => ({ generation: 40 - i, body: `${i}` }))
  expect(standing(made(6, 'other'), made(41, 'now', { earlier: many }))).toBe('older')
})

test('another organisation, and who has no secrets of this one, is told from it', () => {
  const { body } = own
  const other = makeRecord({ ...head, organisation: 'bank', generation: 9 }, body, sign)
  expect(standing(other)).toBe('other-organisation')
  expect(standing(makeRecord({ ...head, id: 'two', generation: 9 }, body, sign))).toBe('other-organisation')
  expect(standing(made(8, 'forged', { by: signWith('1'.repeat(64)) }))).toBe('not-signed')
  const future = made(8, 'eight', { by: signWith('1'.repeat(64)) })
  expect(standingOf(own, { ...future.head, version: 2 }, sign)).toBe('newer')
})

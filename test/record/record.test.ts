import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { InstallerError } from '../../src/errors/problem.js'
import { recordFact } from '../../src/facts/record.js'
import { isSigned, makeRecord, parseRecord, type Sign } from '../../src/record/record.js'

const signBy =
  (key: string): Sign =>
  (text) =>
    createHmac('sha256', key).update(text).digest('hex')
const OURS = signBy('ours')
const HEAD = {
  organisation: 'acme',
  id: 'one',
  generation: 3,
  content: 'c'.repeat(32),
  at: '2026-01-31T12:00:00.000Z',
  user: 'ana',
  machine: 'laptop',
  program: '1.0.0',
}
const BODY = {
  file: 'organisation: acme\n',
  hostKeys: '10.0.0.11 ssh-ed25519 AAAA',
  pins: '{}\n',
  earlier: [{ generation: 2, body: 'b2' }],
  members: [{ host: 'h1', address: '10.0.0.11', instances: ['consul'] }],
  secrets: { for: 'passphrase' as const, digest: 'd', sealed: 'age' },
}
const record = makeRecord(HEAD, BODY, OURS)

it('is the same when it is read again, and its first line is what a host shows of it', () => {
  const again = parseRecord(record.text, 'h1')
  expect(again).toEqual(record)
  expect(isSigned(again, OURS)).toBe(true)
  expect(recordFact.parse(`${record.text.split('\n')[0]}\n`)).toEqual(record.head)
})

it('is signed by who has the secrets, and by nobody else', () => {
  expect(isSigned(makeRecord(HEAD, BODY, signBy('theirs')), OURS)).toBe(false)
  const named = makeRecord({ ...HEAD, user: 'a\u001b[2Jna\n' }, BODY, OURS)
  expect(isSigned(parseRecord(named.text, 'h1'), OURS)).toBe(true)
  expect(named.head.user).toBe('a[2Jna')
})

it('is refused, or no longer signed, when anybody has changed or cut it anywhere', () => {
  fc.assert(
    fc.property(
      fc.nat(record.text.length - 2),
      fc.string({ maxLength: 3 }),
      fc.boolean(),
      (at, by, isCut) => {
        const changed = isCut
          ? record.text.slice(0, at)
          : record.text.slice(0, at) + by + record.text.slice(at + 1)
        if (changed === record.text) return
        try {
          const found = parseRecord(changed, 'h1')
          // What a host adds that says nothing is not there for anybody who reads it.
          expect(isSigned(found, OURS) && JSON.stringify(found.head) !== JSON.stringify(record.head)).toBe(
            false,
          )
          expect(found.body).toEqual(BODY)
        } catch (error) {
          if (!(error instanceof InstallerError)) throw error
          expect(['record.damaged', 'record.newer-version']).toContain(error.problems[0]?.code)
        }
      },
    ),
  )
})

it('of a newer version is not understood', () => {
  const newer = record.text.replace('"version":1', '"version":2')
  expect(() => parseRecord(newer, 'h1')).toThrow('record.newer-version')
})

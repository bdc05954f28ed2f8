import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { readReceipt } from '../../src/kit/receipt.js'

const HEAD = `metis receipt 1
organisation: acme
organisation-id: fedcba9876543210
host: h2
address: 10.0.0.12
kit: 0123456789abcdef
kit-made: 2026-01-31T12:00:00.000Z
made: 2026-01-31T12:10:00Z
`
const BODY = `
${'QUJD'.repeat(19)}
QUI=
`

function signed(text: string): string {
  return `${text}sha256: ${createHash('sha256').update(text).digest('hex')}\n`
}

test('a receipt says whose it is, and holds the answer of its host', () => {
  const receipt = {
    organisation: 'acme',
    organisationId: 'fedcba9876543210',
    host: 'h2',
    address: '10.0.0.12',
    kit: '0123456789abcdef',
    kitMade: '2026-01-31T12:00:00.000Z',
    made: '2026-01-31T12:10:00Z',
    packed: `${'QUJD'.repeat(19)}QUI=`,
  }
  expect(readReceipt(signed(HEAD + BODY))).toEqual({ ok: true, receipt })
})

test('lines that a copy has ended in another way change nothing', () => {
  const text = signed(HEAD + BODY)
  expect(readReceipt(text.replaceAll('\n', '\r\n'))).toEqual(readReceipt(text))
  expect(readReceipt(`${text}\n\n`)).toEqual(readReceipt(text))
})

test.each([
  ['changed', signed(HEAD + BODY).replace('h2', 'h3')],
  ['cut off', signed(HEAD + BODY).slice(0, 300)],
  ['without its last line', HEAD + BODY],
])('one that was %s is damaged', (_, text) => {
  expect(readReceipt(text)).toEqual({ ok: false, why: 'damaged' })
})

test.each([
  ['', 'it does not begin with `metis receipt 1`'],
  ['#!/bin/bash\n', 'it does not begin with `metis receipt 1`'],
  [signed(HEAD.replace('host: h2\n', '') + BODY), '`host` is missing or no host'],
  [signed(HEAD.replace('h2', '../../etc') + BODY), '`host` is missing or no host'],
  [signed(HEAD.replace('2026-01-31T12:10:00Z', 'soon') + BODY), '`made` is missing or no made'],
  [signed(`${HEAD}\n`), 'what the host said is not base64'],
  [signed(`${HEAD}\n<script>\n`), 'what the host said is not base64'],
])('anything else is no receipt', (text, reason) => {
  expect(readReceipt(text)).toEqual({ ok: false, why: 'invalid', reason })
})

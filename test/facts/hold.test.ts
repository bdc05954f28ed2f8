import { expect, test } from 'vitest'
import { holdFact } from '../../src/facts/hold.js'
import { heldBy } from '../../src/runner/hold-hosts.js'

test('what others say of themselves moves no terminal, and is no longer than a line', () => {
  const face = JSON.stringify({
    user: 'a\u001b[2Jb\u009bc\u202e\u2028',
    machine: 'x'.repeat(1000),
    command: '\u0007',
  })
  const seen = holdFact.parse(`other\nto\u001bken\nalive\n12\ncar\u0085rier\n${face}\n`)
  expect(seen).toEqual({
    state: 'other',
    token: 'token',
    alive: true,
    seconds: 12,
    phase: 'carrier',
    face: { user: 'a[2Jbc', machine: 'x'.repeat(100), command: '?' },
  })
})

test.each(['1e300', '999999999999999', '-5', 'NaN', ''])('an age of %j is some time before now', (age) => {
  const seen = holdFact.parse(`other\ntoken\nalive\n${age}\nlooking\n{}\n`)
  if (seen?.state !== 'other') throw new Error('nobody is seen')
  expect(heldBy({ host: 'h1', seen }).details.since).toMatch(/^\d{4}-.*Z$/)
})

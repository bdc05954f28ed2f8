import { expect, test } from 'vitest'
import { mergeHostKeys } from '../../src/record/merge-host-keys.js'

const MINE = '# mine\n10.0.0.11,10.0.0.12 ssh-ed25519 AAAA\n[10.0.0.13]:2222 ssh-rsa BBBB'

test('what only the other has is added below what is here', () => {
  const theirs = [
    '10.0.0.11 ssh-ed25519 AAAA',
    '10.0.0.11 ssh-rsa CCCC comment',
    '10.0.0.12,10.0.0.14 ssh-ed25519 AAAA',
    '@revoked 10.0.0.11 ssh-ed25519 DDDD',
  ].join('\n')
  expect(mergeHostKeys(MINE, theirs)).toEqual({
    text: `${MINE}\n10.0.0.11 ssh-rsa CCCC\n10.0.0.14 ssh-ed25519 AAAA\n@revoked 10.0.0.11 ssh-ed25519 DDDD\n`,
    conflicts: [],
  })
  expect(mergeHostKeys('', '10.0.0.1 ssh-rsa A').text).toBe('10.0.0.1 ssh-rsa A\n')
})

test('another key of one type for a host that is known stays out, and is told', () => {
  const theirs = '10.0.0.11,10.0.0.15 ssh-ed25519 EEEE\n[10.0.0.13]:2222 ssh-rsa FFFF'
  expect(mergeHostKeys(MINE, theirs)).toEqual({
    text: `${MINE}\n10.0.0.15 ssh-ed25519 EEEE\n`,
    conflicts: [
      { host: '10.0.0.11', type: 'ssh-ed25519' },
      { host: '[10.0.0.13]:2222', type: 'ssh-rsa' },
    ],
  })
})

test('lines that are no keys are left out', () => {
  const theirs = '# theirs\n\n10.0.0.11\n10.0.0.16 ssh-rsa \u001b[2J\n-----BEGIN'
  expect(mergeHostKeys(MINE, theirs)).toEqual({ text: MINE, conflicts: [] })
})

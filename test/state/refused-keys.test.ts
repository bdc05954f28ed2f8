import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { assertNotLeaked } from '../../src/state/refused-keys.js'
import { problemsOf } from './problem-of.js'
import { temporaryFolder } from './temporary-folder.js'

const KEY = '-----BEGIN EC PRIVATE KEY-----\nMHcCAQEE\n-----END EC PRIVATE KEY-----\n'
const OTHER = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n'
const published = { [createHash('sha256').update(KEY).digest('hex')]: 'server.key' }

test.each([
  ['as it was published', KEY],
  ['with Windows line ends', KEY.replaceAll('\n', '\r\n')],
  ['without its last newline', KEY.trimEnd()],
  ['behind a certificate in the same file', OTHER + KEY],
])('refuses a published key %s', (_, content) => {
  const path = join(temporaryFolder(), 'tls.key')
  writeFileSync(path, content)
  expect(problemsOf(() => assertNotLeaked(path, published))).toEqual([
    {
      code: 'state.key-published',
      severity: 'error',
      where: { file: path },
      details: { path, name: 'server.key' },
    },
  ])
})

test('takes any other key', () => {
  const path = join(temporaryFolder(), 'tls.key')
  writeFileSync(path, KEY.replace('MHcC', 'MHcD'))
  expect(assertNotLeaked(path, published)).toBeUndefined()
})

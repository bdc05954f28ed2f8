import { expect, it } from 'vitest'
import { excerpt } from '../../src/ui/problem-card.js'

const marked = (line: string, path?: string) =>
  excerpt({ line: 1, ...(path === undefined ? {} : { path }) }, line, 60)

it('marks a value inside a flow mapping', () => {
  expect(marked('  h1: { address: 10.0.0.1, user: ops }', 'hosts.h1.address')).toEqual([
    '1 |   h1: { address: 10.0.0.1, user: ops }',
    '  |                  ^^^^^^^^',
  ])
})

it('marks the key when its value is on the lines below', () => {
  expect(marked('roles:', 'roles')).toEqual(['1 | roles:', '  | ^^^^^'])
})

it('marks the key when the problem is about the key itself', () => {
  expect(excerpt({ line: 1, path: 'organization' }, 'organization: acme', 60, true)).toEqual([
    '1 | organization: acme',
    '  | ^^^^^^^^^^^^',
  ])
})

it.each([
  '  h1: { address: 10.0.0.11, password: hunter2 }',
  '  source: https://ops:hunter2@mirror.example.org/',
  '  identityFile: "-----BEGIN OPENSSH PRIVATE KEY-----',
])('does not repeat a line that may hold a secret: %s', (line) => {
  expect(marked(line, 'hosts.h1.address')).toEqual([])
})

it('marks the whole line, without the dash, when the key is not on it', () => {
  expect(marked('  - h9', 'roles.data[1].host')).toEqual(['1 |   - h9', '  |     ^^'])
})

it('takes a key with signs of regular expressions as it is', () => {
  expect(marked('a+(b: 1', 'a+(b')).toEqual(['1 | a+(b: 1', '  |       ^'])
})

it('has nothing to show for a line that is not there', () => {
  expect(excerpt({ line: 9 }, 'one line', 60)).toEqual([])
  expect(excerpt({}, 'one line', 60)).toEqual([])
})

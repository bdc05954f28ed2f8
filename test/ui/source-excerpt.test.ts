import stringWidth from 'string-width'
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
  '  - { name: anna, key: AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZ }',
])('does not repeat a line that may hold a secret: %s', (line) => {
  expect(marked(line, 'hosts.h1.address')).toEqual([])
})

it('marks the whole line, without the dash, when the key is not on it', () => {
  expect(marked('  - h9', 'roles.data[1].host')).toEqual(['1 |   - h9', '  |     ^^'])
})

it.each([
  ['  data: [h1, hh2]', 'roles.data[1]', 'hh2'],
  ['  data: [ h1 , hh2 ] # two', 'roles.data[0]', 'h1'],
  ['  consul: ["h,1", h2, \'h]3\']', 'roles.consul[2]', "'h]3'"],
  ['  data: [{ host: h1, port: 1 }, { host: h2 }]', 'roles.data[1]', '{ host: h2 }'],
  ['  data: [{ host: h1, port: 1 }, { host: h2, port: 87 }]', 'roles.data[1].port', '87'],
  ['  银行: [甲, 乙二]', '银行[1]', '乙二'],
  ['  data: [h1, h2]', 'roles.data', '[h1, h2]'],
])('marks of the list in %s what %s is', (line, path, part) => {
  const [shown = '', marks = ''] = marked(line, path)
  const start = stringWidth(shown.slice(0, shown.indexOf(part, shown.indexOf('['))))
  expect(marks).toBe(`${'  | '.padEnd(start)}${'^'.repeat(stringWidth(part))}`)
})

it('takes a key with signs of regular expressions as it is', () => {
  expect(marked('a+(b: 1', 'a+(b')).toEqual(['1 | a+(b: 1', '  |       ^'])
})

it('has nothing to show for a line that is not there', () => {
  expect(excerpt({ line: 9 }, 'one line', 60)).toEqual([])
  expect(excerpt({}, 'one line', 60)).toEqual([])
})

import { expect, it } from 'vitest'
import { parseYaml } from '../../src/catalog/parse-yaml.js'
import { InstallerError, type Problem } from '../../src/errors/problem.js'

const TEXT = `# a comment
hosts:
  h1:
    address: 10.0.0.1
roles:
  data:
    - h1
    - { host: h1,
        port: 8701 }
`

it('knows the line of every key and list item', () => {
  const { lineOf } = parseYaml(TEXT)
  expect(lineOf(['hosts'])).toBe(2)
  expect(lineOf(['hosts', 'h1', 'address'])).toBe(4)
  expect(lineOf(['roles', 'data', 0])).toBe(7)
  expect(lineOf(['roles', 'data', 1, 'port'])).toBe(9)
})

it('gives the line of the nearest parent for what is not there', () => {
  const { lineOf } = parseYaml(TEXT)
  expect(lineOf(['hosts', 'h1', 'user', 'name'])).toBe(3)
  expect(lineOf(['roles', 'data', 7])).toBe(6)
  expect(lineOf(['ports'])).toBeUndefined()
})

it('reads Windows line ends and a byte order mark', () => {
  const { value, lineOf } = parseYaml('\uFEFForganisation: acme\r\nrelease: x\r\n')
  expect(value).toEqual({ organisation: 'acme', release: 'x' })
  expect(lineOf(['release'])).toBe(2)
})

it('reads keys as text, also when they look like numbers', () => {
  expect(parseYaml('hosts:\n  1: a\n  true: b\n').value).toEqual({ hosts: { 1: 'a', true: 'b' } })
})

function problemsOf(text: string): readonly Problem[] {
  try {
    parseYaml(text, 'org.yaml')
  } catch (error) {
    if (error instanceof InstallerError) return error.problems
    throw error
  }
  return []
}

it('tells a key that is there twice by its name and line', () => {
  expect(problemsOf('hosts:\n  h1: a\n  h2: b\n  h1: c\n')).toEqual([
    {
      code: 'topology.duplicate-key',
      severity: 'error',
      where: { file: 'org.yaml', line: 4 },
      details: { key: 'h1' },
    },
  ])
})

it.each([
  ['a bracket that is not closed', 'hosts: { h1: a\n', 2],
  ['a tab instead of blanks', 'hosts:\n\th1: a\n', 2],
  ['a tag that nobody knows', 'a: !exec reboot\n', 1],
  ['an alias to nothing', 'a: *b\n', 1],
])('tells the line of %s', (_, text, line) => {
  const [first] = problemsOf(text)
  expect(first).toMatchObject({ code: 'topology.syntax', where: { file: 'org.yaml', line } })
})

it('says once of the marks of a merge that they are there', () => {
  const text = 'organisation: a\n<<<<<<< HEAD\nrelease: b\n=======\nrelease: c\n>>>>>>> theirs\nhosts: {}\n'
  const where = { file: 'org.yaml', line: 2 }
  expect(problemsOf(text)).toEqual([{ code: 'topology.merge-marks', severity: 'error', where, details: {} }])
})

it('says of a second document that there is one', () => {
  const where = { file: 'org.yaml', line: 2 }
  expect(problemsOf('a: 1\n---\nb: 2\n')).toEqual([
    { code: 'topology.several-documents', severity: 'error', where, details: {} },
  ])
})

it('refuses aliases that unfold without end', () => {
  const bomb = ['a0: &a0 [x, x, x, x, x, x, x, x]']
  for (let i = 1; i < 10; i += 1)
    bomb.push(`a${i}: &a${i} [${Array.from({ length: 8 }, () => `*a${i - 1}`).join(', ')}]`)
  expect(problemsOf(bomb.join('\n')).map(({ code }) => code)).toEqual(['topology.syntax'])
})

it.each([
  ['brackets', '['.repeat(100_000)],
  ['lists', '- '.repeat(100_000)],
  ['indented keys', Array.from({ length: 1000 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n')],
])('refuses %s that are nested without end, before the parser dies of them', (_, text) => {
  expect(problemsOf(text)).toEqual([
    {
      code: 'topology.syntax',
      severity: 'error',
      where: { file: 'org.yaml' },
      details: { message: 'nested too deeply' },
    },
  ])
})

import { expect, it } from 'vitest'
import { readOrganisationText } from '../../src/catalog/read-organisation.js'
import type { Problem } from '../../src/errors/problem.js'
import { explain } from '../../src/i18n/explain.js'
import { excerpt } from '../../src/ui/problem-card.js'

const presetsDirectory = 'presets'

async function problemsOf(text: string): Promise<readonly Problem[]> {
  return (await readOrganisationText(text, { from: 'org.yaml', presetsDirectory })).problems
}

const codesOf = (problems: readonly Problem[]) => [...new Set(problems.map(({ code }) => code))]

const lines = (count: number, line: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => line(i)).join('\n')

const ROLES = 'roles: { consul: h1, carrier: { host: h1, externalAddress: 8.8.8.8 }, admin: h1 }\n'

it('takes a thousand hosts, and says of more how many there are and may be', async () => {
  const hosts = (count: number) =>
    `organisation: acme\nrelease: metis-0.3.0\nhosts:\n${lines(count, (i) => `  h${i + 1}: { address: 10.1.${i >> 8}.${i & 255}, user: ops }`)}\n${ROLES}`
  expect(codesOf(await problemsOf(hosts(1000)))).toEqual(['topology.idle-host', 'topology.more-problems'])
  expect(await problemsOf(hosts(10_000))).toEqual([
    {
      code: 'topology.too-many-entries',
      severity: 'error',
      where: { file: 'org.yaml', line: 4 },
      details: { path: 'hosts', count: 10_000, most: 1000 },
    },
  ])
})

it('tells a hundred mistakes, the first ones, and how many more there are', async () => {
  const hosts = lines(500, (i) => `  h${i + 1}: { adress: 10.1.${i >> 8}.${i & 255} }`)
  const problems = await problemsOf(`organisation: acme\nrelease: metis-0.3.0\nhosts:\n${hosts}\n${ROLES}`)
  expect(problems).toHaveLength(101)
  expect(problems[0]?.where.line).toBe(4)
  expect(problems.at(-1)).toMatchObject({
    code: 'topology.more-problems',
    severity: 'error',
    details: { count: 400 },
  })
})

it.each([
  ['keys that are there twice', lines(5000, () => 'key: 1')],
  ['what is no YAML', lines(5000, (i) => `@k${i}: "`)],
  ['aliases', `x: &x 1\n${lines(5000, (i) => `k${i}: *x`)}`],
  [
    'aliases of aliases',
    `a: &a [1, 2, 3]\n${lines(9, (i) => `${'bcdefghij'[i]}: &${'bcdefghij'[i]} [${Array(9).fill(`*${'abcdefghi'[i]}`)}]`)}`,
  ],
])('tells at most a hundred mistakes of %s', async (_, text) => {
  const problems = await problemsOf(text)
  expect(problems.length).toBeGreaterThan(0)
  expect(problems.length).toBeLessThanOrEqual(100)
})

it.each([40_000, 100_000])('cuts a key of %d characters wherever it is said', async (length) => {
  const key = 'k'.repeat(length)
  for (const text of [
    `organisation: acme\nrelease: metis-0.3.0\nhosts: { h1: { ${key}: 1, address: 10.0.0.1, user: ops } }\n${ROLES}`,
    `${key}: 1\n${key}: 2\n`,
    `organisation: ${key}\nrelease: ${key}\nhosts: { ${key}: { address: ${key} } }\nroles: { ${key}: ${key} }\n`,
  ]) {
    const problems = await problemsOf(text)
    expect(problems.length).toBeGreaterThan(0)
    for (const problem of problems) {
      for (const language of ['en', 'zh'] as const)
        expect(JSON.stringify([problem.where, explain(problem, language)]).length).toBeLessThan(10_000)
      expect(excerpt(problem.where, text, 80).filter((line) => line.length > 80)).toEqual([])
    }
  }
})

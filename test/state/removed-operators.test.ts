import { expect, test } from 'vitest'
import type { Problem } from '../../src/errors/problem.js'
import { explain } from '../../src/i18n/explain.js'
import { removedOperators } from '../../src/state/removed-operators.js'

const anna = { name: 'anna', key: 'age1lvyvwawkr0mcnnnncaghunadrqkmuf9e6507x9y920xxpp866cnql7dp2z' }
const bert = { name: 'bert', key: 'age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p' }
const SECRETS = [
  'database-password',
  'console-password',
  'carrier-key',
  'recovery-passphrase',
  'tls-certificate',
  'tls-key',
]

const whose = (problems: readonly Problem[]) => problems.map(({ details }) => details.operators)

test('says which secrets somebody could read who is no operator any more, and how each is replaced', () => {
  const problems = removedOperators([anna, bert], [bert], SECRETS)
  expect(problems).toEqual([
    {
      code: 'record.operator-removed',
      severity: 'advice',
      where: {},
      details: {
        operators: 'anna (age1lvyvwawk…)',
        secrets:
          'database-password, console-password, carrier-key, recovery-passphrase, tls-certificate, tls-key',
        commands: `\`create-metis-node secrets rotate database-password\`
\`create-metis-node secrets rotate console-password\`
\`create-metis-node secrets rotate recovery-passphrase\`
\`create-metis-node secrets rotate tls\``,
      },
    },
  ])
  const [en, zh] = (['en', 'zh'] as const).map((language) => problems.map((one) => explain(one, language)))
  expect(en).toMatchObject([
    {
      what: expect.stringMatching(
        /^anna \(age1lvyvwawk…\) .*: database-password, console-password, carrier-key, /,
      ),
      why: expect.stringContaining('`carrier-key` is never replaced'),
      fix: problems[0]?.details.commands,
    },
  ])
  expect(zh).toMatchObject([{ why: expect.stringContaining('`carrier-key` 永不更换') }])
})

test('tells of everybody when operators are no longer named at all', () => {
  expect(whose(removedOperators([anna, bert], 'passphrase', SECRETS))).toEqual([
    'anna (age1lvyvwawk…), bert (age1ql3z7hjy…)',
  ])
})

test('tells of a person who has another key than before, and not of another name for the same', () => {
  expect(whose(removedOperators([anna], [{ ...bert, name: 'anna' }], SECRETS))).toEqual([
    'anna (age1lvyvwawk…)',
  ])
  expect(removedOperators([anna], [{ ...anna, name: 'Anna Berg' }], SECRETS)).toEqual([])
})

test.each([
  ['nothing was sealed before', undefined, [anna]],
  ['a passphrase opened it before', 'passphrase', [anna]],
  ['somebody was added', [anna], [bert, anna]],
] as const)('has nothing to say when %s', (_, before, after) => {
  expect(removedOperators(before, after, SECRETS)).toEqual([])
})

test('has nothing to say of secrets that there were none of', () => {
  expect(removedOperators([anna], [bert], [])).toEqual([])
})

import { expect, test } from 'vitest'
import { addresses } from '../../../src/preflight/checks/addresses.js'
import { answers } from '../../../src/preflight/checks/answers.js'
import { checkSummary } from '../../../src/preflight/index.js'
import { facts, input } from '../three-hosts.js'
import { told } from '../told.js'

test('without iproute2 the package is named, nothing is said of addresses, and no check passes that goes by it', () => {
  const h2 = {
    ...facts.h2,
    identity: { ...facts.h2.identity, addresses: [] },
    listeners: [],
    missingTools: ['ip', 'ss'] as const,
    unanswered: ['identity', 'listeners'] as const,
  }
  const asked = { ...input, facts: { ...facts, h2 } }
  expect(told(answers(asked))).toEqual([
    {
      code: 'preflight.tools-missing',
      severity: 'error',
      where: { host: 'h2' },
      details: { host: 'h2', tools: 'ip, ss', packages: 'iproute2' },
    },
  ])
  expect(addresses(asked)).toEqual([])
  const { h1, h2: row } = checkSummary(asked)
  expect([row?.ports, row?.addresses, row?.identity, row?.clock]).toEqual([
    'unknown',
    'unknown',
    'unknown',
    'ok',
  ])
  expect([h1?.ports, h1?.addresses]).toEqual(['ok', 'ok'])
})

test('a question that was given up is told, and what goes by it is unknown', () => {
  const h1 = { ...facts.h1, unanswered: ['listeners', 'updates'] as const }
  const asked = { ...input, facts: { ...facts, h1 } }
  expect(told(answers(asked))).toMatchObject([
    { code: 'preflight.unanswered', severity: 'warning', details: { host: 'h1', questions: 'listeners' } },
  ])
  expect(checkSummary(asked).h1?.ports).toBe('unknown')
})

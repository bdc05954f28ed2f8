import { readFileSync } from 'node:fs'
import { describe, expect, it, test } from 'vitest'
import { explain } from '../../src/i18n/explain.js'
import { LANGUAGES } from '../../src/i18n/language.js'
import { sayIn } from '../../src/i18n/say.js'
import type { Want } from '../../src/roles/placing.js'
import { adviceOn } from '../../src/wizard/advice.js'
import type { DraftFile } from '../../src/wizard/draft.js'
import { fixOf } from '../../src/wizard/fix-advice.js'
import { emptyFile, known, rolesByHost } from './placed.js'

interface Case extends Pick<DraftFile, 'roles' | 'ports' | 'network'> {
  title: string
  hosts: number
  want: Want
  sizes?: Record<string, [number, number]>
  addresses?: Record<string, string[]>
  advice: { id: string; severity: string; step: string; fix: string | null }[]
}

const cases = JSON.parse(
  readFileSync(new URL('../cases/advice/advice.json', import.meta.url), 'utf8'),
) as Case[]

describe('advice', () => {
  it.each(cases)('$title', ({ hosts, want, sizes, addresses, advice, title: _, ...rest }) => {
    const file = emptyFile(hosts, rest)
    const all = known(sizes, addresses)
    const found = adviceOn(file, all)
    const told = found.map((one) => {
      const fix = fixOf(one, { file, want }, all)
      return {
        id: one.id,
        severity: one.problem.severity,
        step: one.step,
        fix: fix === undefined ? null : sayIn('en')(fix.word, fix.values),
      }
    })
    expect(told).toEqual(advice)
    for (const one of found) {
      const fix = fixOf(one, { file, want }, all)
      const left = fix === undefined ? [] : adviceOn(fix.file, all).map(({ id }) => id)
      expect(left).not.toContain(one.id)
      for (const language of LANGUAGES) {
        const { what, why, fix: way } = explain(one.problem, language)
        const label = fix === undefined ? '' : sayIn(language)(fix.word, fix.values)
        expect(`${what}${why}${way}${label}`).not.toMatch(/\{\w+\}|undefined/)
      }
    }
  })
})

test('one fix after the other ends everything that has one', () => {
  const file = emptyFile(4, {
    roles: {
      consul: [{ host: 'h1' }, { host: 'h9' }],
      admin: [{ host: 'h1' }, { host: 'h2' }],
      via: [{ host: 'h2', externalAddress: '198.51.100.11' }],
      data: [{ host: 'h3' }, { host: 'h3' }],
      compute: [{ host: 'h3', port: 8701 }],
    },
    ports: { consul: { http: 9090 } },
  })
  const all = known({}, {})
  let now: DraftFile = file
  for (let i = 0; i < 20; i++) {
    const fixes = adviceOn(now, all).flatMap((one) => fixOf(one, { file: now, want: 'both' }, all) ?? [])
    const [first] = fixes
    if (first === undefined) break
    now = first.file
  }
  expect(adviceOn(now, all).map(({ problem: { code } }) => code)).toEqual([
    'roles.external-address-private',
    'roles.external-address-private',
  ])
})

test('advice about 64 hosts that are far too small comes with a way out or none, and none makes it worse', () => {
  const sizes = Object.fromEntries(Array.from({ length: 64 }, (_, i) => [`h${i + 1}`, [1, 1] as const]))
  const file = emptyFile(64, {
    roles: {
      consul: [{ host: 'h1' }],
      carrier: [{ host: 'h1', externalAddress: '9.9.9.9' }],
      admin: [{ host: 'h1' }],
      data: [],
      compute: [],
    },
  })
  const all = known(sizes)
  const [first] = adviceOn(file, all).filter(({ problem }) => problem.severity === 'warning')
  expect(first?.id).toBe('preflight.few-cores h1')
  expect(first === undefined ? first : fixOf(first, { file, want: 'join' }, all)).toBe(undefined)
  expect(rolesByHost(file).h1).toBe('consul carrier admin')
})

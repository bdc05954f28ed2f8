import { readFileSync } from 'node:fs'
import { describe, expect, it, test } from 'vitest'
import { sayIn } from '../../src/i18n/say.js'
import { WANTS, type Want } from '../../src/roles/placing.js'
import type { DraftFile } from '../../src/wizard/draft.js'
import { draftProblems } from '../../src/wizard/draft-topology.js'
import { placementReasons } from '../../src/wizard/placement-reasons.js'
import { suggestRoles } from '../../src/wizard/suggest-roles.js'
import { emptyFile, known, releases, rolesByHost } from './placed.js'

interface Case {
  title: string
  want: Want
  hosts: number
  sizes?: Record<string, [number, number]>
  addresses?: Record<string, string[]>
  hostAddress?: Record<string, string>
  before?: DraftFile['roles']
  keep?: 'places'
  roles: Record<string, string>
  external: Record<string, string>
  because: Record<string, string>
  admin?: DraftFile['roles']['admin']
  data?: DraftFile['roles']['data']
}

const cases = JSON.parse(
  readFileSync(new URL('../cases/suggestions/suggestions.json', import.meta.url), 'utf8'),
) as Case[]

describe('a suggestion', () => {
  it.each(cases)('$title', (given) => {
    const empty = emptyFile(given.hosts, given.before === undefined ? {} : { roles: given.before })
    const file = {
      ...empty,
      hosts: empty.hosts.map((host) => ({
        ...host,
        address: given.hostAddress?.[host.name] ?? host.address,
      })),
    }
    const facts = known(given.sizes, given.addresses)
    const suggested = suggestRoles(file, given.want, facts, given.keep)
    const { carrier, via, admin, data } = suggested.roles
    const say = sayIn('en')
    expect(rolesByHost(suggested)).toEqual(given.roles)
    expect({ carrier: carrier?.[0]?.externalAddress, via: via?.[0]?.externalAddress }).toEqual({
      carrier: given.external.carrier,
      via: given.external.via,
    })
    expect(
      Object.fromEntries(
        placementReasons(suggested, facts).map(({ role, word, values }) => [role, say(word, values)]),
      ),
    ).toEqual(given.because)
    if (given.admin !== undefined) expect(admin).toEqual(given.admin)
    if (given.data !== undefined) expect(data).toEqual(given.data)
  })
})

describe.each(WANTS)('for %s', (want) => {
  const counts = Array.from({ length: 12 }, (_, i) => i + 1)

  it.each(counts)('a suggestion for %i hosts is a topology without errors', (count) => {
    const file = suggestRoles(emptyFile(count), want, known())
    expect(draftProblems(file, releases).filter(({ severity }) => severity === 'error')).toEqual([])
    expect(draftProblems(file, releases).map(({ code }) => code)).not.toContain('topology.automatic-port')
  })

  it.each(counts)('a suggestion for %i hosts is the same when it is asked for again', (count) => {
    const once = suggestRoles(emptyFile(count), want, known())
    expect(suggestRoles(once, want, known())).toEqual(once)
    expect(suggestRoles(once, want, known(), 'places')).toEqual(once)
  })
})

test('without hosts nothing is placed', () => {
  const file = emptyFile(0)
  expect(suggestRoles(file, 'both', known())).toEqual(file)
})

test('64 hosts each get something to do when several are wanted', () => {
  const file = suggestRoles(emptyFile(64), 'several', known())
  expect(Object.values(rolesByHost(file)).filter((roles) => roles === '')).toEqual([])
  expect(draftProblems(file, releases).filter(({ severity }) => severity === 'error')).toEqual([])
})

test('every reason has its clause in Chinese', () => {
  const say = sayIn('zh')
  const clauses = cases.flatMap(({ hosts, want, sizes, addresses }) => {
    const facts = known(sizes, addresses)
    const suggested = suggestRoles(emptyFile(hosts), want, facts)
    return placementReasons(suggested, facts).map(({ word, values }) => say(word, values))
  })
  expect(
    clauses.filter((clause) => /\{|\}|undefined/.test(clause) || !/[\u4e00-\u9fff]/.test(clause)),
  ).toEqual([])
})

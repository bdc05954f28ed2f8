import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { RecordHead } from '../../src/facts/record.js'
import { type Generation, judgeRecords, type OwnRecord } from '../../src/record/judge-records.js'

const HEAD: RecordHead = {
  version: 1,
  organisation: 'acme',
  id: 'one',
  generation: 5,
  content: 'c5',
  body: 'b5',
  at: '2026-01-31T12:00:00.000Z',
  user: 'ana',
  machine: 'laptop',
  program: '1.0.0',
  signature: '',
}
const head = (of: Partial<RecordHead> = {}): RecordHead => ({ ...HEAD, ...of })
const own = (of: Partial<OwnRecord> = {}): OwnRecord => ({
  organisation: 'acme',
  members: [],
  earlier: [
    { generation: 4, body: 'b4' },
    { generation: 3, body: 'b3' },
  ],
  applied: HEAD,
  content: 'c5',
  ...of,
})

describe('what hosts are to keep', () => {
  it.each([
    [
      'the first generation, where nobody has applied anything',
      { ...own(), applied: undefined, earlier: [] },
      {},
      1,
    ],
    ['the same, where nothing was changed', own(), { h1: head(), h2: head() }, 5],
    ['the next, where something was changed here', own({ content: 'mine' }), { h1: head() }, 6],
    ['the same, where a host was away', own(), { h1: head(), h2: head({ generation: 3, body: 'b3' }) }, 5],
    ['the same, where all hosts have lost it', own(), {}, 5],
    [
      'its own, beside what another organisation has',
      own(),
      { h1: head({ organisation: 'other', generation: 9 }) },
      5,
    ],
    [
      'one more than what is overwritten',
      own({ overwrite: 7 }),
      { h1: head({ generation: 7, body: 'b7' }) },
      8,
    ],
  ])('is %s', (_, { applied, ...rest }, seen, generation) => {
    const mine = applied === undefined ? rest : { ...rest, applied }
    expect(judgeRecords(mine, seen)).toMatchObject({
      kind: 'wanted',
      record: { generation, content: mine.content },
    })
  })

  it('is what somebody else has made of the same', () => {
    const seen = { h1: head(), h2: head({ generation: 6, body: 'b6', content: 'mine' }) }
    expect(judgeRecords(own({ content: 'mine' }), seen)).toEqual({
      kind: 'wanted',
      record: { generation: 6, content: 'mine' },
      adopt: 'h2',
      replaced: {},
    })
  })
})

describe('nothing is changed', () => {
  it.each([
    ['record.newer', own(), { h1: head(), h2: head({ generation: 6, body: 'b6', content: 'theirs' }) }],
    [
      'record.nothing-applied',
      { organisation: 'acme', members: [], earlier: [], content: 'mine' },
      { h1: head() },
    ],
    ['record.newer', own({ overwrite: 5 }), { h1: head({ generation: 6, body: 'b6', content: 'theirs' }) }],
    ['record.two-of-one-number', own(), { h1: head({ body: 'other', content: 'theirs' }) }],
    ['record.two-of-one-number', own(), { h1: head(), h2: head({ body: 'other', content: 'theirs' }) }],
    ['record.other-organisation', own(), { h1: head({ id: 'two', generation: 9 }) }],
    ['record.other-organisation', own({ overwrite: 9 }), { h1: head({ id: 'two', generation: 9 }) }],
    // Older than all that is remembered here.
    [
      'record.other-organisation',
      own({ earlier: Array.from({ length: 20 }, (_, i) => ({ generation: 4, body: `b${i}` })) }),
      { h1: head({ id: 'two', generation: 1 }) },
    ],
    [
      'record.other-organisation',
      {
        ...{ organisation: 'acme', members: [], earlier: [], content: 'mine' },
        ...{ isOurs: () => false, overwrite: 5 },
      },
      { h1: head() },
    ],
    ['record.nothing-to-overwrite', own({ overwrite: 99 }), { h1: head() }],
    ['record.newer-version', own(), { h1: head({ version: 2, generation: 9 }) }],
  ] as const)('because of %s', (code, mine, seen) => {
    expect(judgeRecords(mine as OwnRecord, seen)).toMatchObject({ kind: 'refused', code })
  })
})

/** Folders apply to hosts, each time to those that they reach; none ever writes over what it has not seen. */
it('keeps what one has applied from being undone by another without a word, whoever reaches whom', () => {
  const step = fc.record({
    who: fc.constantFrom('ana', 'bo', 'cy'),
    reached: fc.subarray(['h1', 'h2', 'h3'], { minLength: 1 }),
    instead: fc.constantFrom('leave', 'pull', 'overwrite'),
  })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 15 }), (steps) => {
      const hosts = new Map<string, RecordHead>()
      const folders = new Map<string, { applied: RecordHead; earlier: Generation[] }>()
      /** All that a folder, or whoever it has taken over from, has ever seen. */
      const known = new Map<string, Set<string>>()
      const earlierOf = new Map<string, Generation[]>()
      const seenBy = new Map<string, Set<string>>()
      steps.forEach(({ who, reached, instead }, i) => {
        const seen = Object.fromEntries(
          reached.flatMap((name) => {
            const found = hosts.get(name)
            return found === undefined ? [] : [[name, found]]
          }),
        )
        const last = folders.get(who)
        const mine = {
          organisation: 'acme',
          members: [],
          earlier: last?.earlier ?? [],
          content: `${who} ${i}`,
          ...(last === undefined ? {} : { applied: last.applied }),
        }
        const mySeen = known.get(who) ?? new Set()
        let verdict = judgeRecords(mine, seen)
        if (verdict.kind === 'refused') {
          if (instead === 'leave') return
          const { newest } = verdict
          if (instead === 'pull') {
            folders.set(who, { applied: newest, earlier: earlierOf.get(newest.body) ?? [] })
            known.set(who, new Set(seenBy.get(newest.body)))
            return
          }
          verdict = judgeRecords({ ...mine, overwrite: newest.generation }, seen)
          if (verdict.kind === 'refused') return
          for (const { generation, body } of Object.values(seen))
            if (generation === newest.generation) for (const one of seenBy.get(body) ?? []) mySeen.add(one)
        }
        for (const one of Object.values(seen)) {
          expect(mySeen).toContain(one.body)
          expect(verdict.record.generation).toBeGreaterThan(one.generation)
        }
        const made = head({ ...verdict.record, body: `${who} ${i}` })
        mySeen.add(made.body)
        known.set(who, mySeen)
        seenBy.set(made.body, new Set(mySeen))
        const before = last === undefined ? [] : [last.applied, ...last.earlier]
        const taken = Object.values(verdict.replaced)
        const theirs = taken.flatMap((one) => [one, ...(earlierOf.get(one.body) ?? [])])
        const earlier = [...theirs, ...before]
        folders.set(who, { applied: made, earlier })
        earlierOf.set(made.body, earlier)
        for (const name of reached) hosts.set(name, made)
      })
    }),
    { numRuns: Number(process.env.RECORD_SCHEDULES ?? 2000) },
  )
})

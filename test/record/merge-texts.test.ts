import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mergeTexts } from '../../src/record/merge-texts.js'

const BASE = 'a\nb\nc\nd\ne\n'
const merged = (mine: string, theirs: string, base: string | undefined = BASE) =>
  mergeTexts({ mine, base, theirs })

test('changes in different places come together', () => {
  expect(merged('A\nb\nc\nd\ne\n', 'a\nb\nc\ne\nf\n')).toEqual({ kind: 'clean', text: 'A\nb\nc\ne\nf\n' })
  expect(merged('A\nb\nc\nd\ne\n', 'A\nb\nc\nd\nE\n')).toEqual({ kind: 'clean', text: 'A\nb\nc\nd\nE\n' })
})

test('changes in one place are shown with the lines of each side', () => {
  expect(merged('new\na\nb\nC\nd\ne\n', 'a\nb\nd\ne\n')).toEqual({
    kind: 'conflicts',
    conflicts: [
      { mine: { line: 4, lines: ['C'] }, base: { line: 3, lines: ['c'] }, theirs: { line: 3, lines: [] } },
    ],
  })
  // Side by side is one place as well.
  expect(merged('a\nB\nc\nd\ne\n', 'a\nb\nC\nd\ne\n').kind).toBe('conflicts')
})

test('without a common beginning two different ones are one conflict', () => {
  expect(mergeTexts({ mine: 'a', theirs: 'b' })).toEqual({ kind: 'conflicts', conflicts: [] })
  expect(mergeTexts({ mine: 'a', theirs: 'a' })).toEqual({ kind: 'clean', text: 'a' })
})

test('lines end as they do here', () => {
  expect(merged('A\r\nb\r\nc\r\nd\r\ne\r\n', 'a\nb\nc\nd\nE\n')).toEqual({
    kind: 'clean',
    text: 'A\r\nb\r\nc\r\nd\r\nE\r\n',
  })
})

const text = fc
  .array(fc.constantFrom('a', 'b', 'c', 'd', ''), { maxLength: 12 })
  .map((lines) => lines.join('\n'))

test('one side alone is taken whole, and the order of both is no matter', () => {
  fc.assert(
    fc.property(text, text, text, (mine, base, theirs) => {
      expect(merged(mine, base, base)).toEqual({ kind: 'clean', text: mine })
      expect(merged(base, theirs, base)).toEqual({ kind: 'clean', text: theirs })
      expect(merged(mine, mine, base)).toEqual({ kind: 'clean', text: mine })
      const [here, there] = [merged(mine, theirs, base), merged(theirs, mine, base)]
      const turned =
        there.kind === 'clean'
          ? there
          : {
              ...there,
              conflicts: there.conflicts.map((one) => ({ ...one, mine: one.theirs, theirs: one.mine })),
            }
      expect(here).toEqual(turned)
    }),
    { numRuns: 2000 },
  )
})

test('lines that a conflict shows are those of the files, under their numbers', () => {
  fc.assert(
    fc.property(text, text, text, (mine, base, theirs) => {
      const merge = merged(mine, theirs, base)
      if (merge.kind === 'clean') return
      for (const conflict of merge.conflicts)
        for (const [side, whole] of Object.entries({ mine, base, theirs })) {
          const { line, lines } = conflict[side as 'mine']
          expect(whole.split('\n').slice(line - 1, line - 1 + lines.length)).toEqual(lines)
        }
    }),
    { numRuns: 2000 },
  )
})

test('what differs everywhere is given up before it takes long', () => {
  const many = (word: string) => Array.from({ length: 5000 }, (_, i) => `${word}${i}`).join('\n')
  expect(merged(many('a'), many('b'), many('c'))).toEqual({ kind: 'conflicts', conflicts: [] })
})

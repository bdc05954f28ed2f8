import fc from 'fast-check'

/** What breaks parsers, terminals, paths and regular expressions. */
const BITS = [
  '',
  '\n',
  '\r\n',
  '\t',
  '\0',
  '\u001b[2J',
  '\u009b',
  '\u202e',
  '\u200b',
  '\ufeff',
  '\ud800',
  '__proto__',
  'constructor',
  '../../etc/passwd',
  '$(reboot)',
  '`x`',
  '"',
  "'",
  '{',
  '}',
  '[',
  ']',
  ': ',
  '- ',
  '? ',
  ', ',
  '*',
  '*a',
  '&a ',
  '*a ',
  '!!binary ',
  '|',
  '>',
  '#',
  '%',
  '@',
  '\\',
  '/',
  '=',
  '<<: ',
  '---\n',
  'null',
  '1e999',
  '-1',
  '99999999999999999999',
  '0x10',
  '~',
  '255.255.255.255',
  'fe80::1%eth0',
  'pass',
  '://a:b@',
  '主机',
  '😀',
  'é',
] as const

type Spoiling = (text: string) => string

const place = fc.double({ min: 0, max: 1, noNaN: true })
const bit = fc.oneof(fc.constantFrom(...BITS), fc.string({ unit: 'binary', maxLength: 8 }))
const often = fc.oneof(
  { weight: 12, arbitrary: fc.integer({ min: 1, max: 4 }) },
  { weight: 2, arbitrary: fc.integer({ min: 100, max: 3000 }) },
  { weight: 1, arbitrary: fc.constantFrom(20_000, 100_000) },
)
const at = (text: string, where: number) => Math.floor(where * text.length)

const LONGEST = 2 * 1024 * 1024
const repeated = (what: string, times: number) =>
  what.repeat(Math.min(times, Math.floor(LONGEST / (what.length + 1))))

const spoiling: fc.Arbitrary<Spoiling> = fc.oneof(
  fc.tuple(place, bit, often).map(([where, what, times]) => (text: string) => {
    const i = at(text, where)
    return text.slice(0, i) + repeated(what, times) + text.slice(i)
  }),
  fc.tuple(place, place).map(([from, to]) => (text: string) => {
    const [i, j] = [at(text, Math.min(from, to)), at(text, Math.max(from, to))]
    return text.slice(0, i) + text.slice(j)
  }),
  fc.tuple(place, fc.integer({ min: 1, max: 80 }), often).map(([where, length, times]) => (text: string) => {
    const i = at(text, where)
    return text.slice(0, i) + repeated(text.slice(i, i + length), times) + text.slice(i)
  }),
  fc.tuple(place, often).map(([where, times]) => (text: string) => {
    const lines = text.split('\n')
    const i = Math.floor(where * lines.length)
    return [...lines.slice(0, i), repeated(`${lines[i] ?? ''}\n`, times), ...lines.slice(i)].join('\n')
  }),
  fc.tuple(place, bit).map(([where, what]) => (text: string) => {
    const words = [...text.matchAll(/[\w.:/-]+/g)]
    const word = words[Math.floor(where * words.length)]
    return word === undefined
      ? what
      : text.slice(0, word.index) + what + text.slice(word.index + word[0].length)
  }),
)

/** One of the texts, spoilt here and there; now and then something else altogether. */
export function spoilt(texts: readonly string[]): fc.Arbitrary<string> {
  return fc
    .tuple(
      fc.oneof(
        { weight: 20, arbitrary: fc.constantFrom(...texts) },
        { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 200 }) },
      ),
      fc.array(spoiling, { maxLength: 6 }),
    )
    .map(([text, all]) => all.reduce((now, spoil) => spoil(now).slice(0, LONGEST), text))
}

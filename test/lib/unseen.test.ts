import fc from 'fast-check'
import { expect, it } from 'vitest'
import { forTerminal, jsonLine, withoutUnseen } from '../../src/lib/unseen.js'

const HOSTILE = [
  '\u001b',
  '\u001b]0;title\u0007',
  '\u001b[2J',
  '\u001b[31m',
  '\u009b2J',
  '\u0000',
  '\r',
  '\b',
  '\u007f',
  '\u202e',
  '\u2066',
  '\u200b',
  '\u200d',
  '\u2060',
  '\ufeff',
  '\u{e0041}',
  '\u2028',
  '[',
  'm',
  '1',
  'a',
  '\n',
  '\t',
]
const text = fc.array(fc.constantFrom(...HOSTILE)).map((parts) => parts.join(''))

it('lets nothing through to a terminal that steers it, but colours, line ends and tabs', () => {
  fc.assert(
    fc.property(text, (said) => {
      // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what is looked for
      const rest = forTerminal(said).replace(/\u001b\[[\d;]*m|[\n\t]/g, '')
      expect(rest).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u)
      expect(withoutUnseen(said)).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u)
    }),
  )
})

it('writes JSON that means the same, in which they can be seen', () => {
  fc.assert(
    fc.property(text, (said) => {
      const line = jsonLine({ type: 'log', message: said })
      expect(JSON.parse(line)).toEqual({ type: 'log', message: said })
      expect(line.slice(0, -1)).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u)
    }),
  )
})

it('keeps what is written to be read', () => {
  const said = 'héllo 中文，“全角” 😀 — ‘x’ é'
  expect([forTerminal(said), withoutUnseen(said), jsonLine(said)]).toEqual([said, said, `"${said}"\n`])
})

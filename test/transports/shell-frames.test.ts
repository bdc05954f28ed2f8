import { describe, expect, it } from 'vitest'
import { createFrameReader } from '../../src/transports/root-shell.js'

function read(chunks: readonly string[]): string[] {
  const seen: string[] = []
  const reader = createFrameReader(Buffer.from('\u001eNONCE '), {
    onBytes: (bytes) => seen.push(bytes.toString()),
    onEnd: (id, exitCode) => seen.push(`end ${id} ${exitCode}`),
    onNonsense: () => seen.push('nonsense'),
  })
  for (const chunk of chunks) reader(Buffer.from(chunk))
  return seen
}

describe('the ends of scripts', () => {
  it('are found behind output with and without a last newline', () => {
    expect(read(['a\n\u001eNONCE 0 0\nb\u001eNONCE 1 7\n'])).toEqual(['a\n', 'end 0 0', 'b', 'end 1 7'])
  })

  it('are found wherever the stream is cut', () => {
    const stream = 'one\n\u001eNONCE 12 255\ntwo\u001e\u001eNONCE 13 0\n'
    for (let at = 0; at <= stream.length; at += 1) {
      const seen = read([stream.slice(0, at), stream.slice(at)])
      const ends = seen.filter((piece) => piece.startsWith('end'))
      const bytes = seen.filter((piece) => !piece.startsWith('end')).join('')
      expect([ends, bytes]).toEqual([['end 12 255', 'end 13 0'], 'one\ntwo\u001e'])
    }
  })

  it('are no longer than 64 bytes: nothing is held beyond that, and nothing read any more', () => {
    const short = '9'.repeat(64)
    expect(read([`a\u001eNONCE ${short}`])).toEqual(['a'])
    expect(read([`a\u001eNONCE ${short}`, '9', '\nb\n\u001eNONCE 1 0\n'])).toEqual(['a', 'nonsense'])
    expect(read([`\u001eNONCE ${short}9\nb\n`])).toEqual(['nonsense'])
  })

  it('do not hold back output that can not be the start of one', () => {
    expect(read(['line\n'])).toEqual(['line\n'])
    expect(read(['\u001eNONE'])).toEqual(['\u001eNONE'])
    expect(read(['\u001eNON'])).toEqual([])
  })
})

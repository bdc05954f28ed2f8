import { expect, test } from 'vitest'
import { labelledJson, labelledOutput } from '../../../src/commands/rehearse/rehearse.js'
import { liveLines } from '../../../src/commands/terminal/live-lines.js'

function collected() {
  const written: string[] = []
  return { written, output: { write: (text: string) => written.push(text), isTTY: true, columns: 80 } }
}

test('every line begins with the label, however it is cut into pieces', () => {
  const { written, output } = collected()
  const labelled = labelledOutput(output, 'R | ', 4)
  for (const piece of ['one\ntw', 'o\n', '\n', 'three']) labelled.write(piece)
  expect(written.join('')).toBe('R | one\nR | two\nR |\nR | three')
  expect(labelled.columns).toBe(76)
})

test('a line that is written anew has its label again', () => {
  const { written, output } = collected()
  const live = liveLines(labelledOutput(output, 'R | ', 4))
  live.show([], 'one')
  live.show(['kept'], 'two')
  live.end()
  expect(written).toEqual(['R | one', '\r\u001b[2KR | kept\nR | two', '\r\u001b[2K'])
})

test('JSON lines say it too', () => {
  const { written, output } = collected()
  labelledJson(output).write('{"type":"done"}\n')
  expect(written).toEqual(['{"type":"done","rehearsal":true}\n'])
})

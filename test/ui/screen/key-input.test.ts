import { expect, test } from 'vitest'
import { splitInput } from '../../../src/ui/screen/key-input.js'
import { F1 } from '../../../src/ui/screen/press.js'

test('keys that arrive together are presses of their own', () => {
  expect(splitInput('ab\r\u001b[A\u001b[5~中').presses).toEqual([
    'a',
    'b',
    '\r',
    '\u001b[A',
    '\u001b[5~',
    '中',
  ])
})

test('a paste is one text, with what was typed around it apart', () => {
  expect(splitInput('x\u001b[200~10.0.0.1\r10.0.0.2\r\u001b[201~\r')).toEqual({
    presses: ['x', '10.0.0.1\r10.0.0.2\r', '\r'],
    rest: '',
  })
})

test('a paste that comes in pieces is put together', () => {
  const first = splitInput('\u001b[200~10.0.')
  expect(first).toEqual({ presses: [], rest: '\u001b[200~10.0.' })
  expect(splitInput(`${first.rest}0.1\u001b[201~`)).toEqual({ presses: ['10.0.0.1'], rest: '' })
})

test('a paste can not smuggle keys in', () => {
  expect(splitInput('\u001b[200~a\u001b[Ab\u001b[201~').presses).toEqual(['a[Ab'])
})

test('Escape alone is a press', () => {
  expect(splitInput('\u001b').presses).toEqual(['\u001b'])
})

test('F1 of every terminal is one and the same press', () => {
  expect(splitInput('\u001bOPa\u001b[11~\u001b[[A').presses).toEqual([F1, 'a', F1, F1])
})

test('an Enter from before the screen listened is an Enter, and in a paste a line end', () => {
  expect(splitInput('a\n\u001b[200~b\n\u001b[201~').presses).toEqual(['a', '\r', 'b\n'])
})

import { expect, it } from 'vitest'
import { painter } from '../../src/ui/colour.js'
import { foldLine } from '../../src/ui/fold-line.js'

it('leaves alone what fits', () => {
  expect(foldLine('  fix  short', 20)).toEqual(['  fix  short'])
})

it('loses nothing of a long command, and puts the rest below its beginning', () => {
  expect(foldLine('  fix  `sudo apt-get install -y chrony`', 20)).toEqual([
    '  fix  `sudo apt-get',
    '        install -y c',
    '       hrony`',
  ])
})

it('counts wide characters as two columns and styles as none, and paints each row', () => {
  const paint = painter(true)
  expect(foldLine(paint('failed', '组织'.repeat(3)), 8)).toEqual([
    '\u001b[31m\u001b[1m组织组织\u001b[22m\u001b[39m',
    '\u001b[31m\u001b[1m组织\u001b[22m\u001b[39m',
  ])
})

it('folds a line of any length into rows that are all of it, in one style', () => {
  const rows = foldLine(painter(true)('failed', '组x'.repeat(5000)), 80)
  const [start, end] = ['\u001b[31m\u001b[1m', '\u001b[22m\u001b[39m']
  expect(rows.every((row) => row.startsWith(start) && row.endsWith(end))).toBe(true)
  expect(rows.map((row) => row.slice(start.length, -end.length)).join('')).toBe('组x'.repeat(5000))
})

it('breaks sentences at spaces where there is one, in their style, and a word that is too long anywhere', () => {
  expect(foldLine('   - it stays on h1, in /opt/metis', 20, 'words')).toEqual([
    '   - it stays on h1,',
    '   in /opt/metis',
  ])
  expect(foldLine('   组织组织组织组织组织', 20, 'words')).toEqual(['   组织组织组织组织', '   组织'])
  const [first = '', second = ''] = foldLine(painter(true)('warning', 'one two three'), 9, 'words')
  expect([first, second].map((row) => row.includes('\u001b[33m'))).toEqual([true, true])
})

import { expect, it } from 'vitest'
import { painter } from '../../src/ui/colour.js'
import { table } from '../../src/ui/table.js'

it('lines columns up by the width that a terminal gives to Chinese', () => {
  const columns = [{ title: '实例' }, { title: 'N', align: 'right' as const }, { title: 'SAYS' }]
  const rows = [
    ['主机一', '1', 'ok'],
    ['h2', '10', 'fine'],
  ]

  expect(table(columns, rows, { paint: painter(false), width: 80 })).toEqual([
    '实例     N  SAYS',
    '主机一   1  ok',
    'h2      10  fine',
  ])
})

it('wraps the last column at the width of the screen', () => {
  const rows = [['h1', 'a long sentence that goes on and on']]

  expect(table([{ title: 'HOST' }, { title: 'SAYS' }], rows, { paint: painter(false), width: 30 })).toEqual([
    'HOST  SAYS',
    'h1    a long sentence that',
    '      goes on and on',
  ])
})

it('paints a cell without its padding in the way', () => {
  const rows = [[{ text: 'up', meaning: 'done' as const }, 'x']]

  expect(table([{ title: 'STATE' }, { title: '' }], rows, { paint: painter(true), width: 80 })[1]).toBe(
    '\u001b[32mup   \u001b[0m  x',
  )
})

import { existsSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const root = new URL('../../', import.meta.url)
const page = readFileSync(new URL('docs/security.md', root), 'utf8').replace(/\s+/g, ' ')
const NAMED = [...page.matchAll(/`(test\/[\w/.-]+)`: ([^|)]+)/g)].flatMap(([, file = '', titles = '']) =>
  titles.split(';').map((title) => [title.trim(), file] as const),
)

it('names a test for many of its claims', () => {
  expect(NAMED.length).toBeGreaterThan(20)
})

it.each(NAMED.filter(([title]) => !title.startsWith('`')))('says what is tested: %s (%s)', (title, file) => {
  const at = new URL(file, root)
  expect(existsSync(at)).toBe(true)
  expect(readFileSync(at, 'utf8')).toContain(title)
})

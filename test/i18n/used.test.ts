import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { CODES } from '../../src/errors/codes/index.js'
import { sentencesIn } from '../../src/i18n/spoken.js'
import { ROOMS } from '../../src/roles/index.js'

test('every word is said somewhere', () => {
  expect(Object.keys(sentencesIn('en').said).filter((word) => !isWritten(word))).toEqual([])
})

test('every text of a room is said somewhere', () => {
  const texts = ROOMS.flatMap(({ words }) => Object.keys(words.en.texts))
  expect(texts.filter((key) => !key.startsWith('check.') && !isWritten(key))).toEqual([])
})

test('every problem is told somewhere', () => {
  expect(CODES.filter((code) => !isWritten(code))).toEqual([])
})

/** As a whole in quotes, or put together: `status.${state}`. */
function isWritten(id: string): boolean {
  return WHOLE.has(id) || PATTERNS.some((pattern) => pattern.test(id))
}

const ROOT = join(import.meta.dirname, '../..')
const LISTS = /^src\/(i18n\/(en|zh)\/|roles\/\w+\/words\.ts$|errors\/codes\/|planner\/plan\.ts$)/
const SOURCE = ['src', 'steps']
  .flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((file) => `${folder}/${file}`),
  )
  .filter((file) => /\.tsx?$/.test(file) && !LISTS.test(file))
  .map((file) => readFileSync(join(ROOT, file), 'utf8'))
  .join('\n')
const WHOLE = new Set([...SOURCE.matchAll(/(['"])([\w.-]+)\1/g)].map(([, , text = '']) => text))
/** Of a template with nothing fixed in it anything could come, so that it tells nothing. */
const PATTERNS = [...SOURCE.matchAll(/`([\w.-]*(?:\$\{[^{}`]+\}[\w.-]*)+)`/g)]
  .map(([, text = '']) => text.split(/\$\{[^{}]+\}/))
  .filter((fixed) => /^\w[\w-]*\./.test(fixed[0] ?? ''))
  .map((fixed) => new RegExp(`^${fixed.map((text) => text.replaceAll('.', '\\.')).join('[\\w-]+')}$`))

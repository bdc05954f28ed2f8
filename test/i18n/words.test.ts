import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { CODES } from '../../src/errors/codes/index.js'
import { explain } from '../../src/i18n/explain.js'
import { LANGUAGES } from '../../src/i18n/language.js'
import { sentencesIn } from '../../src/i18n/spoken.js'
import { ROOMS } from '../../src/roles/index.js'

test.each(LANGUAGES)('no text of %s is in two files, and none is left out', async (language) => {
  const folder = new URL(`../../src/i18n/${language}/`, import.meta.url)
  const files = readdirSync(folder).filter((file) => file !== 'index.ts')
  const modules = await Promise.all(files.map((file) => import(new URL(file, folder).href)))
  const all = modules.flatMap(({ texts = {} }) => Object.keys(texts))
  expect(all.toSorted()).toEqual(Object.keys(sentencesIn(language).said).toSorted())
})

test('both languages have the same words and problems', () => {
  expect(Object.keys(sentencesIn('zh').said).toSorted()).toEqual(
    Object.keys(sentencesIn('en').said).toSorted(),
  )
})

test('both languages are given the same values', () => {
  const holesOf = (texts: Readonly<Record<string, unknown>>) =>
    Object.entries(texts)
      .flatMap(([word, text]) => (typeof text === 'string' ? [`${word} ${holes(text)}`] : []))
      .toSorted()
  expect(holesOf(sentencesIn('zh').said)).toEqual(holesOf(sentencesIn('en').said))
})

test.each(ROOMS)('both languages of the room $id are given the same values', ({ words: { en, zh } }) => {
  const holesOf = (texts: Readonly<Record<string, string>>) =>
    Object.entries(texts)
      .map(([key, text]) => `${key} ${holes(text)}`)
      .toSorted()
  expect(holesOf(zh.texts)).toEqual(holesOf(en.texts))
})

function holes(text: string): string[] {
  return [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name))].toSorted()
}

test.each(LANGUAGES)('every sentence of a problem in %s is filled whole', (language) => {
  const left = CODES.flatMap((code) => {
    const { what, why, fix } = sentencesIn(language).said[code]
    const names = [...`${what} ${why} ${fix}`.matchAll(/\{(\w+)/g)].map(([, name = '']) => [name, 1])
    return Object.values(explain({ code, details: Object.fromEntries(names) }, language)).filter((sentence) =>
      /\{\w+:\S/.test(sentence),
    )
  })
  expect(left).toEqual([])
})

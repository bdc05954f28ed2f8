import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { words as en } from '../../src/i18n/en/words.js'
import { words as zh } from '../../src/i18n/zh/words.js'
import { ROOMS } from '../../src/roles/index.js'

const FOLDER = new URL('../../src/i18n/en/', import.meta.url)

test('no word is in two files, and none is left out', async () => {
  const files = readdirSync(FOLDER).filter((file) => file !== 'words.ts')
  const modules = await Promise.all(files.map((file) => import(new URL(file, FOLDER).href)))
  const all = modules.flatMap((module) => Object.keys(module.words ?? {}))
  expect(all.toSorted()).toEqual(Object.keys(en).toSorted())
})

test('both languages are given the same values', () => {
  const wrong = Object.entries(en).filter(
    ([word, text]) =>
      holes(text).join() !== holes(Object.entries(zh).find(([w]) => w === word)?.[1] ?? '').join(),
  )
  expect(wrong.map(([word]) => word)).toEqual([])
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

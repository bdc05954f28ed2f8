import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { CODES } from '../../src/errors/codes/index.js'
import { words as en, messages as enMessages } from '../../src/i18n/en/index.js'
import { words as zh, messages as zhMessages } from '../../src/i18n/zh/index.js'
import { ROOMS } from '../../src/roles/index.js'

test.each([
  ['English', 'en', en, enMessages],
  ['Chinese', 'zh', zh, zhMessages],
] as const)('no word of %s is in two files, and none is left out', async (_, language, words, messages) => {
  const folder = new URL(`../../src/i18n/${language}/`, import.meta.url)
  const files = readdirSync(folder).filter((file) => file !== 'index.ts')
  const modules = await Promise.all(files.map((file) => import(new URL(file, folder).href)))
  const all = (kind: 'words' | 'messages') => modules.flatMap((module) => Object.keys(module[kind] ?? {}))
  expect(all('words').toSorted()).toEqual(Object.keys(words).toSorted())
  expect(all('messages').toSorted()).toEqual(Object.keys(messages).toSorted())
})

test('no language has a word or a problem that there is not', () => {
  expect(Object.keys(zh).toSorted()).toEqual(Object.keys(en).toSorted())
  expect(Object.keys(enMessages).toSorted()).toEqual(CODES.toSorted())
  expect(Object.keys(zhMessages).toSorted()).toEqual(CODES.toSorted())
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

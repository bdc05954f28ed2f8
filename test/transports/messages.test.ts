import { expect, it } from 'vitest'
import { CONNECTION_CODES } from '../../src/errors/codes/connection.js'
import { texts as en } from '../../src/i18n/en/connection.js'
import { texts as zh } from '../../src/i18n/zh/connection.js'

it.each(CONNECTION_CODES)(
  '%s says what, why and how to fix it, with the same details in both languages',
  (code) => {
    const placeholders = (text: string) => [...new Set(text.match(/\{\w+\}/g))].sort()
    const sentences = [en[code], zh[code]].map(({ what, why, fix }) => [what, why, fix])
    expect(sentences.flat().every((sentence) => sentence.length > 3)).toBe(true)
    const [english, chinese] = sentences.map((three) => placeholders(three.join(' ')))
    expect(chinese).toEqual(english)
  },
)

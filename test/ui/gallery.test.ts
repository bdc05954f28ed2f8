import { fileURLToPath } from 'node:url'
import stringWidth from 'string-width'
import { describe, expect, it } from 'vitest'
import { readReleases } from '../../src/catalog/presets.js'
import { presetChoices } from '../../src/commands/wizard/preset-choices.js'
import { CODES } from '../../src/errors/codes/index.js'
import { LANGUAGES } from '../../src/i18n/language.js'
import { sayIn } from '../../src/i18n/say.js'
import { GALLERY_PAGES, galleryLines } from '../../src/ui/gallery/pages.js'
import { sampleProblems } from '../../src/ui/gallery/sample-problems.js'

const presets = fileURLToPath(new URL('../../presets', import.meta.url))
const topologies = await presetChoices(presets, await readReleases(presets))
const paint = (_meaning: string, text: string) => text

describe('the gallery', () => {
  it('has a card of every code, with a value for every placeholder', () => {
    expect(
      sampleProblems()
        .map(({ code }) => code)
        .toSorted(),
    ).toEqual([...CODES].toSorted())
    for (const language of LANGUAGES) {
      const lines = galleryLines(
        'cards',
        { topologies },
        { language, say: sayIn(language), charset: 'box', columns: 80, paint },
      )
      expect(lines.filter((line) => /(?<![$@])\{[a-zA-Z]+\}/.test(line))).toEqual([])
      expect(lines.filter((line) => CODES.some((code) => line.trimEnd().endsWith(` ${code}`)))).toHaveLength(
        CODES.length,
      )
    }
  })

  for (const page of GALLERY_PAGES.filter((id) => id !== 'cards')) {
    it(`draws ${page} no wider than the screen, in both languages`, () => {
      for (const language of LANGUAGES) {
        for (const columns of [80, 120]) {
          const lines = galleryLines(
            page,
            { topologies },
            { language, say: sayIn(language), charset: 'box', columns, paint },
          )
          expect(lines.filter((line) => stringWidth(line) > columns)).toEqual([])
          expect(lines.length).toBeGreaterThan(20)
        }
      }
    })
  }

  it('shows every preset and every mark', () => {
    const look = { language: 'en', say: sayIn('en'), charset: 'box', columns: 80, paint } as const
    const pictures = galleryLines('pictures', { topologies }, look).join('\n')
    for (const { name } of topologies) expect(pictures).toContain(`Preset ${name} `)
    const components = galleryLines('components', { topologies }, look)
    expect(components).toEqual(
      expect.arrayContaining([' ●  done', ' ✗  failed', ' ◐  running', ' ○  waiting']),
    )
  })
})

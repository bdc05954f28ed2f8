import { expect, test } from 'vitest'
import type { Language } from '../../src/i18n/say.js'
import type { Leave } from '../../src/ui/screen/step.js'
import { cell } from '../../src/wizard/cell.js'
import { Gallery } from '../../steps/gallery.js'
import { THREE } from './install/organisations.js'
import { expectFrame, showTree } from './show-step.js'

const size = { columns: 80, rows: 24 }

function showGallery(language: Language = 'en') {
  const left: Leave[] = []
  const shown = showTree(
    <Gallery
      topologies={[{ name: 'three', topology: THREE }]}
      language={cell(language)}
      paint={(_meaning, text) => text}
      charset="box"
      asTyped={(sentence) => sentence}
      terminal={{ stdin: process.stdin, stdout: process.stdout }}
      signal={new AbortController().signal}
      onLeave={(how) => left.push(how)}
    />,
    size,
  )
  return { ...shown, left }
}

const PAGES = [
  { page: 'pictures', en: '[Pictures]', zh: '[拓扑图]' },
  { page: 'run', en: '[A run]', zh: '[执行过程]' },
  { page: 'components', en: '[Components]', zh: '[组件]' },
  { page: 'cards', en: '[Cards]', zh: '[卡片]' },
  { page: 'fields', en: '[Fields]', zh: '[输入]' },
]

for (const language of ['en', 'zh'] as const) {
  test(`the pages in ${language}`, async () => {
    const shown = showGallery(language)
    for (const { page, [language]: title } of PAGES) {
      const frame = await shown.shows(title)
      // Every new code makes the page of cards longer.
      expectFrame(
        `gallery-${page}-${language}-80x24`,
        frame.replace(/\d+(?= 行$)|(?<= of )\d+$/m, 'all'),
        size,
      )
      await shown.press('Tab')
    }
  })
}

test('a page is scrolled, and the next one begins at its beginning', async () => {
  const { press, shows, frame } = showGallery()
  await press('PageDown')
  await shows(/^18-35 of/m)
  await press('Tab')
  await shows('[A run]')
  expect(frame()).toMatch(/^1-/m)
})

test('fields can be typed in, a password is hidden, and q is a letter there', async () => {
  const { press, shows, frame, left } = showGallery()
  await press('BackTab')
  await shows('[Fields]')
  expect(frame()).not.toContain('correct horse')
  await press('Enter')
  await press('q')
  await shows('acmeq')
  expect(left).toEqual([])
  await press('Esc', 'q')
  expect(left).toEqual([{ kind: 'quit' }])
})

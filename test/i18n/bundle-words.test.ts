import { expect, test } from 'vitest'
import { texts as en } from '../../src/i18n/en/carried-problems.js'
import { texts as zh } from '../../src/i18n/zh/carried-problems.js'

test.each([
  ['English', en, /on a connected machine/i],
  ['Chinese', zh, /在联网的机器上/],
])('whoever is told to make a bundle is told where, in %s', (_, messages, where) => {
  const making = Object.entries(messages).flatMap(([code, { fix }]) =>
    fix.includes('bundle create') ? [{ code, fix }] : [],
  )
  expect(making.map(({ code }) => code)).toEqual([
    'bundle.manifest-invalid',
    'bundle.not-in-it',
    'bundle.incomplete',
    'bundle.other-release',
  ])
  expect(making.filter(({ fix }) => !where.test(fix)).map(({ code }) => code)).toEqual([])
})

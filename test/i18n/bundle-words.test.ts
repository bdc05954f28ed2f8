import { expect, test } from 'vitest'
import { bundleMessages as en } from '../../src/i18n/en/bundle.js'
import { bundleMakingMessages as enMaking } from '../../src/i18n/en/bundle-making.js'
import { bundleMessages as zh } from '../../src/i18n/zh/bundle.js'
import { bundleMakingMessages as zhMaking } from '../../src/i18n/zh/bundle-making.js'

test.each([
  ['English', { ...en, ...enMaking }, /on a connected machine/i],
  ['Chinese', { ...zh, ...zhMaking }, /在联网的机器上/],
])('whoever is told to make a bundle is told where, in %s', (_, messages, where) => {
  const making = Object.entries(messages).filter(([, { fix }]) => fix.includes('bundle create'))
  expect(making.map(([code]) => code)).toEqual([
    'bundle.manifest-invalid',
    'bundle.not-in-it',
    'bundle.incomplete',
    'bundle.other-release',
  ])
  expect(making.filter(([, { fix }]) => !where.test(fix)).map(([code]) => code)).toEqual([])
})

import { describe, expect, it } from 'vitest'
import { listPresets } from '../../../src/catalog/presets.js'
import type { PictureInput, PictureLook } from '../../../src/ui/picture/span.js'
import { expectFrame, frameNames } from './frame-file.js'
import { preset, sized, underWay } from './organisations.js'

const small: PictureLook = { columns: 80, rows: 24, charset: 'box', language: 'en' }
const medium: PictureLook = { ...small, columns: 120, rows: 40 }
const large: PictureLook = { ...small, columns: 200, rows: 60 }

const [production, ha, provider, single] = await Promise.all(
  ['production', 'high-availability', 'data-provider', 'single-host'].map(preset),
)
if (production === undefined || ha === undefined || provider === undefined || single === undefined)
  throw new Error('a preset is missing')

const draft: PictureInput['topology'] = {
  ...provider,
  instances: provider.instances.filter(({ role }) => role === 'carrier'),
}

const presets = (await listPresets('presets')).flatMap((name): Frame[] => [
  [`${name}-80x24`, async () => ({ topology: await preset(name) }), small],
  [`${name}-80x24-under-way`, async () => underWay(await preset(name)), small],
  [`${name}-120x40-under-way`, async () => underWay(await preset(name)), medium],
])

type Frame = readonly [name: string, input: () => Promise<PictureInput> | PictureInput, look: PictureLook]

const others: readonly Frame[] = [
  ['production-200x60-under-way', () => underWay(production), large],
  ['high-availability-200x60-under-way', () => underWay(ha), large],
  ['production-80x24-ascii', () => underWay(production), { ...small, charset: 'ascii' }],
  ['high-availability-80x24-ascii', () => underWay(ha), { ...small, charset: 'ascii', focus: 'consul2' }],
  ['production-80x24-zh', () => underWay(production), { ...small, language: 'zh' }],
  ['data-provider-120x40-zh', () => underWay(provider), { ...medium, language: 'zh' }],
  ['single-host-120x40-zh-ascii', () => underWay(single), { ...medium, language: 'zh', charset: 'ascii' }],
  ['production-80x16', () => underWay(production), { ...small, rows: 16 }],
  ['production-80x12', () => underWay(production), { ...small, rows: 12 }],
  ['production-60x24', () => underWay(production), { ...small, columns: 60 }],
  ['production-44x24', () => underWay(production), { ...small, columns: 44 }],
  ['production-28x12', () => underWay(production), { ...small, columns: 28, rows: 12 }],
  ['sized-12-80x24', () => underWay(sized(12)), small],
  ['sized-12-80x16', () => underWay(sized(12)), { ...small, rows: 16 }],
  ['sized-64-80x24', () => underWay(sized(64)), small],
  ['sized-64-80x24-without-marks', () => ({ topology: sized(64) }), small],
  ['sized-64-80x24-zh-focus', () => underWay(sized(64)), { ...small, language: 'zh', focus: 'h50' }],
  ['sized-64-120x40', () => underWay(sized(64)), { ...medium, focus: 'h50' }],
  ['sized-64-200x60', () => underWay(sized(64)), large],
  ['sized-64-60x8-ascii', () => underWay(sized(64)), { ...small, columns: 60, rows: 8, charset: 'ascii' }],
  ['focus-on-host', () => underWay(provider), { ...small, focus: 'h1' }],
  ['focus-on-instance', () => underWay(provider), { ...small, focus: 'admin@h1' }],
  ['zoom-carrier', () => underWay(production), { ...small, zoom: 'carrier1' }],
  [
    'zoom-fighter-zh',
    () => underWay(sized(12)),
    { ...small, language: 'zh', zoom: 'h4', focus: 'data-8700@h4' },
  ],
  ['draft-without-consul', () => ({ topology: draft, notes: HARDWARE, marks: { h2: 'warning' } }), small],
  ['draft-without-roles', () => ({ topology: { ...provider, instances: [] }, notes: HARDWARE }), small],
  ['draft-without-hosts', () => ({ topology: { ...provider, hosts: [], instances: [] } }), small],
]

const HARDWARE = { h1: '8 cores 16 GB', h2: '4 cores 8 GB', h3: '32 cores 128 GB' }

describe('the picture', () => {
  it.each([...presets, ...others])('is drawn as in frames/%s.txt', async (name, input, look) => {
    expectFrame(name, await input(), look)
  })

  it('has no frame that nobody compares', () => {
    expect(frameNames().toSorted()).toEqual([...presets, ...others].map(([name]) => name).toSorted())
  })
})

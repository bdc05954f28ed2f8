import { expect, it } from 'vitest'
import { readReleases } from '../../src/catalog/presets.js'
import { sayIn } from '../../src/i18n/say.js'
import { painter } from '../../src/ui/colour.js'
import { switchText } from '../../src/ui/switch-text.js'

const [preset] = await readReleases('presets')
if (preset === undefined) throw new Error('there is no preset of a release')
const artifacts = preset.artifacts.map((one) => ({ ...one, sha256: 'a'.repeat(64) }))
const from = { ...preset, artifacts, version: '0.10.0' }
const plan = { organisation: 'acme', digest: '', nodes: [] }

const told = (to: typeof from) =>
  switchText({ command: 'upgrade', from, to, plan, measured: {} }, sayIn('en'), painter(false)).join('\n')

it('says of a release that is older that this goes back', () => {
  expect(told({ ...from, version: '0.9.0' })).toContain('this goes back: 0.9.0 is older than 0.10.0')
  expect(told({ ...from, version: '0.11.0' })).not.toContain('older')
})

it('says of the same version whether its program files are the same, as far as both name them', () => {
  const same = 'the same version and the same program files'
  expect(told({ ...from, id: 'ours' })).toContain(same)
  expect(
    told({ ...from, artifacts: artifacts.map((one) => ({ ...one, sha256: 'b'.repeat(64) })) }),
  ).not.toContain(same)
})

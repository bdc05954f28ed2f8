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

it('names the migrations of data, what they lose and what can not be undone; where the release does not say, that', () => {
  const to = { ...from, version: '0.11.0' }
  expect(told(to)).toContain('which migrations of data the new programs run, the release does not say')
  const silent = { ...to, follows: [{ version: '0.10.0' }] }
  expect(told(silent)).toContain('the release does not say')
  const none = { ...to, follows: [{ version: '0.10.0', migrations: [] }] }
  expect(told(none)).toContain('the new programs leave data as it is: no migrations')
  const migrations = [
    { role: 'admin', name: 'update-0.11.sql', loses: 'accounts of the console' },
    { role: 'carrier', name: 'records of the LevelDB', oneWay: true },
  ] as const
  const some = told({ ...to, follows: [{ version: '0.10.0', migrations }] })
  expect(some).toContain(`  what the new programs make of data when they start:
    admin: update-0.11.sql; lost with it: accounts of the console
    carrier: records of the LevelDB; can not be undone
  no way back: the former programs can not read any more what these have had: carrier`)
  const back = { ...from, follows: [{ version: '0.9.0', migrations: [migrations[0]] }] }
  const older = { ...from, version: '0.9.0' }
  expect(
    switchText(
      { command: 'rollback', from: back, to: older, plan, measured: {} },
      sayIn('en'),
      painter(false),
    ),
  ).toContain('  migrated by the present programs, and still read by those of 0.9.0: admin: update-0.11.sql')
})

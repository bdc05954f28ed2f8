import { expect, test } from 'vitest'
import { listPresets, readPreset } from '../../src/catalog/presets.js'
import { reasonIn } from '../../src/i18n/reason.js'
import { makePlan } from '../../src/planner/make-plan.js'
import { freshOrganisation } from '../planner/organisation.js'

test.each(await listPresets('presets'))(
  'every reason in the plan of preset %s is told in Chinese',
  async (name) => {
    const { text } = await readPreset('presets', name)
    const filled = text
      .replaceAll('my-organisation', 'acme')
      .replaceAll('192.0.2.', '10.0.0.')
      .replaceAll('198.51.100.', '9.8.7.')
    const reasons = makePlan(freshOrganisation(filled)).nodes.map(({ because }) => because)
    const untold = reasons.filter((because) => /^[A-Za-z ]{12,}/.test(reasonIn(because, 'zh')))
    expect([...new Set(untold)]).toEqual([])
  },
)

test('what was found on a host is taken over as it is', () => {
  const because = 'its services need them; not installed: nginx, mariadb-server'
  expect(reasonIn(because, 'zh')).toBe('其服务需要它们；未安装：nginx, mariadb-server')
  expect(reasonIn(because, 'en')).toBe(because)
})

test('a role that was started later is named in Chinese as in English', () => {
  const because = 'consul was started after it, and what it had learned from there ended then'
  expect(reasonIn(because, 'zh')).toBe('consul 在它之后重新启动，它从那里得知的内容已经失效')
})

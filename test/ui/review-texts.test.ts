import { describe, expect, it } from 'vitest'
import { sayIn } from '../../src/i18n/say.js'
import { CHECKS } from '../../src/preflight/index.js'
import { checkGrid } from '../../src/ui/check-grid.js'
import { painter } from '../../src/ui/colour.js'
import { aboutText, rangeText } from '../../src/ui/estimate-text.js'
import { hostPlanText } from '../../src/ui/plan-text.js'
import { reachText } from '../../src/ui/reach-text.js'
import { tabLine } from '../../src/ui/tab-line.js'
import type { HostPlan } from '../../src/wizard/host-plan.js'

const say = sayIn('en')
const paint = painter(false)

describe('how long something takes', () => {
  it.each([
    [0, 0, '', ''],
    [1, 4, 'a few seconds', '几秒'],
    [3.2, 12.1, '3 to 15 seconds', '3 到 15 秒'],
    [33, 57, '30 to 60 seconds', '30 到 60 秒'],
    [60, 60, '60 seconds', '60 秒'],
    [26, 170, '25 seconds to 3 minutes', '25 秒到 3 分钟'],
    [62, 118, '1 to 2 minutes', '1 到 2 分钟'],
    [130, 178, '2 to 3 minutes', '2 到 3 分钟'],
    [3600, 9000, '1 to 3 hours', '1 到 3 小时'],
  ])('%f to %f seconds', (low, high, en, zh) => {
    expect(rangeText({ low, high }, say)).toBe(en)
    expect(rangeText({ low, high }, sayIn('zh'))).toBe(zh)
  })

  it('is said to be about so much, where it is a number', () => {
    expect(aboutText({ low: 62, high: 118 }, say)).toBe('about 1 to 2 minutes')
    expect(aboutText({ low: 1, high: 2 }, say)).toBe('a few seconds')
  })
})

describe('the names of pages', () => {
  const titles = ['Overview', ...Array.from({ length: 64 }, (_, i) => `h${i + 1}`), 'Time']

  it('are shown as far as there is room, with signs where there are more', () => {
    expect(tabLine(titles, 0, 40, paint)).toBe('[Overview] h1  h2  h3  h4  h5  h6  >')
    expect(tabLine(titles, 33, 30, paint)).toBe('<  h31  h32 [h33] h34  h35  >')
    expect(tabLine(titles, 65, 30, paint)).toBe('<  h61  h62  h63  h64 [Time]')
    expect(tabLine(['one', 'two'], 1, 30, paint)).toBe(' one [two]')
  })
})

describe('checks by host', () => {
  const hosts = Array.from({ length: 64 }, (_, i) => `h${i + 1}`)

  it('are never wider than the screen, whichever host is first', () => {
    for (const first of [0, 5, 63]) {
      const { lines, shown } = checkGrid(hosts, () => 'warning', { say, paint, width: 80, first })
      expect(lines).toHaveLength(CHECKS.length + 1)
      expect(lines.filter((line) => line.length > 80)).toEqual([])
      expect(shown[0]).toBe(hosts[first])
    }
  })

  it('show at least one host, however long its name is', () => {
    const { lines, shown } = checkGrid(['a'.repeat(60)], () => 'ok', { say, paint, width: 30, first: 0 })
    expect(shown).toEqual(['a'.repeat(60)])
    expect(lines[0]).toBe(' CHECK               aaaaaaaaaaa...')
  })
})

it('a connection that does not work comes before those that do, and nothing from a host is printed raw', () => {
  const open = { from: 'h1', to: 'h2', address: '10.0.0.2', port: 22, purpose: 'a', result: 'open' } as const
  const shut = { ...open, from: 'h3\u001b[31m', port: 23, result: 'refused' } as const
  expect(reachText([open, shut], { say, paint, width: 80 })).toEqual([
    ' 1 of 2 connections work.',
    '',
    ' FROM  TO  ADDRESS      RESULT   FOR',
    ' h3    h2  10.0.0.2:23  REFUSED  a',
    ' h1    h2  10.0.0.2:22  open     a',
  ])
})

it('a plan of a host tells what changes, what is removed, and of a masked secret that it differs', () => {
  const plan: HostPlan = {
    host: 'h1',
    packages: [],
    artifacts: [],
    files: [
      {
        path: '/etc/a\u001b[2J',
        mode: '0600',
        instance: 'admin',
        before: 'x: ***\n',
        after: 'x: ***\n',
        because: { word: 'reason.content' },
      },
    ],
    units: [
      {
        unit: 'metis-via.service',
        instance: 'via',
        change: 'remove',
        because: { word: 'reason.no-longer-named' },
      },
    ],
    programs: [],
    aside: [],
    removed: ['/opt/metis/via'],
    others: [],
    directories: 2,
    bytes: 0,
    changes: 3,
  }
  const look = { language: 'en', paint, width: 80, verbose: false } as const
  expect(hostPlanText(plan, { low: 62, high: 118 }, look)).toEqual([
    ' h1: 3 changes, about 1 to 2 minutes',
    '',
    ' Files 1',
    '   ~ /etc/a  0600',
    '       its content differs',
    '       only a masked secret, the mode or the owner differs',
    '',
    ' Services 1',
    '   - remove  metis-via.service',
    '       org.yaml no longer names it',
    '',
    ' Removed 1',
    '   - /opt/metis/via',
    '',
    ' And 2 directories and links.',
  ])
})

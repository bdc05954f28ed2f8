import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { runCommandLine } from '../../src/commands/program/command-line.js'
import { CODES } from '../../src/errors/codes/index.js'
import { fakeWorld } from './fake-world.js'

const presetsDirectory = fileURLToPath(new URL('../../presets', import.meta.url))

it('prints everything in both languages where there is no terminal', async () => {
  const fake = fakeWorld({ presetsDirectory })
  expect(await runCommandLine(['gallery'], fake.world)).toBe(0)
  const text = fake.stdout()
  for (const title of [
    'Gallery (en): Cards',
    '展示 (zh): 卡片',
    'Gallery (en): Pictures',
    '展示 (zh): 拓扑图',
  ])
    expect(text).toContain(title)
  expect(text.match(/ run\.disk-full$/gm)).toHaveLength(2)
})

it('prints one language when it is asked for, and data with --json', async () => {
  const one = fakeWorld({ presetsDirectory })
  await runCommandLine(['gallery', '--lang', 'zh'], one.world)
  expect(one.stdout()).not.toContain('Gallery (en)')
  const json = fakeWorld({ presetsDirectory })
  await runCommandLine(['gallery', '--json'], json.world)
  expect(
    json
      .json()
      .map(({ code }) => code)
      .toSorted(),
  ).toEqual([...CODES].toSorted())
})

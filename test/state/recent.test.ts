import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { recentOrganisations, rememberOrganisation } from '../../src/state/recent.js'
import { temporaryFolder } from './temporary-folder.js'

const opened = (folder: string, second: number) => ({
  folder,
  organisation: 'bank-a',
  openedAt: new Date(Date.UTC(2026, 0, 31, 12, 0, second)).toISOString(),
})

it('knows organisations that were opened, the newest first, each once', () => {
  const state = temporaryFolder()
  expect(recentOrganisations(state)).toEqual([])
  rememberOrganisation(state, opened('/srv/a', 1))
  rememberOrganisation(state, opened('/srv/b "c"\n', 2))
  rememberOrganisation(state, opened('/srv/a', 3))
  expect(recentOrganisations(state)).toEqual([opened('/srv/a', 3), opened('/srv/b "c"\n', 2)])
})

it('keeps the newest twenty', () => {
  const state = temporaryFolder()
  for (let i = 0; i < 25; i += 1) rememberOrganisation(state, opened(`/srv/${i}`, i))
  expect(recentOrganisations(state).map(({ folder }) => folder)).toEqual(
    Array.from({ length: 20 }, (_, i) => `/srv/${24 - i}`),
  )
  expect(readdirSync(join(state, 'organisations'))).toHaveLength(20)
})

it('passes over a file that holds something else', () => {
  const state = temporaryFolder()
  mkdirSync(join(state, 'organisations'))
  writeFileSync(join(state, 'organisations', 'x.json'), '{"version":2}')
  writeFileSync(join(state, 'organisations', 'y.json'), '{')
  expect(recentOrganisations(state)).toEqual([])
})

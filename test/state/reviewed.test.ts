import { statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { keepReviewed, readReviewed } from '../../src/state/reviewed.js'
import { temporaryFolder } from './temporary-folder.js'

it('keeps the last plan that was reviewed, for the process that carries it out', () => {
  const folder = { runs: join(temporaryFolder(), 'runs') }
  keepReviewed(folder, { digest: 'd1', actions: ['a'] })
  expect(readReviewed(folder, 'd1')).toEqual({ digest: 'd1', actions: ['a'] })
  expect(statSync(join(folder.runs, 'reviewed.json')).mode & 0o777).toBe(0o600)

  keepReviewed(folder, { digest: 'd2', actions: ['b', 'c'] })
  expect(readReviewed(folder, 'd2').actions).toEqual(['b', 'c'])
  expect(readReviewed(folder, 'd1')).toEqual({ digest: 'd1', actions: [] })
})

it('knows no more than the digest where nothing was kept, or something else', () => {
  const folder = { runs: temporaryFolder() }
  expect(readReviewed(folder, 'd1')).toEqual({ digest: 'd1', actions: [] })
  for (const content of ['{', '[]', '{"digest":"d1","actions":[1]}', '']) {
    writeFileSync(join(folder.runs, 'reviewed.json'), content)
    expect(readReviewed(folder, 'd1')).toEqual({ digest: 'd1', actions: [] })
  }
})

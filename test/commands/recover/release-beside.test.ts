import { join } from 'node:path'
import { expect, test } from 'vitest'
import { releaseBeside } from '../../../src/commands/recover/release-beside.js'
import type { RecordBody } from '../../../src/record/record.js'
import { organisationFolder } from '../../../src/state/organisation-folder.js'
import { temporaryFolder } from '../../state/temporary-folder.js'

const folder = () => organisationFolder(join(temporaryFolder(), 'acme', 'org.yaml'))
const bodyWith = (path?: string) =>
  ({
    file: `# ours\norganisation: acme\nrelease: ${path ?? 'metis-0.3.0'} # not the public one\n`,
    ...(path === undefined ? {} : { release: { path, text: 'version: 0.3.0\n' } }),
  }) as RecordBody

test('a release of the program, and a release file in the folder, stay as they are', () => {
  for (const path of [undefined, './mine.yaml', 'releases/mine.yml']) {
    const body = bodyWith(path)
    expect(releaseBeside(folder(), body)).toEqual({ files: body, problems: [] })
  }
})

test.each([
  ['/srv/metis/mine.yaml', './mine.yaml'],
  ['~/mine.yml', './mine.yml'],
  ['../shared/mine.yaml', './mine.yaml'],
  ['../other/org.yaml', './own-release.yaml'],
  ['/etc/.hidden', './own-release.yaml'],
])('%s gets a place beside org.yaml, which names it there', (path, beside) => {
  const { files, problems } = releaseBeside(folder(), bodyWith(path))
  expect(files.file).toBe(`# ours\norganisation: acme\nrelease: ${beside} # not the public one\n`)
  expect(files.release).toEqual({ path: beside, text: 'version: 0.3.0\n' })
  expect(problems).toMatchObject([
    { code: 'record.release-moved', severity: 'warning', details: { path, beside } },
  ])
})

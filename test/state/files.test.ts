import { truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readIfThere } from '../../src/state/files.js'
import { readPrivateFile } from '../../src/state/read-private-file.js'
import { problemsOf } from './problem-of.js'
import { temporaryFolder } from './temporary-folder.js'

test('a file that something has written into without end is told and not read', () => {
  const path = join(temporaryFolder(), 'secrets.json')
  writeFileSync(path, '', { mode: 0o600 })
  truncateSync(path, 65 * 1024 ** 2)
  for (const read of [readIfThere, readPrivateFile])
    expect(problemsOf(() => read(path))[0]).toMatchObject({
      code: 'state.file-too-large',
      details: { path, mebibytes: 65, most: 64 },
    })
})

import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { installerLibraries } from '../../src/packing/installer-libraries.js'
import { temporaryFolder } from '../state/temporary-folder.js'

test('finds the libraries that the build has noted, and those that lie beside it', async () => {
  const folder = temporaryFolder()
  const file = (path: string, content: string) => {
    const local = join(folder, path.replaceAll('/', '-'))
    writeFileSync(local, content)
    return { path, local }
  }
  const rule = '-'.repeat(80)
  const files = [
    file(
      'dist/third-party-licences.txt',
      `zod 4.6.7 (MIT)\n\nMIT License\n\nname 1.0 (not a library)\n\n${rule}\n\n@a/b 1.0.0 (MIT OR Apache-2.0)\n\nText\n`,
    ),
    file('node_modules/ssh2/package.json', '{"name": "ssh2", "version": "1.17.0", "license": "MIT", "x": 1}'),
    file('node_modules/ssh2/lib/package.json', '{"type": "commonjs"}'),
    file('node_modules/@c/d/package.json', '{"name": "@c/d", "version": "2.0.0"}'),
    file(
      'node_modules/old/package.json',
      '{"name": "old", "version": "0.1.0", "licenses": [{"type": "MIT", "url": "https://x"}]}',
    ),
    file('package.json', '{"name": "create-metis-node", "version": "0.1.0"}'),
  ]
  expect(await installerLibraries(files)).toEqual([
    { name: '@a/b', version: '1.0.0', license: 'MIT OR Apache-2.0' },
    { name: '@c/d', version: '2.0.0' },
    { name: 'old', version: '0.1.0', license: 'MIT' },
    { name: 'ssh2', version: '1.17.0', license: 'MIT' },
    { name: 'zod', version: '4.6.7', license: 'MIT' },
  ])
})

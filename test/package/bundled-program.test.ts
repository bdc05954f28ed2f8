import { readFileSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { installerFiles } from '../../src/packing/installer-files.js'

test('the built program asks in a bundle for no module that Node.js would look for above it', async () => {
  const files = await installerFiles(fileURLToPath(new URL('../..', import.meta.url)))
  const paths = files.map(({ path }) => path)
  const built = files.filter(({ path }) => /^dist\/.*\.js$/.test(path))
  const asked = built.flatMap(({ local }) => {
    const text = readFileSync(local, 'utf8')
    return [
      ...text.matchAll(/(?:require\d*|import)\(["']([^."'][^"']*)["']\)|^.*\bfrom "([^."\s][^"\s]*)";$/gm),
    ]
  })
  const names = [...new Set(asked.map(([, called, from]) => called ?? from ?? ''))].filter(
    // An older Node.js says no of a module that is built into a newer one.
    (name) => !isBuiltin(name) && !name.startsWith('node:'),
  )
  expect(names.toSorted()).toEqual(['bufferutil', 'react-devtools-core', 'ssh2', 'utf-8-validate'])
  expect(names.filter((name) => !paths.some((path) => path.startsWith(`node_modules/${name}/`)))).toEqual([])
})

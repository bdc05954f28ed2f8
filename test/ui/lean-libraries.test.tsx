import { fileURLToPath } from 'node:url'
import { build, transform } from 'esbuild'
import { Box, Text } from 'ink'
import { render } from 'ink-testing-library'
import { expect, it } from 'vitest'
import { leanInBundle, leanInTests } from '../../lean-libraries.js'
import Output from '../../node_modules/ink/build/output.js'

const CHANGED = [
  'ink/build/measure-text.js',
  'ink/build/output.js',
  'ink/build/render-node-to-output.js',
  'ink/build/squash-text-nodes.js',
  'string-width/index.js',
]

it('gives tests the very libraries that operators get', async () => {
  const paths = CHANGED.map((file) => fileURLToPath(new URL(`../../node_modules/${file}`, import.meta.url)))
  const { outputFiles } = await build({
    entryPoints: paths,
    outdir: 'unwritten',
    plugins: [leanInBundle],
    write: false,
  })
  const tested = paths.map(async (path) => (await transform(leanInTests.load(path) ?? '')).code)
  expect(outputFiles.map(({ text }) => text)).toEqual(await Promise.all(tested))
})

it('draws in tests with that Ink, which composes a row only where texts share it', () => {
  const { lastFrame } = render(
    <Box flexDirection="column">
      <Text>alone</Text>
      <Box>
        <Text>left</Text>
        <Text>right</Text>
      </Box>
    </Box>,
  )
  expect(lastFrame()).toBe('alone\nleftright')
  // biome-ignore lint/complexity/useLiteralKeys: private to Ink, and what tells the one from the other
  const { styledChars } = new Output({ width: 20, height: 1 })['caches']
  expect(['alone', 'left', 'right'].filter((text) => styledChars.has(text))).toEqual(['left', 'right'])
})

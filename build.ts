import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { leanInBundle } from './lean-libraries.js'

/**
 * Makes `dist/` from `src` and `steps`: two entries, and chunks that are loaded when they are wanted. Libraries are
 * in it, so that starting reads a handful of files instead of seven hundred; only ssh2 stays outside, since it brings
 * native parts. Types are checked by `tsc --noEmit`.
 */
const DIST = 'dist'
const HOUR_MILLISECONDS = 3_600_000

const { metafile } = await build({
  entryPoints: { main: 'src/commands/program/main.ts', screens: 'steps/screens.tsx' },
  outdir: DIST,
  bundle: true,
  splitting: true,
  chunkNames: 'chunks/[name]-[hash]',
  format: 'esm',
  // Chinese as it stands, not as six letters for each of its characters.
  charset: 'utf8',
  platform: 'node',
  target: 'node20.19',
  jsx: 'automatic',
  plugins: [leanInBundle],
  external: ['ssh2', 'react-devtools-core'],
  // React chooses by it between its two builds; the one for development takes several times as long.
  define: { 'process.env.NODE_ENV': '"production"' },
  // Some libraries inside are CommonJS and ask for modules of Node.js.
  banner: {
    js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
  },
  legalComments: 'none',
  metafile: true,
})
removeFormer(Object.keys(metafile.outputs))
writeFileSync(join(DIST, 'package.json'), '{ "type": "module" }\n')
writeFileSync(join(DIST, 'third-party-licences.txt'), licences(Object.keys(metafile.inputs)))

/** The licence of every library that is in the bundle, as they ask for. */
function licences(inputs: readonly string[]): string {
  const folders = new Set(
    inputs.flatMap((path) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? []),
  )
  return [...folders]
    .sort()
    .map((folder) => {
      const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
      const file = existsSync(folder) && readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry))
      const text = file ? readFileSync(join(folder, file), 'utf8').trim() : ''
      return `${name} ${version} (${license})\n\n${text}\n`
    })
    .join(`\n${'-'.repeat(80)}\n\n`)
}

/** What earlier builds left, but not the chunks that a program which runs now may still ask for. */
function removeFormer(outputs: readonly string[]): void {
  for (const entry of readdirSync(DIST, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    if (!entry.isFile() || outputs.includes(path)) continue
    if (Date.now() - statSync(path).mtimeMs > HOUR_MILLISECONDS) rmSync(path)
  }
}

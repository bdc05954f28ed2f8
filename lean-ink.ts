import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Plugin } from 'esbuild'

/**
 * Ink finds out for every frame how wide each row is and how each of its characters looks, though most rows are those
 * of the frame before; and it keeps every text that it has ever measured. In the bundle it remembers the rows of the
 * last frames, and no others. A build fails where Ink is no longer as it is known here.
 */
export const leanInk: Plugin = {
  name: 'lean-ink',
  setup: ({ onLoad }) => {
    onLoad({ filter: /[\\/]node_modules[\\/]ink[\\/]build[\\/][a-z-]+\.js$/ }, async ({ path }) => {
      const changes = CHANGES[basename(path)] ?? []
      const source = await readFile(path, 'utf8')
      return { contents: changes.reduce((text, change) => changed(text, change, path), source), loader: 'js' }
    })
  },
}

type Change = readonly [before: string, after: string]

const CHANGES: Readonly<Record<string, readonly Change[]>> = {
  'output.js': [
    [
      'export default class Output {',
      `let known = new OutputCaches();
const cachesOfLastFrames = () => {
    if (known.styledChars.size > 200 || known.widths.size > 5000) known = new OutputCaches();
    return known;
};
const BLANK = { type: 'char', value: ' ', fullWidth: false, styles: [] };
export default class Output {`,
    ],
    ['    caches = new OutputCaches();', '    caches = cachesOfLastFrames();'],
    [
      `row.push({
                    type: 'char',
                    value: ' ',
                    fullWidth: false,
                    styles: [],
                });`,
      'row.push(BLANK);',
    ],
  ],
  'measure-text.js': [
    [
      '    cache.set(text, dimensions);',
      '    if (cache.size > 1000) cache.clear();\n    cache.set(text, dimensions);',
    ],
  ],
  'render-node-to-output.js': [
    ["import widestLine from 'widest-line';", "import measureText from './measure-text.js';"],
    ['widestLine(text)', 'measureText(text).width'],
  ],
}

function changed(text: string, [before, after]: Change, path: string): string {
  if (text.split(before).length !== 2) throw new Error(`${path} does not hold once: ${before}`)
  return text.replace(before, () => after)
}

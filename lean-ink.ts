import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Plugin } from 'esbuild'

/**
 * Ink takes each row of each frame to single characters and puts it together again, which is most of what a frame costs
 * and leaves behind; and it keeps every text that it has ever measured. In the bundle it does so only where texts share a
 * row, and forgets what was not measured for long. A build fails where Ink is no longer as it is known here.
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

/** A row with one text is that text. Only where several share a row, it is composed of characters, as Ink does it. */
const ROWS = `const rowOf = (texts, width) => {
    const [first] = texts;
    if (first === undefined) return '';
    if (texts.length > 1) return composed(texts, width);
    const row = (' '.repeat(first.x) + first.line).trimEnd();
    return row.includes('\\u001b') ? row + '\\u001b[0m' : row;
};
const BLANK = { type: 'char', value: ' ', fullWidth: false, styles: [] };
const composed = (texts, width) => {
    const caches = cachesOfLastFrames();
    const currentLine = Array.from({ length: width }, () => BLANK);
    for (const { x, line } of texts) {
        let offsetX = x;
        for (const character of caches.getStyledChars(line)) {
            currentLine[offsetX] = character;
            const characterWidth = Math.max(1, caches.getStringWidth(character.value));
            for (let index = 1; index < characterWidth; index++) {
                currentLine[offsetX + index] = { ...character, value: '', fullWidth: false };
            }
            offsetX += characterWidth;
        }
    }
    return styledCharsToString(currentLine.filter((item) => item !== undefined)).trimEnd();
};
let known = new OutputCaches();
const cachesOfLastFrames = () => {
    if (known.styledChars.size > 200 || known.widths.size > 5000) known = new OutputCaches();
    return known;
};
`

const CHANGES: Readonly<Record<string, readonly Change[]>> = {
  'output.js': [
    ['export default class Output {', `${ROWS}export default class Output {`],
    ['    caches = new OutputCaches();', '    caches = cachesOfLastFrames();'],
    [
      `            const row = [];
            for (let x = 0; x < this.width; x++) {
                row.push({
                    type: 'char',
                    value: ' ',
                    fullWidth: false,
                    styles: [],
                });
            }
            output.push(row);
`,
      '            output.push([]);\n',
    ],
    [
      `                    const characters = this.caches.getStyledChars(line);
                    let offsetX = x;
                    for (const character of characters) {
                        currentLine[offsetX] = character;
                        // Determine printed width using string-width to align with measurement
                        const characterWidth = Math.max(1, this.caches.getStringWidth(character.value));
                        // For multi-column characters, clear following cells to avoid stray spaces/artifacts
                        if (characterWidth > 1) {
                            for (let index = 1; index < characterWidth; index++) {
                                currentLine[offsetX + index] = {
                                    type: 'char',
                                    value: '',
                                    fullWidth: false,
                                    styles: character.styles,
                                };
                            }
                        }
                        offsetX += characterWidth;
                    }
                    offsetY++;
`,
      '                    currentLine.push({ x, line });\n                    offsetY++;\n',
    ],
    [
      `            .map(line => {
            // See https://github.com/vadimdemedes/ink/pull/564#issuecomment-1637022742
            const lineWithoutEmptyItems = line.filter(item => item !== undefined);
            return styledCharsToString(lineWithoutEmptyItems).trimEnd();
        })
`,
      '            .map((texts) => rowOf(texts, this.width))\n',
    ],
  ],
  'squash-text-nodes.js': [
    [
      'const squashTextNodes =',
      `const known = new Map();
const sanitised = (text) => {
    if (known.size > 1000) known.clear();
    if (!known.has(text)) known.set(text, sanitizeAnsi(text));
    return known.get(text);
};
const squashTextNodes =`,
    ],
    ['return sanitizeAnsi(text);', 'return sanitised(text);'],
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

import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import type { Plugin } from 'esbuild'

/**
 * What is changed in libraries, in the bundle and in tests alike. Decision 8 has what it saves, and when it can go.
 *
 * Ink takes each row of each frame to single characters and puts it together again, which is most of what a frame costs
 * and leaves behind; and it keeps every text that it has ever measured. Here it does so only where texts share a row, and
 * forgets what was not measured for long. string-width loads the languages and the emoji of the world as it starts, which
 * it needs for a few characters of some texts.
 */
export const leanInBundle: Plugin = {
  name: 'lean-libraries',
  setup: ({ onLoad, onEnd }) => {
    const unseen = new Set(Object.keys(CHANGES))
    onLoad({ filter: /[\\/]node_modules[\\/](ink|string-width)[\\/]/ }, async ({ path }) => {
      const file = changedFile(path)
      if (file === undefined) return undefined
      unseen.delete(file)
      return { contents: lean(path, await readFile(path, 'utf8')), loader: 'js' }
    })
    onEnd(() => {
      for (const file of unseen) throw new Error(`${file} is no longer part of what is bundled`)
    })
  },
}

/** The same for vitest, which reads these libraries itself: those that are changed, and whoever imports them. */
export const LEAN_IN_TESTS = ['ink', 'ink-testing-library', 'string-width']
export const leanInTests = {
  name: 'lean-libraries',
  // Without the maps that they name and do not bring.
  load: (path: string) =>
    INLINED.test(path)
      ? lean(path, readFileSync(path, 'utf8')).replace(/^\/\/# sourceMappingURL=.*/m, '')
      : null,
}
const INLINED = /\/node_modules\/(?:ink|ink-testing-library|string-width)\/[^?]+\.js$/

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

/** By the end of a file's path; each of the texts is in it once. */
const CHANGES: Readonly<Record<string, readonly Change[]>> = {
  'ink/build/output.js': [
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
  'ink/build/squash-text-nodes.js': [
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
  'ink/build/measure-text.js': [
    [
      '    cache.set(text, dimensions);',
      '    if (cache.size > 1000) cache.clear();\n    cache.set(text, dimensions);',
    ],
  ],
  'ink/build/render-node-to-output.js': [
    ["import widestLine from 'widest-line';", "import measureText from './measure-text.js';"],
    ['widestLine(text)', 'measureText(text).width'],
  ],
  'string-width/index.js': [
    [
      'const segmenter = new Intl.Segmenter();',
      `let segments;
const segmenter = { segment: (text) => (segments ??= new Intl.Segmenter()).segment(text) };`,
    ],
    [
      String.raw`const rgiEmojiRegex = /^\p{RGI_Emoji}$/v;`,
      String.raw`let emoji;
const rgiEmojiRegex = { test: (text) => (emoji ??= /^\p{RGI_Emoji}$/v).test(text) };`,
    ],
  ],
}

/** Not what a library brings of its own: wrap-ansi has another string-width. */
function changedFile(path: string): string | undefined {
  const [, file = ''] = /^.*[\\/]node_modules[\\/](.*)$/.exec(path.replaceAll('\\', '/')) ?? []
  const isNested = path.split('node_modules').length > 2
  return !isNested && Object.hasOwn(CHANGES, file) ? file : undefined
}

function lean(path: string, source: string): string {
  return (CHANGES[changedFile(path) ?? ''] ?? []).reduce((text, [before, after]) => {
    if (text.split(before).length !== 2) throw new Error(`${path} does not hold once: ${before}`)
    return text.replace(before, () => after)
  }, source)
}

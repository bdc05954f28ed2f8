import { readFile } from 'node:fs/promises'
import type { Plugin } from 'esbuild'

const LANGUAGES = /[\\/]node_modules[\\/]zod[\\/]v4[\\/]locales[\\/]index\.js$/
const WIDTH = /[\\/]node_modules[\\/]string-width[\\/]index\.js$/
/** What string-width says, and what it says instead: each of them takes 30 ms to make. */
const MADE_LATER = [
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
] as const

/**
 * What libraries would do at every start, wanted or not. zod reads its messages in fifty languages: ours are written
 * from its issues (src/i18n). string-width has the languages and the emoji of the world loaded, which it needs for a few
 * characters of some texts. A build fails where they are no longer as they are known here.
 */
export const leanStart: Plugin = {
  name: 'lean-start',
  setup: ({ onLoad, onEnd }) => {
    let isZodKnown = false
    const unknown = new Set<string>(MADE_LATER.map(([atOnce]) => atOnce))
    onLoad({ filter: LANGUAGES }, () => {
      isZodKnown = true
      return { contents: "export { default as en } from './en.js'", loader: 'js' }
    })
    onLoad({ filter: WIDTH }, async ({ path }) => {
      let source = await readFile(path, 'utf8')
      for (const [atOnce, later] of MADE_LATER) {
        if (source.includes(atOnce)) unknown.delete(atOnce)
        source = source.replace(atOnce, () => later)
      }
      return { contents: source, loader: 'js' }
    })
    onEnd(() => {
      if (!isZodKnown) throw new Error('zod no longer keeps its languages in v4/locales')
      for (const line of unknown) throw new Error(`string-width no longer says: ${line}`)
    })
  },
}

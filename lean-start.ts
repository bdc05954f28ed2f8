import { readFile } from 'node:fs/promises'
import type { Plugin } from 'esbuild'

const LANGUAGES = /[\\/]node_modules[\\/]zod[\\/]v4[\\/]locales[\\/]index\.js$/
const WIDTH = /[\\/]node_modules[\\/]string-width[\\/]index\.js$/
const SEGMENTER = 'const segmenter = new Intl.Segmenter();'

/**
 * What libraries would do at every start, wanted or not. zod reads its messages in fifty languages: ours are written
 * from its issues (src/i18n). string-width has the languages of the world loaded that it needs for a few characters of
 * some texts. A build fails where they are no longer as they are known here.
 */
export const leanStart: Plugin = {
  name: 'lean-start',
  setup: ({ onLoad, onEnd }) => {
    let isZodKnown = false
    onLoad({ filter: LANGUAGES }, () => {
      isZodKnown = true
      return { contents: "export { default as en } from './en.js'", loader: 'js' }
    })
    onLoad({ filter: WIDTH }, async ({ path }) => {
      const source = await readFile(path, 'utf8')
      if (source.split(SEGMENTER).length !== 2) throw new Error(`${path} does not hold once: ${SEGMENTER}`)
      const later = `let made;
const segmenter = { segment: (text) => (made ??= new Intl.Segmenter()).segment(text) };`
      return { contents: source.replace(SEGMENTER, later), loader: 'js' }
    })
    onEnd(() => {
      if (!isZodKnown) throw new Error('zod no longer keeps its languages in v4/locales')
    })
  },
}

import type { Plugin } from 'esbuild'

/**
 * zod brings its messages in fifty languages, and they would be read at every start. Ours are written from its issues
 * (src/i18n), so that in the bundle it has the English ones alone. A build fails where zod keeps them elsewhere.
 */
export const leanZod: Plugin = {
  name: 'lean-zod',
  setup: ({ onLoad, onEnd }) => {
    let isFound = false
    onLoad({ filter: /[\\/]node_modules[\\/]zod[\\/]v4[\\/]locales[\\/]index\.js$/ }, () => {
      isFound = true
      return { contents: "export { default as en } from './en.js'", loader: 'js' }
    })
    onEnd(() => {
      if (!isFound) throw new Error('zod no longer keeps its languages in v4/locales')
    })
  },
}

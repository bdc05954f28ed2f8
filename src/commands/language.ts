import { LANGUAGES, type Language } from '../i18n/message.js'

/** `--lang`, else what the environment speaks; Chinese of any region is `zh`, all else English. */
export function chooseLanguage(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Language | { readonly unknown: string } {
  const given = givenLanguage(argv)
  if (given !== undefined) return isLanguage(given) ? given : { unknown: given }
  const spoken = [env.LC_ALL, env.LC_MESSAGES, env.LANG].find((value) => value !== undefined && value !== '')
  return spoken?.toLowerCase().startsWith('zh') ? 'zh' : 'en'
}

// Read before the arguments are parsed, since help and errors of parsing have a language too.
function givenLanguage(argv: readonly string[]): string | undefined {
  const end = argv.indexOf('--')
  const options = end === -1 ? argv : argv.slice(0, end)
  const at = options.findLastIndex((word) => word === '--lang' || word.startsWith('--lang='))
  const word = options[at]
  return word?.startsWith('--lang=') ? word.slice('--lang='.length) : word && (options[at + 1] ?? '')
}

function isLanguage(word: string): word is Language {
  return (LANGUAGES as readonly string[]).includes(word)
}

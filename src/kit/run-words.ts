import type { Say } from '../i18n/say.js'
import { shellQuote } from '../lib/text.js'

/** What a kit's script may say on the host: `kit.run.<name>` of the language that it was made in. */
const RUN_WORDS = [
  'usage',
  'begin',
  'not-root',
  'not-this-host',
  'other-machine',
  'no-systemd',
  'other-architecture',
  'other-system',
  'other-cpu',
  'other-organisation',
  'busy',
  'nothing-done',
  'checking',
  'file-missing',
  'file-differs',
  'secrets-gone',
  'step',
  'step-done',
  'step-open',
  'step-took',
  'failed',
  'stopping',
  'stopped',
  'stopped-at-once',
  'all-done',
  'all-done-before',
  'looked',
  'receipt',
  'receipt-failed',
  'ask-wipe',
  'keep-safe',
  'wiped',
  'wipe-failed',
] as const

/** The bash array `word`. What is known when the kit is made is filled in; the rest the script fills in itself. */
export function runWords(say: Say, known: Readonly<Record<string, string>>): string {
  const entries = RUN_WORDS.map((word) => `  [${word}]=${shellQuote(say(`kit.run.${word}`, known))}`)
  return ['declare -A word=(', ...entries, ')'].join('\n')
}

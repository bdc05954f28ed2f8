import type { Explanation } from '../explanation.js'

/** What `?` shows, by what the screen asks. */
export const questions = {
  language: {
    what: 'The language of every screen, message and file that this program writes for people.',
    usual: 'that of the terminal (LC_ALL, LC_MESSAGES, LANG)',
    seenBy: 'only you',
    breaks: 'nothing; Ctrl-L switches it on every screen',
    flag: '--lang en|zh',
    yaml: '',
  },
} satisfies Readonly<Record<string, Explanation>>

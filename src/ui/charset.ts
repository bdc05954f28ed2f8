export type Charset = 'box' | 'ascii'

/**
 * Box drawing where the terminal is known to show it: a UTF-8 locale, and none of the terminals whose fonts lack the
 * signs. The first of the three variables that is set decides, as for every program; Windows Terminal sets none.
 */
export function chooseCharset(env: Readonly<Record<string, string | undefined>>): Charset {
  const locale = [env.LC_ALL, env.LC_CTYPE, env.LANG].find((value) => value !== undefined && value !== '')
  const isUtf8 = locale === undefined ? (env.WT_SESSION ?? '') !== '' : /utf-?8/i.test(locale)
  return isUtf8 && !POOR_TERMINALS.includes(env.TERM ?? '') ? 'box' : 'ascii'
}

const POOR_TERMINALS = ['dumb', 'linux', 'vt100', 'vt102', 'vt220', 'ansi']

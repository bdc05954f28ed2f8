const THEME = {
  failed: '31;1',
  warning: '33',
  advice: '36',
  done: '32',
  muted: '2',
  strong: '1',
  added: '32',
  removed: '31',
  running: '36',
} as const

/** What a text means; the theme above says how that looks. Colour is never the only sign. */
export type Meaning = keyof typeof THEME

export type Paint = (meaning: Meaning, text: string) => string

/** Colours by meaning, or leaves every text as it is. */
export function painter(coloured: boolean): Paint {
  if (!coloured) return (_meaning, text) => text
  return (meaning, text) => (text === '' ? '' : `\u001b[${THEME[meaning]}m${text}\u001b[0m`)
}

/** `NO_COLOR` (any non-empty value) and `TERM=dumb` win over a terminal; see no-color.org. */
export function wantsColour(stream: { isTTY: boolean }, env: Readonly<Record<string, string | undefined>>) {
  return stream.isTTY && (env.NO_COLOR ?? '') === '' && env.TERM !== 'dumb'
}

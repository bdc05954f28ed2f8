/** Characters that steer a terminal or the direction of a text, or that nobody sees: two texts that look alike may differ in them. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu
const COLOUR = String.raw`\u001b\[[\d;]*m`
const ESCAPE = String.raw`\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[ -/]*[0-~])`
const ESCAPES = new RegExp(ESCAPE, 'g')
/** In one pass: what is left when a part is taken out must not be a sequence again. */
const KEPT_OR_NOT = new RegExp(`(${COLOUR}|[\\n\\t])|${ESCAPE}|${UNSEEN.source}`, 'gu')

/** A text without them, and without escape sequences. */
export function withoutUnseen(text: string): string {
  return text.replace(ESCAPES, '').replace(UNSEEN, '')
}

/** What is on its way to a terminal, whoever said it: of all that steers one, colours, line ends and tabs stay. */
export function forTerminal(text: string): string {
  return text.replace(KEPT_OR_NOT, (_, kept: string | undefined) => kept ?? '')
}

/** One line of JSON in which they stand as `\uXXXX`: what reads it gets what was meant, what shows it shows nothing else. */
export function jsonLine(value: unknown): string {
  const escaped = (one: string) =>
    Array.from(
      { length: one.length },
      (_, i) => `\\u${one.charCodeAt(i).toString(16).padStart(4, '0')}`,
    ).join('')
  return `${JSON.stringify(value).replace(UNSEEN, escaped)}\n`
}

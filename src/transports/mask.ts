import { shellQuote } from '../lib/text.js'

const SHORTEST = 4

/**
 * Replaces every given value by `***`, also where it is written inside a shell word, a JSON or SQL string, and
 * line by line where it has several. Shorter values than four characters would hide half of every text, and stay.
 */
export function createMask(values: readonly string[]): (line: string) => string {
  const forms = [...new Set(values.flatMap(formsOf))].filter((form) => form.length >= SHORTEST)
  // One after the other: the record of many hosts is hidden too, and too large for a regular expression.
  const longestFirst = forms.sort((a, b) => b.length - a.length)
  return (line) => longestFirst.reduce((text, form) => text.replaceAll(form, '***'), line)
}

function formsOf(value: string): string[] {
  const inJson = JSON.stringify(value).slice(1, -1)
  const quoted = value.includes('\u0000') ? value : shellQuote(value)
  const inShell = quoted.startsWith("'") ? quoted.slice(1, -1) : quoted
  const inSql = value.replaceAll('\\', '\\\\').replaceAll("'", "''")
  return [value, inJson, inShell, inSql, ...value.split('\n'), ...inShell.split('\n')]
}

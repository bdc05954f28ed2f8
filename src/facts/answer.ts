export type JsonRecord = Readonly<Record<string, unknown>>

/** Lines of the form `label rest`, by label; the last one of a label wins. */
export function labelled(output: string): Readonly<Record<string, string>> {
  const found: Record<string, string> = Object.create(null)
  for (const line of output.split('\n')) {
    const space = line.indexOf(' ')
    if (space > 0) found[line.slice(0, space)] = line.slice(space + 1).trim()
  }
  return found
}

/** A whole number, or 0 where the host said something else. */
export function wholeNumber(word: string | undefined): number {
  return word !== undefined && /^\d{1,15}$/.test(word) ? Number(word) : 0
}

/** What a service answered; `undefined` for what is no JSON. */
export function jsonIn(answer: string | undefined): unknown {
  try {
    return JSON.parse(answer ?? '')
  } catch {
    return undefined
  }
}

export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null
}

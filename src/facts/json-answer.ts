export type JsonRecord = Readonly<Record<string, unknown>>

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

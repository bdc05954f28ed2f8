import type { Draft } from '../draft.js'
import { answerField } from './answer-field.js'
import type { NetworkField } from './fields.js'

/** Texts that are no answer yet, and that no draft can hold: kept while other screens are on. */
export interface HalfTyped {
  /** Whose answers they are to become. */
  readonly draft: Draft['id']
  readonly texts: readonly {
    readonly key: NetworkField['key']
    /** Of a port of one host: what is not its text when roles have moved. */
    readonly host?: string | undefined
    readonly text: string
  }[]
}

export const NOTHING_HALF_TYPED: HalfTyped = { draft: '', texts: [] }

/** What of the texts by key would be lost with the screen. */
export function halfTyped(
  { id }: Pick<Draft, 'id'>,
  fields: readonly NetworkField[],
  typed: Readonly<Record<string, string>>,
): HalfTyped {
  const texts = fields.flatMap((field) => {
    const { key, port } = field
    const text = typed[key]
    if (text === undefined) return []
    const { problem, edit } = answerField(field, text)
    // What is wrong but can stand in the draft is kept there.
    return problem === undefined || edit !== undefined ? [] : [{ key, host: port?.host, text }]
  })
  return { draft: id, texts }
}

/** Texts by key, of those fields that are still the same. */
export function typedAgain(
  { id }: Pick<Draft, 'id'>,
  fields: readonly NetworkField[],
  kept: HalfTyped,
): Readonly<Record<string, string>> {
  if (kept.draft !== id) return {}
  const texts = kept.texts.filter(({ key, host }) =>
    fields.some((field) => field.key === key && field.port?.host === host),
  )
  return Object.fromEntries(texts.map(({ key, text }) => [key, text]))
}

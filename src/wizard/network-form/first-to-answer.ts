import type { Advice } from '../advice.js'
import { answerField } from './answer-field.js'
import type { NetworkField } from './fields.js'

/** Key of the first field that can't stay as it is: what was typed, or what the rules say about it. */
export function firstToAnswer(
  fields: readonly NetworkField[],
  typed: Readonly<Record<string, string>>,
  advice: readonly Advice[],
): string | undefined {
  return fields.find((field) => {
    const text = typed[field.key]
    if (text !== undefined && answerField(field, text).problem !== undefined) return true
    return adviceAbout(field, advice)?.problem.severity === 'error'
  })?.key
}

/** What there is to say about the answer in a field, the worst. */
export function adviceAbout(
  { key }: Pick<NetworkField, 'key'>,
  advice: readonly Advice[],
): Advice | undefined {
  return advice.find(({ step, problem: { code, details, where } }) => {
    if (step !== 'network') return false
    if (code === 'topology.port-clash') return same(key, String(details.setting))
    if (code === 'roles.external-address-private' || code === 'topology.missing-external-address')
      return key === `roles.${details.role}.externalAddress`
    return where.path !== undefined && same(key, where.path)
  })
}

/** The only entry of a role stands in the file without a number. */
function same(key: string, path: string): boolean {
  return (
    key === path ||
    key.replace(/^(roles\.\w+)\[0\]/, '$1') === path ||
    key === path.replace(/(bootstrapNodes)\[\d+\]$/, '$1')
  )
}

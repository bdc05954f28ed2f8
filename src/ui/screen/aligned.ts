import stringWidth from 'string-width'
import { pad } from '../text.js'
import type { ChoiceItem } from './choice.js'

/** Remarks below one another, as long as the labels leave them room. */
export function aligned<V>(items: readonly ChoiceItem<V>[]): readonly ChoiceItem<V>[] {
  const width = Math.min(WIDEST_LABEL, Math.max(...items.map(({ label }) => stringWidth(label))))
  return items.map((one) => ({ ...one, label: pad(one.label, width) }))
}

const WIDEST_LABEL = 36

import { useState } from 'react'
import stringWidth from 'string-width'
import { SIGNS } from '../picture/span.js'
import { pad } from '../text.js'
import { usedBy, useKeys, useLook } from './hooks.js'
import { Rows } from './rows.js'

export interface ChoiceItem<V> {
  readonly value: V
  readonly label: string
  /** Behind the label, less loud. */
  readonly remark?: string
}

export interface ChoiceProps<V> {
  readonly items: readonly ChoiceItem<V>[]
  /** Keys that are typed before a promise is kept wait for it. */
  readonly onSelect: (value: V) => unknown
  readonly onHighlight?: (value: V) => void
  readonly initial?: V
  readonly isActive?: boolean
  /** Items in sight; more are reached by going on. */
  readonly limit?: number
}

/** One of several: arrows move, past the end to the beginning, Enter takes. */
export function Choice<V extends string | number>({
  items,
  onSelect,
  onHighlight,
  initial,
  isActive = true,
  limit = items.length,
}: ChoiceProps<V>) {
  const { charset, paint } = useLook()
  const [highlighted, setHighlighted] = useState(initial)
  const known = items.findIndex(({ value }) => value === highlighted)
  const at = Math.max(0, known)
  useKeys(
    ({ name }) => {
      const item = items[at]
      if (item === undefined) return false
      if (name === 'enter') return usedBy(onSelect(item.value))
      if (name !== 'up' && name !== 'down') return false
      const to = items.at((at + (name === 'up' ? -1 : 1)) % items.length)
      if (to === undefined) return false
      setHighlighted(to.value)
      onHighlight?.(to.value)
      return true
    },
    { isActive, layer: 'part' },
  )
  const first = Math.max(0, at + 1 - limit)
  const lines = items.slice(first, first + limit).map(({ label, remark }, i) => {
    const row = first + i === at ? paint('strong', `${SIGNS[charset].pointer} ${label}`) : `  ${label}`
    return remark === undefined ? row : `${row}  ${paint('muted', remark)}`
  })
  return <Rows lines={lines} />
}

/** Remarks below one another, as long as the labels leave them room. */
export function aligned<V>(items: readonly ChoiceItem<V>[]): readonly ChoiceItem<V>[] {
  const width = Math.min(WIDEST_LABEL, Math.max(...items.map(({ label }) => stringWidth(label))))
  return items.map((one) => ({ ...one, label: pad(one.label, width) }))
}

const WIDEST_LABEL = 36

import { Box, Text } from 'ink'
import SelectInput from 'ink-select-input'
import { useState } from 'react'
import stringWidth from 'string-width'
import { pad } from '../text.js'
import { usedBy, useKeys, useLook } from './hooks.js'

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

/**
 * One of several: arrows move, past the end to the beginning, Enter takes. The keys come from our own keyboard, not
 * from the list's: its digits would take an item at once, and what is typed ahead may be meant for the next screen.
 */
export function Choice<V extends string | number>({
  items,
  onSelect,
  onHighlight,
  initial,
  isActive = true,
  limit = items.length,
}: ChoiceProps<V>) {
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
  return (
    <SelectInput
      key={at}
      isFocused={false}
      initialIndex={at}
      limit={limit}
      items={items.map((item) => ({ ...item, key: String(item.value) }))}
      indicatorComponent={Pointer}
      itemComponent={Label}
    />
  )
}

function Pointer({ isSelected = false }: { isSelected?: boolean }) {
  const { charset, paint } = useLook()
  const sign = charset === 'ascii' ? '>' : '▸'
  return (
    <Box flexShrink={0}>
      <Text>{isSelected ? paint('strong', `${sign} `) : '  '}</Text>
    </Box>
  )
}

/** The list hands over the whole item, though its type names the label only. */
function Label({
  isSelected = false,
  label,
  remark,
}: {
  isSelected?: boolean
  label: string
  remark?: string
}) {
  const { paint } = useLook()
  return (
    <Text wrap="truncate">
      {isSelected ? paint('strong', label) : label}
      {remark === undefined ? '' : `  ${paint('muted', remark)}`}
    </Text>
  )
}

/** Remarks below one another, as long as the labels leave them room. */
export function aligned<V>(items: readonly ChoiceItem<V>[]): readonly ChoiceItem<V>[] {
  const width = Math.min(WIDEST_LABEL, Math.max(...items.map(({ label }) => stringWidth(label))))
  return items.map((one) => ({ ...one, label: pad(one.label, width) }))
}

const WIDEST_LABEL = 36

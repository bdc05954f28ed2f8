import { Box, Text } from 'ink'
import SelectInput from 'ink-select-input'
import { useIsCovered } from './covered.js'
import { useLook } from './look.js'

export interface ChoiceItem<V> {
  readonly value: V
  readonly label: string
  /** Behind the label, less loud. */
  readonly remark?: string
}

export interface ChoiceProps<V> {
  readonly items: readonly ChoiceItem<V>[]
  readonly onSelect: (value: V) => void
  readonly onHighlight?: (value: V) => void
  readonly initial?: V
  readonly isActive?: boolean
  /** Items in sight; more are reached by going on. */
  readonly limit?: number
}

/** One of several: arrows move, Enter takes. */
export function Choice<V extends string | number>({
  items,
  onSelect,
  onHighlight,
  initial,
  isActive = true,
  limit,
}: ChoiceProps<V>) {
  const isCovered = useIsCovered()
  const initialIndex = Math.max(
    0,
    items.findIndex(({ value }) => value === initial),
  )
  return (
    <SelectInput
      items={items.map(({ value, label, remark }) => ({
        key: String(value),
        value,
        label: remark === undefined ? label : `${label}\u0000${remark}`,
      }))}
      initialIndex={initialIndex}
      isFocused={isActive && !isCovered}
      onSelect={({ value }) => onSelect(value)}
      indicatorComponent={Pointer}
      itemComponent={Label}
      {...(onHighlight === undefined ? {} : { onHighlight: ({ value }: { value: V }) => onHighlight(value) })}
      {...(limit === undefined ? {} : { limit })}
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

function Label({ isSelected = false, label }: { isSelected?: boolean; label: string }) {
  const { paint } = useLook()
  const [text = '', remark] = label.split('\u0000')
  return (
    <Text wrap="truncate">
      {isSelected ? paint('strong', text) : text}
      {remark === undefined ? '' : `  ${paint('muted', remark)}`}
    </Text>
  )
}

import { Box, Text } from 'ink'
import { printable } from '../../src/ui/printable.js'
import { useLook } from '../../src/ui/screen/look.js'
import { TextField } from '../../src/ui/screen/text-field.js'
import { cut, pad } from '../../src/ui/wrap.js'
import type { NetworkField } from '../../src/wizard/network-form/fields.js'

export interface FieldRowProps {
  readonly field: NetworkField
  readonly name: string
  readonly remark: string
  readonly text: string
  readonly isFocused: boolean
  readonly isWrong: boolean
  readonly onType: (text: string) => void
  readonly columns: { readonly all: number; readonly name: number }
}

const MARKS = 3
const GAP = 2

/** Marks, name, value and remark in one row. */
export function FieldRow({ field, name, remark, text, isFocused, isWrong, onType, columns }: FieldRowProps) {
  const { paint, charset } = useLook()
  const valueColumns = Math.max(16, Math.min(34, columns.all - columns.name - 30))
  const remarkColumns = columns.all - MARKS - columns.name - valueColumns - 2 * GAP
  const pointer = isFocused ? (charset === 'ascii' ? '>' : '▸') : ' '
  const title = pad(cut(printable(name), columns.name), columns.name)
  return (
    <Box height={1} flexShrink={0}>
      <Text>{`${pointer}${isWrong ? paint('failed', '!') : ' '} ${isFocused ? paint('strong', title) : title}  `}</Text>
      <Box width={valueColumns} flexShrink={0}>
        {field.about === 'first-carrier' ? (
          <YesNo value={field.value} isFocused={isFocused} />
        ) : (
          <TextField
            value={text}
            onChange={onType}
            onPaste={(pasted) => onType(`${text} ${pasted}`.trim().replace(/\s+/g, ' '))}
            isActive={isFocused}
            placeholder={cut(printable(field.usual ?? ''), valueColumns - 1)}
            columns={valueColumns - 1}
          />
        )}
      </Box>
      <Text>{paint('muted', `  ${cut(printable(remark), remarkColumns)}`)}</Text>
    </Box>
  )
}

function YesNo({ value, isFocused }: { value: string; isFocused: boolean }) {
  const { say, paint } = useLook()
  const text = (one: 'yes' | 'no') => {
    if (one !== value) return ` ${say(`network.${one}`)} `
    const chosen = `[${say(`network.${one}`)}]`
    return isFocused ? paint('strong', chosen) : chosen
  }
  return <Text wrap="truncate">{`${text('no')}${text('yes')}`}</Text>
}

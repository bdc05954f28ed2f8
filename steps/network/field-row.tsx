import { Box, Text } from 'ink'
import type { Say } from '../../src/i18n/say.js'
import { purposeText } from '../../src/ui/picture/port-text.js'
import { useLook } from '../../src/ui/screen/hooks.js'
import { TextField } from '../../src/ui/screen/text-field.js'
import { cut, pad, printable } from '../../src/ui/text.js'
import { type Draft, entriesOf, type Known, releaseOf } from '../../src/wizard/draft.js'
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

/** What a field is called: one short line. */
export function fieldName({ about, port, role = '' }: NetworkField, say: Say): string {
  if (port === undefined) return say(`network.field.${about}`, { role })
  const where = port.host === undefined ? '' : ` ${port.host}`
  return say('network.field.of-port', {
    role: `${port.role}${where}`,
    purpose: purposeText(port.purpose, say),
  })
}

/** Behind the field: what its default is, once it is not that. */
export function fieldRemark(
  { about, value, usual, key, role = '' }: NetworkField,
  known: Known,
  draft: Draft,
  say: Say,
): string {
  switch (about) {
    case 'external-address':
      return say('network.on-host', { host: entriesOf(draft.file, role)[0]?.host ?? '' })
    case 'data-center':
      return value === ''
        ? say('network.of-release', { release: draft.file.release })
        : say('network.usual', { usual: usual ?? '' })
    case 'bootstrap-nodes': {
      const count = releaseOf(draft.file, known)?.network.bootstrapNodes.length ?? 0
      return value === ''
        ? say('network.nodes-of-release', { count, release: draft.file.release })
        : say('network.nodes', { count: value.split(' ').length })
    }
    case 'first-carrier':
      return ''
    case 'operators':
    case 'moirea':
      return value === '' ? say('network.only-rules') : ''
    case 'port':
      return value === usual ? key : say('network.usual', { usual: usual ?? '' })
  }
}

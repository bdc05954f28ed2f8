import { Box, Text } from 'ink'
import { memo } from 'react'
import { type PictureLine, paintLine } from '../picture/picture.js'
import { useLook } from './look.js'

/** Lines that are painted already, or lines of a picture: one row each, cut where the room ends. */
export function Rows({ lines, rows }: { lines: readonly (string | PictureLine)[]; rows?: number }) {
  const { paint } = useLook()
  const shown = rows === undefined ? lines : lines.slice(0, rows)
  return (
    <Box
      flexDirection="column"
      flexShrink={0}
      overflowY="hidden"
      {...(rows === undefined ? {} : { height: rows })}
    >
      {shown.map((line, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no other identity than their place
        <Row key={i} text={(typeof line === 'string' ? line : paintLine(line, paint)) || ' '} />
      ))}
    </Box>
  )
}

/** Most rows of a frame are those of the frame before, and cost nothing then. */
const Row = memo(function Row({ text }: { text: string }) {
  return <Text wrap="truncate">{text}</Text>
})

import { Text } from 'ink'
import { useLook } from './look.js'

/** How much of something is done, as a bar of `columns` columns; empty when there is nothing to do. */
export function Bar({ done, total, columns }: { done: number; total: number; columns: number }) {
  const { charset, paint } = useLook()
  const [full, rest] = barParts(done, total, columns, charset)
  return (
    <Text wrap="truncate">
      {paint('done', full)}
      {paint('muted', rest)}
    </Text>
  )
}

export function barParts(
  done: number,
  total: number,
  columns: number,
  charset: 'box' | 'ascii',
): [string, string] {
  const share = total <= 0 ? 0 : Math.min(1, Math.max(0, done / total))
  const full = Math.floor(share * columns)
  const [filled, empty] = charset === 'ascii' ? ['#', '.'] : ['█', '░']
  return [filled.repeat(full), empty.repeat(columns - full)]
}

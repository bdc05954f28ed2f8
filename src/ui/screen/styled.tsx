import { Text } from 'ink'
import type { Meaning } from '../colour.js'
import { useLook } from './look.js'

/** Text on one row, styled by what it means. Must have been made printable when it comes from elsewhere. */
export function Styled({ meaning, children }: { meaning?: Meaning; children: string }) {
  const { paint } = useLook()
  return <Text wrap="truncate">{meaning === undefined ? children : paint(meaning, children)}</Text>
}

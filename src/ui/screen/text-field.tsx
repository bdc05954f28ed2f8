import { Text } from 'ink'
import { useState } from 'react'
import stringWidth from 'string-width'
import { printable } from '../text.js'
import { usedBy, useKeys, useLook } from './hooks.js'
import type { Press } from './press.js'

export interface TextFieldProps {
  readonly value: string
  readonly onChange: (value: string) => void
  /** Enter. Keys that are typed before a promise is kept wait for it. */
  readonly onSubmit?: (value: string) => unknown
  /** A paste of several lines; without it they are put together with blanks. */
  readonly onPaste?: (text: string) => void
  /** Shown as dots until the operator asks to see it (Ctrl-R). */
  readonly isSecret?: boolean
  readonly isActive?: boolean
  /** Shown while the value is empty. */
  readonly placeholder?: string
  /** Room, default 40. */
  readonly columns?: number
}

/** One line to type in. The cursor is drawn, so that it is seen on every terminal; a long value scrolls. */
export function TextField({
  value,
  onChange,
  onSubmit,
  onPaste,
  isSecret = false,
  isActive = true,
  placeholder = '',
  columns = 40,
}: TextFieldProps) {
  const { paint } = useLook()
  const [cursor, setCursor] = useState<number>()
  const [isShown, setShown] = useState(false)
  const characters = [...value]
  const at = Math.min(cursor ?? characters.length, characters.length)
  const put = (text: string) => {
    onChange([...characters.slice(0, at), text, ...characters.slice(at)].join(''))
    setCursor(at + [...text].length)
  }
  const erase = (from: number, to: number) => {
    onChange([...characters.slice(0, from), ...characters.slice(to)].join(''))
    setCursor(from)
  }
  const edits: Readonly<Partial<Record<Press['name'], () => void>>> = {
    left: () => setCursor(Math.max(0, at - 1)),
    right: () => setCursor(Math.min(characters.length, at + 1)),
    home: () => setCursor(0),
    'ctrl-a': () => setCursor(0),
    end: () => setCursor(characters.length),
    'ctrl-e': () => setCursor(characters.length),
    backspace: () => at > 0 && erase(at - 1, at),
    'ctrl-u': () => erase(0, at),
    'ctrl-k': () => erase(at, characters.length),
  }
  useKeys(
    ({ name, text }) => {
      if (name === 'enter') return onSubmit !== undefined && usedBy(onSubmit(value))
      if (name === 'ctrl-r') {
        if (isSecret) setShown(!isShown)
        return isSecret
      }
      const edit = edits[name]
      if (edit !== undefined) edit()
      else if (name === 'paste') {
        if (text.trimEnd().includes('\n') && onPaste !== undefined) onPaste(text)
        else put(text.trimEnd().replace(/\s*\n\s*/g, ' '))
      } else {
        // A question mark explains the question elsewhere; in a password it is a character.
        if ((name !== 'char' && name !== 'space') || (text === '?' && !isSecret)) return false
        put(text)
      }
      return true
    },
    { isActive, layer: 'part' },
  )
  // What was read from a file may hold anything.
  const shown = characters.map((character) => (isSecret && !isShown ? '*' : printable(character) || '·'))
  const isEmpty = shown.length === 0
  if (!isActive) {
    const text = isEmpty ? paint('muted', placeholder || ' ') : clip(shown, 0, columns)
    return <Text wrap="truncate">{text}</Text>
  }
  const first = firstShown(shown, at, columns)
  const rest = columns - stringWidth(shown.slice(first, at + 1).join(''))
  return (
    <Text wrap="truncate">
      {shown.slice(first, at).join('')}
      <Text inverse>{shown[at] ?? ' '}</Text>
      {isEmpty ? paint('muted', placeholder) : clip(shown, at + 1, rest)}
    </Text>
  )
}

/** The first character that is shown, so that the cursor is always in sight. */
function firstShown(characters: readonly string[], cursor: number, columns: number): number {
  let first = 0
  while (first < cursor && stringWidth(characters.slice(first, cursor + 1).join('')) >= columns) first += 1
  return first
}

function clip(characters: readonly string[], from: number, columns: number): string {
  let text = ''
  for (const character of characters.slice(from)) {
    if (stringWidth(text + character) > columns) break
    text += character
  }
  return text
}

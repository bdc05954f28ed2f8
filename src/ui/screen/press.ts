import type { Key } from 'ink'

/** A key press as screens know it: a name, and the text of what can be typed. */
export interface Press {
  readonly name: PressName
  /** The character of `char` and `space`, the whole text of `paste`; empty for all others. */
  readonly text: string
}

type PressName = (typeof NAMED)[number][1] | Typed | 'tab' | 'backtab' | 'f1' | `ctrl-${string}` | 'other'
type Typed = 'char' | 'space' | 'paste' | 'backspace' | 'delete'

/** What stands for the F1 key where only characters pass: the code point that others use for it, too. */
export const F1 = '\uf704'

const NAMED = [
  ['upArrow', 'up'],
  ['downArrow', 'down'],
  ['leftArrow', 'left'],
  ['rightArrow', 'right'],
  ['pageUp', 'pageup'],
  ['pageDown', 'pagedown'],
  ['home', 'home'],
  ['end', 'end'],
  ['return', 'enter'],
  ['escape', 'escape'],
] as const satisfies readonly (readonly [keyof Key, string])[]

/** What Ink tells of a key, as a press. Several characters at once can only have been pasted. */
export function pressOf(input: string, key: Key): Press {
  const named = NAMED.find(([flag]) => key[flag] === true)
  if (named !== undefined) return { name: named[1], text: '' }
  if (key.tab) return { name: key.shift ? 'backtab' : 'tab', text: '' }
  // Terminals send DEL for the backspace key, which Ink calls delete.
  if (key.backspace || key.delete) return { name: 'backspace', text: '' }
  if (key.ctrl) return { name: `ctrl-${input}`, text: '' }
  if (input === F1) return { name: 'f1', text: '' }
  if (input === ' ') return { name: 'space', text: ' ' }
  const text = typed(input)
  if (text === '') return { name: 'other', text: '' }
  return { name: [...text].length === 1 && !text.includes('\n') ? 'char' : 'paste', text }
}

/** Line ends as `\n`; control characters, and what is left of the terminal's paste marks, taken out. */
function typed(input: string): string {
  return input.replace(PASTE_MARKS, '').replace(/\r\n?/g, '\n').replace(CONTROLS, '')
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: taking them out is what this is for
const PASTE_MARKS = /\u001b?\[20[01]~/g
// biome-ignore lint/suspicious/noControlCharactersInRegex: taking them out is what this is for
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g

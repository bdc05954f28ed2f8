/** A line as a shell would take it apart, the way Ansible does: `#` ends it also in the middle of a word. */
export interface ShellWords {
  readonly words: readonly string[]
  /** Something stood behind a `#` that a word had before it. */
  readonly isCut: boolean
  /** A quote had no end, or a backslash nothing behind it. */
  readonly isOpen: boolean
}

export function shellWords(line: string, { comments }: { readonly comments: boolean }): ShellWords {
  const words: string[] = []
  let word: string | undefined
  let quote = ''
  for (let i = 0; i < line.length; i += 1) {
    const character = line[i] ?? ''
    const next = line[i + 1]
    if (character === '\\' && quote !== "'" && (quote === '' || next === '"' || next === '\\')) {
      if (next === undefined) return { words: ended(words, word), isCut: false, isOpen: true }
      word = (word ?? '') + next
      i += 1
    } else if (quote !== '') {
      if (character === quote) quote = ''
      else word = (word ?? '') + character
    } else if (character === '"' || character === "'") {
      quote = character
      word ??= ''
    } else if (comments && character === '#') {
      return { words: ended(words, word), isCut: word !== undefined, isOpen: false }
    } else if (/\s/.test(character)) {
      if (word !== undefined) words.push(word)
      word = undefined
    } else word = (word ?? '') + character
  }
  return { words: ended(words, word), isCut: false, isOpen: quote !== '' }
}

function ended(words: readonly string[], word: string | undefined): readonly string[] {
  return word === undefined ? words : [...words, word]
}

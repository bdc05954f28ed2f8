import { type Quoted, type Secret, shellQuote, type Text } from './text.js'

/** A bash script, printable at any time: secrets in it are names, every interpolation is quoted. */
export interface Command {
  readonly script: Text
}

type Word = string | number | Secret | Quoted | Command | readonly string[]

/**
 * The only way to write a command. Strings, numbers and secrets become one quoted word each, an array of
 * strings several; a `Command` is embedded as it is.
 *
 *     sh`install -m ${mode} -- ${source} ${target}`
 */
export function sh(strings: TemplateStringsArray, ...words: readonly Word[]): Command {
  const script = strings.flatMap((literal, i) => {
    const word = words[i]
    return word === undefined ? [literal] : [literal, ...quoted(word)]
  })
  return { script }
}

/** A whole text, secrets included, as one word. */
export function asWord(content: Text): Quoted {
  return { quoted: content }
}

/** Commands one after the other, a line each. */
export function lines(...commands: readonly Command[]): Command {
  return { script: commands.flatMap((command, i) => (i === 0 ? command.script : ['\n', ...command.script])) }
}

function quoted(word: Word): Text {
  if (typeof word === 'string' || typeof word === 'number') return [shellQuote(String(word))]
  if ('script' in word) return word.script
  if ('secret' in word) return [{ quoted: [word] }]
  if ('quoted' in word) return [word]
  return [word.map(shellQuote).join(' ')]
}

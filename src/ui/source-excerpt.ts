import stringWidth from 'string-width'
import type { Where } from '../errors/problem.js'
import { printable } from './printable.js'
import { cut } from './wrap.js'

/**
 * The line of the file that a problem is about, with carets below the value, or the key, or the whole line. `isKey`: it
 * is about the key whatever its value.
 */
export function excerpt(where: Where, source: string | undefined, width: number, isKey = false): string[] {
  if (source === undefined || where.line === undefined) return []
  const line = source.split('\n')[where.line - 1]?.trimEnd()
  if (line === undefined || line.trim() === '' || SECRET.test(line)) return []
  const { start, end } = markedPart(line, where.path, isKey)
  const number = `${where.line} | `
  const before = ' '.repeat(number.length - 2)
  const shown = cut(printable(line), width - number.length)
  const carets = '^'.repeat(Math.max(1, stringWidth(printable(line.slice(start, end)))))
  const marks = ' '.repeat(stringWidth(printable(line.slice(0, start)))) + carets
  return [number + shown, `${before}| ${marks}`.slice(0, width)]
}

/** A line that may hold a password or a key is not repeated on a screen, or in the log of an automation. */
const SECRET = /(?:pas+\w*|secret|token)["']?\s*:|:\/\/[^/\s]*@|-----BEGIN/i

function markedPart(line: string, path: string | undefined, isKey: boolean): { start: number; end: number } {
  const content = line.search(/\S/)
  const key = path?.match(/([^.[\]]+)(?:\[\d+\])*$/)?.[1]
  const at = key === undefined ? -1 : line.search(new RegExp(`(?<![\\w-])["']?${escaped(key)}["']?\\s*:`))
  if (at === -1) return { start: line[content] === '-' ? content + 2 : content, end: line.length }
  const afterKey = line.indexOf(':', at) + 1
  const value = line.slice(afterKey).search(/[^\s]/)
  if (value === -1 || isKey) return { start: at, end: afterKey - 1 }
  return { start: afterKey + value, end: endOfValue(line, afterKey + value) }
}

// In a flow mapping the value ends at the comma or bracket, in a block at the comment.
function endOfValue(line: string, start: number): number {
  const rest = line.slice(start)
  const end = /^(?:"[^"]*"|'[^']*'|\[[^\]]*\]|\{[^}]*\}|[^,}\]#]+)/.exec(rest)?.[0] ?? rest
  return start + end.trimEnd().length
}

function escaped(key: string): string {
  return key.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}

import { problem } from '../../errors/problem.js'
import type { DraftHost } from '../draft.js'
import { type RowReader, readColumns } from './columns.js'
import type { InputEntry, LineMistake, Reading } from './entry.js'
import { type HostsInput, MOST_HOSTS, nameEntries, refusal } from './host-names.js'
import { readLine } from './read-line.js'

const MOST_CHARACTERS = 256 * 1024
const LONGEST_LINE = 16 * 1024
const MOST_MISTAKES = 50

export interface ParsedHosts {
  /** Ready to be added, each with a name of its own; without a user where nobody has said one. */
  readonly hosts: readonly DraftHost[]
  readonly mistakes: readonly LineMistake[]
}

/**
 * Reads whatever an operator has at hand: addresses, ranges, `user@address:port`, names of `~/.ssh/config`, CSV with
 * or without a header, an inventory, lines of /etc/hosts. What is understood is taken, the rest is told line by line.
 */
export function parseHosts(text: string, input: HostsInput): ParsedHosts {
  const found: Reading[] = []
  let readRow: RowReader | undefined
  const lines = readable(text.slice(0, MOST_CHARACTERS)).split('\n')
  let count = 0
  lines.forEach((raw, i) => {
    const line = meaningful(raw.slice(0, LONGEST_LINE), readRow !== undefined)
    // What is above is more than anybody has: the rest need not be looked at.
    if (line === '' || count > 4 * MOST_HOSTS || found.length > 4 * MOST_HOSTS) return
    const at = { line: i + 1, text: masked(line) }
    if (found.length === 0 && readRow === undefined) {
      readRow = readColumns(line)
      if (readRow !== undefined) return
    }
    const { aliases = [] } = input
    const read = (readRow?.(line, at) ?? readLine(line, at, aliases)).map((one) =>
      isEntry(one) ? (refusal(one, aliases) ?? one) : one,
    )
    count += read.filter(isEntry).reduce((sum, { target }) => sum + Math.max(1, target.addresses.length), 0)
    found.push(...read)
  })
  const { hosts, mistakes } = nameEntries(found.filter(isEntry), input)
  const all = [...tooMuch(text), ...found.filter((one) => 'problem' in one), ...mistakes]
  return { hosts, mistakes: all.toSorted((a, b) => a.line - b.line).slice(0, MOST_MISTAKES) }
}

function isEntry(found: Reading): found is InputEntry {
  return !('problem' in found)
}

function tooMuch(text: string): LineMistake[] {
  if (text.length <= MOST_CHARACTERS) return []
  return [{ line: 0, text: '', problem: problem('hosts.too-much-text', { most: MOST_CHARACTERS, line: 0 }) }]
}

/** Full-width forms become plain ones, Chinese separators commas; what no terminal should be shown goes. */
function readable(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(ESCAPES, '')
    .normalize('NFKC')
    .replaceAll('、', ',')
    .replaceAll('。', '.')
    .replace(UNSEEN, '')
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: taking them out is what this is for
const ESCAPES = /\u001b\[[0-9;?]*[A-Za-z~]/g
// biome-ignore lint/suspicious/noControlCharactersInRegex: taking them out is what this is for
const UNSEEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g

/** Without comment, list mark, heading of an inventory's group. */
function meaningful(raw: string, isRow: boolean): string {
  const line = raw
    .replace(/(^|\s)#.*$/, '')
    .replace(isRow ? /^\s*\/\/.*$/ : /^\s*(;|\/\/).*$/, '')
    .trim()
    .replace(/^([-*•]|\d{1,3}[.)])\s+/, '')
  return /^\[[\w:.-]*\]$|^[-|+:=\s]*$/.test(line) ? '' : line
}

const LONGEST_SHOWN = 120

/** A password in front of `@` is never shown again. */
function masked(line: string): string {
  const safe = line
    .slice(0, 8 * LONGEST_SHOWN)
    .replaceAll('\t', ' ')
    .replace(/:\S*@/g, ':***@')
    .replace(/(pass\w*\s*[=:]\s*)("[^"]*"?|'[^']*'?|\S+)/gi, '$1***')
  return safe.length > LONGEST_SHOWN ? `${safe.slice(0, LONGEST_SHOWN)}…` : safe
}

import { type Problem, problem } from '../../errors/problem.js'
import type { DraftHost } from '../draft.js'
import { readColumns, type Table } from './columns.js'
import type { InputEntry, Mistake } from './entry.js'
import { nameEntries, refusal, type SshAlias } from './host-names.js'
import { readLine } from './read-line.js'

/** Hosts of one list, as many as anybody has. */
export const MOST_HOSTS = 256
const MOST_CHARACTERS = 256 * 1024
const LONGEST_LINE = 16 * 1024
const MOST_MISTAKES = 50

export interface HostsInput {
  /** What is there already: its names and addresses are taken. */
  readonly existing: readonly DraftHost[]
  /** Hosts of the operator's `~/.ssh/config`. */
  readonly aliases?: readonly SshAlias[]
  /** For what a line does not say. */
  readonly usual?: Pick<DraftHost, 'user' | 'port' | 'identityFile'>
}

export interface ParsedHosts {
  /** Ready to be added, each with a name of its own; without a user where nobody has said one. */
  readonly hosts: readonly DraftHost[]
  readonly mistakes: readonly LineMistake[]
}

export interface LineMistake {
  /** From 1. */
  readonly line: number
  /** The line as it was pasted, made safe to show: no control characters, no password. */
  readonly text: string
  readonly problem: Problem
}

/**
 * Reads whatever an operator has at hand: addresses, ranges, `user@address:port`, names of `~/.ssh/config`, CSV with
 * or without a header, an inventory, lines of /etc/hosts. What is understood is taken, the rest is told line by line.
 */
export function parseHosts(text: string, input: HostsInput): ParsedHosts {
  const found: (InputEntry | Mistake)[] = []
  let table: Table | undefined
  const lines = readable(text.slice(0, MOST_CHARACTERS)).split('\n')
  let count = 0
  lines.forEach((raw, i) => {
    const line = meaningful(raw.slice(0, LONGEST_LINE), table !== undefined)
    // What is above is more than anybody has: the rest need not be looked at.
    if (line === '' || count > 4 * MOST_HOSTS) return
    const at = { line: i + 1, text: masked(line) }
    if (found.length === 0 && table === undefined) {
      table = readColumns(line)
      if (table !== undefined) return
    }
    const { aliases = [] } = input
    const read = (table?.read(line, at) ?? readLine(line, at, aliases)).map((one) =>
      isEntry(one) ? (refusal(one, aliases) ?? one) : one,
    )
    count += read.filter(isEntry).reduce((sum, { target }) => sum + Math.max(1, target.addresses.length), 0)
    found.push(...read)
  })
  const { hosts, mistakes } = nameEntries(found.filter(isEntry), { ...input, most: MOST_HOSTS })
  const all = [...tooMuch(text), ...found.filter(isMistake), ...mistakes].map(
    ({ line, text: shown, ...rest }) => ({
      line,
      text: shown,
      problem: problem(rest.code, { ...rest.details, line }, {}, rest.severity),
    }),
  )
  return { hosts, mistakes: all.toSorted((a, b) => a.line - b.line).slice(0, MOST_MISTAKES) }
}

function isEntry(found: InputEntry | Mistake): found is InputEntry {
  return !('code' in found)
}

function isMistake(found: InputEntry | Mistake): found is Mistake {
  return 'code' in found
}

function tooMuch(text: string): Mistake[] {
  if (text.length <= MOST_CHARACTERS) return []
  return [{ line: 0, text: '', code: 'hosts.too-much-text', details: { most: MOST_CHARACTERS } }]
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

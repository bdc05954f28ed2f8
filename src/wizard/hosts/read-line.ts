import { CONNECTION } from '../../inventory/connection.js'
import { type InputPlace, makeEntry, mistake, passwordIn, type Reading, type Written } from './entry.js'
import { aliasNamed, type SshAlias } from './host-names.js'
import { targetsIn } from './target.js'

/** Everything that one line says, which has no header above it. */
export function readLine(line: string, at: InputPlace, aliases: readonly SshAlias[]): Reading[] {
  const cells = cellsOf(line)
  const words = cells.map(wordsOf)
  const isRecord = cells.length > 1 && words.every(({ length }) => length === 1)
  if (isRecord && targetsIn(words.flat()).length === 1)
    return readWords(words.flat(), 'commas', { at, aliases })
  return words.flatMap((some) => readWords(some, 'blanks', { at, aliases }))
}

interface Context {
  readonly at: InputPlace
  readonly aliases: readonly SshAlias[]
}

function readWords(all: readonly string[], style: 'commas' | 'blanks', context: Context): Reading[] {
  const { at } = context
  const { options, words, hasPassword } = takeOptions(all)
  const told = hasPassword ? [passwordIn(at)] : []
  if (options.target !== undefined) {
    const [name, extra] = words
    if (extra !== undefined) return [...told, mistake('hosts.not-understood', extra, at)]
    return [...told, ...makeEntry({ name, ...options, target: options.target }, at)]
  }
  const targets = targetsIn(words)
  const [only] = targets
  if (only === undefined) return [...told, ...words.flatMap((word) => readAlias(word, options, context))]
  if (targets.length > 1) return [...told, ...readSeveral(words, targets, { options, at })]
  return [...told, ...readRecord(words, only, { options, style, at })]
}

type Options = Partial<Written>

/** Words around one target, known by their form and their place. */
function readRecord(
  words: readonly string[],
  target: string,
  { options, style, at }: { options: Options; style: 'commas' | 'blanks'; at: InputPlace },
): Reading[] {
  const others = words.filter((word) => word !== target)
  const port = others.find((word) => /^\d+$/.test(word))
  const identityFile = others.find((word) => PATH.test(word))
  const isPlain = (word: string) => word !== port && word !== identityFile
  const before = words.slice(0, words.indexOf(target)).filter(isPlain)
  const after = words.slice(words.indexOf(target) + 1).filter(isPlain)
  const given = { port, identityFile }
  // A line of /etc/hosts: names come after the address, the long form often before the short one.
  if (style === 'blanks' && before.length === 0 && after.length > 0 && port === undefined) {
    const labels = new Set(after.map((word) => word.split('.')[0] ?? word))
    if (labels.size > 1) return [mistake('hosts.not-understood', after[1] ?? '', at)]
    return makeEntry({ name: [...labels][0], ...given, ...options, target }, at)
  }
  const [name, user = after[0]] = before
  const extra = before[2] ?? (before.length > 1 ? after[0] : after[1])
  if (extra !== undefined) return [mistake('hosts.not-understood', extra, at)]
  return makeEntry({ name, user, ...given, ...options, target }, at)
}

/** `h1 10.0.0.11 h2 10.0.0.12`: each target with the name before it. */
function readSeveral(
  words: readonly string[],
  targets: readonly string[],
  { options, at }: { options: Options; at: InputPlace },
): Reading[] {
  const isTarget = new Set(targets)
  return words.flatMap((word, i) => {
    const before = words[i - 1]
    const name = before === undefined || isTarget.has(before) ? undefined : before
    if (isTarget.has(word)) return makeEntry({ name, ...options, target: word }, at)
    const isName = isTarget.has(words[i + 1] ?? '')
    return isName ? [] : [mistake('hosts.not-understood', word, at)]
  })
}

function readAlias(word: string, options: Options, { at, aliases }: Context): Reading[] {
  const alias = aliasNamed(word, aliases)
  if (alias === undefined) return [mistake('hosts.unknown-name', word, at)]
  return makeEntry({ ...options, target: alias.name, name: alias.name }, at)
}

const PATH = /^(~|\.{0,2}\/)|\/|\.(pem|key|ppk|pub)$/i

const OPTIONS: readonly (readonly [keyof Written | 'password', readonly string[]])[] = [
  ['target', ['address', 'host', 'hostname', 'ip', ...CONNECTION.address]],
  ['user', ['user', ...CONNECTION.user]],
  ['port', ['port', ...CONNECTION.port]],
  ['identityFile', ['key', 'identityfile', ...CONNECTION.identityFile]],
  ['name', ['name']],
  ['ssh', ['ssh']],
  ['password', ['password', ...CONNECTION.password]],
]

/** `key=value` that say what they are; any other `a=b` is a name and its host. Settings nobody needs here are left out. */
function takeOptions(all: readonly string[]): { options: Options; words: string[]; hasPassword: boolean } {
  const options: { -readonly [K in keyof Options]: Options[K] } = {}
  const words: string[] = []
  let hasPassword = false
  for (const word of all) {
    const at = word.indexOf('=')
    const key = word.slice(0, at).toLowerCase()
    const known = OPTIONS.find(([, keys]) => keys.includes(key))?.[0]
    const value = unquoted(word.slice(at + 1))
    if (at < 1) words.push(...[word.replace(/^=/, '')].filter((rest) => rest !== ''))
    else if (known === 'password') hasPassword = true
    else if (known !== undefined) options[known] = value
    else if (!key.startsWith('ansible_')) words.push(word.slice(0, at), ...(value === '' ? [] : [value]))
  }
  return { options, words, hasPassword }
}

/** Apart at commas, semicolons and tabs, but not inside `[11,12]`. */
function cellsOf(line: string): string[] {
  const cells = ['']
  let depth = 0
  for (const character of line) {
    if ('[{'.includes(character)) depth = 1
    if (']}'.includes(character)) depth = 0
    if (depth === 0 && ',;\t'.includes(character)) cells.push('')
    else cells[cells.length - 1] += character
  }
  return cells.map((cell) => cell.trim()).filter((cell) => cell !== '')
}

function wordsOf(cell: string): string[] {
  return (cell.match(/[^\s"']*"[^"]*"|[^\s"']*'[^']*'|\S+/g) ?? [])
    .map(unquoted)
    .filter((word) => word !== '')
}

function unquoted(word: string): string {
  return word.replace(/^(["'])(.*)\1$/, '$2')
}

import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  type ScalarTag,
  visit,
  type YAMLError,
  type YAMLMap,
  YAMLParseError,
} from 'yaml'
import { fault, InstallerError, type Problem, problem, type Where } from '../errors/problem.js'
import { oncePer } from '../lib/once-per.js'
import { cutKey, formatPath, type Path, type SourceDocument } from '../topology/document.js'

/** Far above any real file; a few lines of aliases could otherwise unfold to gigabytes. */
const MAX_ALIASES = 100
/** Of one mapping or list: hosts, instances of a role. */
const MAX_ENTRIES = 1000
/** What comes after so many mistakes mostly follows from them. */
const MAX_MISTAKES = 100

/**
 * Reads YAML with its lines. `tags` are those of others, and what a scalar with one becomes. Throws `InstallerError` with every
 * mistake in its grammar.
 */
export function parseYaml(text: string, file?: string, tags: readonly ScalarTag[] = []): SourceDocument {
  const where = file === undefined ? {} : { file }
  const notYaml = (message: string, cause?: unknown) => fault('topology.syntax', { message }, where, cause)
  if (isNestedTooDeeply(text)) throw notYaml('nested too deeply')
  const lines = new LineCounter()
  const document = withoutStacks(() =>
    parseDocument(text, {
      lineCounter: lines,
      prettyErrors: false,
      logLevel: 'error',
      stringKeys: true,
      // The parser compares each key with each other one.
      uniqueKeys: false,
      customTags: [...tags],
    }),
  )
  const mistakes = [...document.errors, ...document.warnings, ...ownMistakes(document)].slice(0, MAX_MISTAKES)
  const merge = /^<{7} /m.exec(text)
  if (mistakes.length > 0 && merge !== null)
    throw fault('topology.merge-marks', {}, { line: lines.linePos(merge.index).line, ...where })
  if (mistakes.length > 0) {
    const problems = mistakes.map((mistake) => explainMistake(mistake, text, lines, where))
    // What follows on the same line follows from the first.
    const isFirst = ({ where: { line } }: Problem, i: number) =>
      problems.findIndex((other) => other.where.line === line) === i
    throw new InstallerError(problems.filter(isFirst))
  }
  refuseCrowds(document, lines, where)
  const lineOf = (path: Path) => {
    const offset = offsetOf(document, path)
    return offset === undefined ? undefined : lines.linePos(offset).line
  }
  try {
    return { value: document.toJS({ maxAliasCount: MAX_ALIASES }), ...where, lineOf }
  } catch (cause) {
    throw cause instanceof ReferenceError ? notYaml(cause.message, cause) : cause
  }
}

/** The parser makes an error of each mistake, as many as there are; what costs of one is its stack, which nobody reads. */
function withoutStacks<T>(parse: () => T): T {
  const usual = Error.stackTraceLimit
  Error.stackTraceLimit = 0
  try {
    return parse()
  } finally {
    Error.stackTraceLimit = usual
  }
}

/** Keys that are there twice, and aliases of nothing: these the parser itself finds only later, and then without a place. */
function ownMistakes(document: Document): YAMLParseError[] {
  const found: YAMLParseError[] = []
  const anchors = new Set<string>()
  let aliases = 0
  const tell = (at: Node, code: 'BAD_ALIAS' | 'DUPLICATE_KEY', message: string) => {
    const [start, end] = at.range ?? [0, 0]
    found.push(new YAMLParseError([start, end], code, message))
  }
  visit(document, {
    Node: (_, node) => {
      if (isAlias(node)) {
        aliases += 1
        if (!anchors.has(node.source)) tell(node, 'BAD_ALIAS', `nothing is called &${node.source}`)
        if (aliases > MAX_ALIASES) tell(node, 'BAD_ALIAS', `more than ${MAX_ALIASES} aliases`)
      } else if (node.anchor !== undefined) anchors.add(node.anchor)
      if (isMap(node)) for (const key of repeatedKeys(node)) tell(key, 'DUPLICATE_KEY', '')
      return found.length > MAX_MISTAKES || aliases > MAX_ALIASES ? visit.BREAK : undefined
    },
  })
  return found
}

function repeatedKeys({ items }: YAMLMap): Node[] {
  const seen = new Set<string>()
  return items.flatMap(({ key }) => {
    if (!isScalar(key)) return []
    const before = seen.size
    return seen.add(String(key.value)).size === before ? [key] : []
  })
}

/** Everything that comes later may look at each entry, and several times. */
function refuseCrowds(document: Document, lines: LineCounter, file: Where): void {
  const problems: Problem[] = []
  visit(document, {
    Collection: (_, { items, range }, within) => {
      if (items.length <= MAX_ENTRIES) return
      const keys = within.flatMap((one) => (isPair(one) && isScalar(one.key) ? [String(one.key.value)] : []))
      const path = keys.length === 0 ? (file.file ?? 'org.yaml') : formatPath(keys)
      const details = { path, count: items.length, most: MAX_ENTRIES }
      const { line } = lines.linePos(range?.[0] ?? 0)
      problems.push(problem('topology.too-many-entries', details, { ...file, line }))
    },
  })
  if (problems.length > 0) throw new InstallerError(problems.slice(0, MAX_MISTAKES))
}

function explainMistake(mistake: YAMLError, text: string, lines: LineCounter, file: Where): Problem {
  const where = { line: lines.linePos(mistake.pos[0]).line, ...file }
  if (mistake.code === 'MULTIPLE_DOCS') return problem('topology.several-documents', {}, where)
  const message = mistake.message.slice(0, LONGEST_MESSAGE)
  if (mistake.code !== 'DUPLICATE_KEY') return problem('topology.syntax', { message }, where)
  const key = /^[^:\n]*/.exec(text.slice(mistake.pos[0]))?.[0].trim() ?? ''
  return problem('topology.duplicate-key', { key: cutKey(key) }, where)
}

/** Characters: the parser repeats what it does not understand. */
const LONGEST_MESSAGE = 300

/** Where the key or list item at a path begins, or the nearest parent that is there. */
function offsetOf(document: Document, path: Path): number | undefined {
  let node: unknown = document.contents
  let offset: number | undefined
  for (const step of path) {
    if (isMap(node)) {
      const pair = pairsOf(node).get(String(step))
      if (pair === undefined) break
      offset = isNode(pair.key) ? pair.key.range?.[0] : offset
      node = pair.value
    } else if (isSeq(node)) {
      const item = node.items[Number(step)]
      if (!isNode(item)) break
      offset = item.range?.[0] ?? offset
      node = item
    } else break
  }
  return offset
}

const pairsOf = oncePer(
  ({ items }: YAMLMap) =>
    new Map(items.map((pair) => [String(isScalar(pair.key) ? pair.key.value : pair.key), pair])),
)

/** A topology needs five levels. The YAML parser recurses: thousands of them would end the whole process. */
const MAX_DEPTH = 64

/** Whether a text opens so many brackets or lists in one another that nobody has written it by hand. */
function isNestedTooDeeply(text: string): boolean {
  if (/(?:[-?:][ \t]+){65}|^ {257}/m.test(text)) return true
  // Brackets in quotes and comments count too: no sensible file has that many there either.
  let depth = 0
  for (const character of text) {
    if (character === '[' || character === '{') depth += 1
    else if ((character === ']' || character === '}') && depth > 0) depth -= 1
    if (depth > MAX_DEPTH) return true
  }
  return false
}

import {
  type Document,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  visit,
  type YAMLError,
  YAMLParseError,
} from 'yaml'
import { fault, InstallerError, type Problem, problem } from '../errors/problem.js'
import type { Path, SourceDocument } from '../topology/document.js'

/** Far above any real file; a few lines of aliases could otherwise unfold to gigabytes. */
const MAX_ALIASES = 100

interface Source {
  readonly text: string
  readonly lines: LineCounter
  readonly file: string | undefined
}

/** Reads YAML with its lines. Throws `InstallerError` with every mistake in its grammar. */
export function parseYaml(text: string, file?: string): SourceDocument {
  if (isNestedTooDeeply(text)) throw notYaml('nested too deeply', file)
  const lines = new LineCounter()
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    logLevel: 'error',
    stringKeys: true,
  })
  const mistakes = [...document.errors, ...document.warnings, ...strayAliases(document)]
  if (mistakes.length > 0) throw new InstallerError(explainMistakes(mistakes, { text, lines, file }))
  return {
    value: plainValue(document, file),
    ...(file === undefined ? {} : { file }),
    lineOf: (path) => {
      const offset = offsetOf(document, path)
      return offset === undefined ? undefined : lines.linePos(offset).line
    },
  }
}

/** The parser itself finds these only when it makes plain values, and then without a place. */
function strayAliases(document: Document): YAMLParseError[] {
  const found: YAMLParseError[] = []
  visit(document, {
    Alias: (_, alias) => {
      if (alias.resolve(document) !== undefined) return
      const [start, end] = alias.range ?? [0, 0]
      found.push(new YAMLParseError([start, end], 'BAD_ALIAS', `nothing is called &${alias.source}`))
    },
  })
  return found
}

function plainValue(document: Document, file: string | undefined): unknown {
  try {
    return document.toJS({ maxAliasCount: MAX_ALIASES })
  } catch (cause) {
    if (cause instanceof ReferenceError) throw notYaml(cause.message, file, cause)
    throw cause
  }
}

function notYaml(message: string, file: string | undefined, cause?: unknown): InstallerError {
  return fault('topology.syntax', { message }, file === undefined ? {} : { file }, cause)
}

/** One problem per line: what follows on the same line follows from the first. */
function explainMistakes(mistakes: readonly YAMLError[], source: Source): Problem[] {
  const problems = mistakes.map((mistake) => explainMistake(mistake, source))
  return problems.filter(
    ({ where }, i) => problems.findIndex((other) => other.where.line === where.line) === i,
  )
}

function explainMistake(mistake: YAMLError, { text, lines, file }: Source): Problem {
  const where = { line: lines.linePos(mistake.pos[0]).line, ...(file === undefined ? {} : { file }) }
  if (mistake.code !== 'DUPLICATE_KEY') return problem('topology.syntax', { message: mistake.message }, where)
  const key = /^[^:\n]*/.exec(text.slice(mistake.pos[0]))?.[0].trim() ?? ''
  return problem('topology.duplicate-key', { key }, where)
}

/** Where the key or list item at a path begins, or the nearest parent that is there. */
function offsetOf(document: Document, path: Path): number | undefined {
  let node: unknown = document.contents
  let offset: number | undefined
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step))
      if (!isPair(pair)) break
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

/** A topology needs five levels. The YAML parser recurses: thousands of them would end the whole process. */
const MAX_DEPTH = 64

/** Whether a text opens so many brackets or lists in one another that nobody has written it by hand. */
function isNestedTooDeeply(text: string): boolean {
  return (
    /(?:[-?:][ \t]+){65}/.test(text) ||
    deepestIndent(text) > 4 * MAX_DEPTH ||
    deepestBracket(text) > MAX_DEPTH
  )
}

/** Brackets in quotes and comments count too: no sensible file has that many there either. */
function deepestBracket(text: string): number {
  let depth = 0
  let deepest = 0
  for (const character of text) {
    if (character === '[' || character === '{') depth += 1
    else if ((character === ']' || character === '}') && depth > 0) depth -= 1
    if (depth > deepest) deepest = depth
  }
  return deepest
}

function deepestIndent(text: string): number {
  return text.split('\n').reduce((deepest, line) => Math.max(deepest, line.search(/[^ ]|$/)), 0)
}

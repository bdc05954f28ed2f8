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
import { fault, InstallerError, type Problem, problem, type Where } from '../errors/problem.js'
import type { Path, SourceDocument } from '../topology/document.js'

/** Far above any real file; a few lines of aliases could otherwise unfold to gigabytes. */
const MAX_ALIASES = 100

/** Reads YAML with its lines. Throws `InstallerError` with every mistake in its grammar. */
export function parseYaml(text: string, file?: string): SourceDocument {
  const where = file === undefined ? {} : { file }
  const notYaml = (message: string, cause?: unknown) => fault('topology.syntax', { message }, where, cause)
  if (isNestedTooDeeply(text)) throw notYaml('nested too deeply')
  const lines = new LineCounter()
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    logLevel: 'error',
    stringKeys: true,
  })
  const mistakes = [...document.errors, ...document.warnings, ...strayAliases(document)]
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

function explainMistake(mistake: YAMLError, text: string, lines: LineCounter, file: Where): Problem {
  const where = { line: lines.linePos(mistake.pos[0]).line, ...file }
  if (mistake.code === 'MULTIPLE_DOCS') return problem('topology.several-documents', {}, where)
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

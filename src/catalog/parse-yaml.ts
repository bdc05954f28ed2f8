import {
  type Document,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  type YAMLError,
} from 'yaml'
import { InstallerError, type Problem, problem } from '../errors/problem.js'
import type { SourceDocument } from '../topology/document.js'
import type { Path } from '../topology/path.js'

/** Far above any real file; a few lines of aliases could otherwise unfold to gigabytes. */
const MAX_ALIASES = 100

interface Source {
  readonly text: string
  readonly lines: LineCounter
  readonly file: string | undefined
}

/** Reads YAML with its lines. Throws `InstallerError` with every mistake in its grammar. */
export function parseYaml(text: string, file?: string): SourceDocument {
  const lines = new LineCounter()
  const document = readDocument(text, lines, file)
  const mistakes = [...document.errors, ...document.warnings]
  if (mistakes.length > 0)
    throw new InstallerError(mistakes.map((mistake) => explainMistake(mistake, { text, lines, file })))
  return {
    value: plainValue(document, file),
    ...(file === undefined ? {} : { file }),
    lineOf: (path) => {
      const offset = offsetOf(document, path)
      return offset === undefined ? undefined : lines.linePos(offset).line
    },
  }
}

function readDocument(text: string, lines: LineCounter, file: string | undefined): Document {
  try {
    return parseDocument(text, {
      lineCounter: lines,
      prettyErrors: false,
      logLevel: 'silent',
      stringKeys: true,
    })
  } catch (cause) {
    throw unreadableYaml(cause, file)
  }
}

function plainValue(document: Document, file: string | undefined): unknown {
  try {
    return document.toJS({ maxAliasCount: MAX_ALIASES })
  } catch (cause) {
    throw unreadableYaml(cause, file)
  }
}

/** Thousands of nested brackets end in a `RangeError`, aliases in a `ReferenceError`. */
function unreadableYaml(cause: unknown, file: string | undefined): unknown {
  if (!(cause instanceof Error) || !['RangeError', 'ReferenceError'].includes(cause.name)) return cause
  const message = cause.name === 'RangeError' ? 'nested too deeply' : cause.message
  return new InstallerError(problem('topology.syntax', { message }, file === undefined ? {} : { file }), {
    cause,
  })
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

import {
  Document,
  isAlias,
  isCollection,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  type Node,
  parseDocument,
  visit,
  type YAMLMap,
} from 'yaml'
import { withoutUnseen } from '../lib/unseen.js'
import { formatPath, type Path } from '../topology/document.js'

/**
 * A YAML file with another value: what stays keeps its comments, its order and its form; what is new goes where the
 * new value has it, what is gone goes. The text must be one that `parseYaml` accepts; undefined when it is no mapping.
 */
export function editYaml(text: string, value: Readonly<Record<string, unknown>>): string | undefined {
  const document = parseDocument(text, { stringKeys: true })
  if (!isMap(document.contents)) return undefined
  unfoldAliases(document)
  change(document, document.contents, value, 0)
  visit(document, { Node: (_, node) => forgetHints(node), Pair: (_, { key }) => forgetHints(key) })
  document.commentBefore = withoutHints(document.commentBefore) ?? null
  const edited = document.toString(FORM)
  return text.includes('\r\n') ? edited.replaceAll('\n', '\r\n') : edited
}

/** A new file in the form that presets have. */
export function newYaml(value: Readonly<Record<string, unknown>>): string {
  const document = new Document(value)
  shorten(document.contents, 0)
  return document.toString(FORM)
}

/** The same in block form, with a comment behind the values that have one, by `formatPath`. */
export function commentedYaml(
  value: Readonly<Record<string, unknown>>,
  comments: ReadonlyMap<string, string>,
): string {
  const document = new Document(value)
  const comment = (node: unknown, path: Path): void => {
    const said = comments.get(formatPath(path))
    if (isMap(node)) for (const { key, value } of node.items) comment(value, [...path, nameOf(key)])
    else if (isSeq(node)) for (const [i, item] of node.items.entries()) comment(item, [...path, i])
    if (said === undefined || !isNode(node)) return
    if (isScalar(node)) node.comment = ` ${withoutUnseen(said)}`
    else node.commentBefore = ` ${withoutUnseen(said)}`
  }
  comment(document.contents, [])
  return document.toString(FORM)
}

const FORM = { lineWidth: 0 } as const

/** What an alias stands for may change, and then it would say something else. */
function unfoldAliases(document: Document): void {
  visit(document, {
    Alias: (_, alias) => {
      const copy: unknown = alias.resolve(document)?.clone()
      return isNode(copy) ? copy : undefined
    },
  })
  visit(document, {
    Node: (_, node) => {
      if (!isAlias(node)) delete node.anchor
    },
  })
}

function change(document: Document, map: YAMLMap, value: object, depth: number): void {
  const wanted = Object.entries(value).filter(([, item]) => item !== undefined)
  for (const { key } of [...map.items]) {
    if (!wanted.some(([name]) => name === nameOf(key))) map.delete(key)
  }
  wanted.forEach(([name, item], at) => {
    const pair = map.items.find(({ key }) => nameOf(key) === name)
    if (pair !== undefined) {
      pair.value = changed(document, pair.value, item, depth + 1)
      return
    }
    const made = document.createPair(name, item)
    shorten(made.value, depth + 1)
    map.items.splice(placeFor(map, wanted, at), 0, made)
  })
}

/** The node itself where it can be kept, else a new one that takes over its comments. */
function changed(document: Document, node: unknown, value: unknown, depth: number): unknown {
  if (isSame(node, document, value)) return node
  if (isMap(node) && isMapping(value)) {
    change(document, node, value, depth)
    return node
  }
  if (isSeq(node) && Array.isArray(value)) {
    const before = [...node.items]
    node.items = value.map((item, i) => {
      const same = before.find((old) => isSame(old, document, item))
      return (
        same ?? changed(document, value.length === before.length ? before[i] : undefined, item, depth + 1)
      )
    })
    return node
  }
  if (isScalar(node) && ['string', 'number', 'boolean'].includes(typeof value)) {
    node.value = value
    // How the old value was written (0x10) would be wrong for the new one.
    delete node.source
    delete node.format
    return node
  }
  const made = document.createNode(value)
  shorten(made, depth)
  if (isNode(node)) takeComments(made, node)
  return made
}

function takeComments(made: Node, from: Node): void {
  if (from.commentBefore) made.commentBefore = from.commentBefore
  if (from.comment && !isCollection(made)) made.comment = from.comment
  if (from.spaceBefore) made.spaceBefore = true
}

function isSame(node: unknown, document: Document, value: unknown): boolean {
  return isNode(node) && JSON.stringify(node.toJS(document)) === JSON.stringify(value)
}

/** Behind the nearest key before it in the new value that the file has, else at the top. */
function placeFor(map: YAMLMap, wanted: readonly (readonly [string, unknown])[], at: number): number {
  for (const [name] of wanted.slice(0, at).reverse()) {
    const place = map.items.findIndex(({ key }) => nameOf(key) === name)
    if (place !== -1) return place + 1
  }
  return 0
}

/** Short things on one line: a host, an entry of a list, a list of a few words. */
function shorten(node: unknown, depth: number): void {
  if (!isCollection(node)) return
  const items = node.items.map((item) => (isPair(item) ? item.value : item))
  const isLeaf = items.every((item) => !isCollection(item))
  node.flow = isLeaf && depth > 1 && items.length < 6
  for (const item of items) shorten(item, depth + 1)
}

/** What a preset tells the operator to fill in is filled in by now. */
function forgetHints(node: unknown): void {
  if (!isNode(node) || isAlias(node)) return
  const [before, behind] = [withoutHints(node.commentBefore), withoutHints(node.comment)]
  node.commentBefore = before ?? null
  node.comment = behind ?? null
}

function withoutHints(comment: string | null | undefined): string | undefined {
  const lines = comment?.split('\n').filter((line) => !/^\s*fill in\b/i.test(line)) ?? []
  return lines.length === 0 ? undefined : lines.join('\n')
}

function nameOf(key: unknown): string {
  return String(isScalar(key) ? key.value : key)
}

function isMapping(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

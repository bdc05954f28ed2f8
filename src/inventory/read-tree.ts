import type { Path, SourceDocument } from '../topology/document.js'
import { inventoryBuilder, type ReadInventory, type Said } from './inventory.js'

/** An inventory in YAML, or what `ansible-inventory --list` prints. */
export function readTree(document: SourceDocument, file: string): ReadInventory {
  const builder = inventoryBuilder(file)
  const lineAt = (path: Path) => document.lineOf(path)
  const skip = (path: Path) =>
    builder.tell('import.line', lineAt(path), 'warning', { found: String(path.at(-1) ?? '').slice(0, 80) })

  const named = (value: unknown, path: Path): Omit<Said, 'file'>[] =>
    pairs(value).map(([name, one]) => ({ name, value: plain(one), line: lineAt([...path, name]) }))

  const readHosts = (group: string, value: unknown, path: Path) => {
    if (Array.isArray(value))
      value.forEach((host, i) => {
        if (typeof host === 'string') builder.hosts(group, host, [], lineAt([...path, i]))
        else skip(path)
      })
    else if (typeof value === 'string') builder.hosts(group, value, [], lineAt(path))
    else
      for (const [host, settings] of pairs(value)) {
        const at = [...path, host]
        builder.hosts(group, host, named(settings, at), lineAt(at))
      }
  }
  const readGroup = (group: string, value: unknown, path: Path) => {
    builder.group(group)
    if (Array.isArray(value)) return readHosts(group, value, path)
    if (value !== null && !isMapping(value)) return skip(path)
    for (const [key, one] of pairs(value)) {
      const at = [...path, key]
      if (key === 'hosts') readHosts(group, one, at)
      else if (key === 'vars') for (const said of named(one, at)) builder.variable(group, said)
      else if (key !== 'children') skip(at)
      else if (Array.isArray(one)) for (const child of one) builder.child(group, String(child))
      else
        for (const [child, body] of pairs(one)) {
          builder.child(group, child)
          readGroup(child, body, [...at, child])
        }
    }
  }

  for (const [group, value] of pairs(document.value)) {
    if (group !== '_meta') readGroup(group, value, [group])
    else if (isMapping(value))
      for (const [host, settings] of pairs((value as { hostvars?: unknown }).hostvars)) {
        const path = ['_meta', 'hostvars', host]
        builder.hosts('all', host, named(settings, path), lineAt(path))
      }
  }
  return builder.built()
}

/** The variables of a file in `group_vars` or `host_vars`. */
export function readVariables(document: SourceDocument, file: string): Said[] {
  return pairs(document.value).map(([name, value]) => ({
    name,
    value: plain(value),
    file,
    line: document.lineOf([name]),
  }))
}

/** JSON has no tags: Ansible prints what has one as a mapping. */
function plain(value: unknown): unknown {
  if (!isMapping(value)) return value
  const { __ansible_vault: vault, __ansible_unsafe: unsafe } = value as Readonly<Record<string, unknown>>
  return typeof vault === 'string' ? { vault } : typeof unsafe === 'string' ? unsafe : value
}

function pairs(value: unknown): [string, unknown][] {
  return isMapping(value) ? Object.entries(value) : []
}

function isMapping(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

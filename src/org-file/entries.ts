import type * as z from 'zod'
import type { Room } from '../roles/role.js'
import { type Path, valueAt } from '../topology/document.js'
import { name } from '../topology/values.js'
import { entrySchema, hostEntry, isList, isShort } from './schema.js'

/** A value with its place in the file. */
export interface Placed<T> {
  readonly path: Path
  readonly value: T
}

/** The value at a path if it is what the schema wants: a broken neighbour must not hide it. */
export function piece<T>(file: unknown, path: Path, schema: z.ZodType<T>): T | undefined {
  return schema.safeParse(valueAt(file, path)).data
}

/** Keys of the mapping at a path; none where there is no mapping. */
export function keysAt(file: unknown, path: Path): string[] {
  const value = valueAt(file, path)
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value) : []
}

/**
 * As `piece` for a mapping; what is wrong with an optional key of it leaves out that key only. Its mistake is told
 * elsewhere, and the rest still has to pass the rules.
 */
function entry<T>(value: unknown, schema: z.ZodType<T>): T | undefined {
  const result = schema.safeParse(value)
  if (result.success || typeof value !== 'object' || value === null) return result.data
  const broken = result.error.issues.flatMap(({ path, ...issue }) =>
    path[0] === undefined ? (issue.code === 'unrecognized_keys' ? issue.keys : []) : [String(path[0])],
  )
  return schema.safeParse(Object.fromEntries(Object.entries(value).filter(([key]) => !broken.includes(key))))
    .data
}

/** Hosts that can be understood, in the file's order. */
export function placedHosts(file: unknown): (Placed<z.infer<typeof hostEntry>> & { name: string })[] {
  return keysAt(file, ['hosts']).flatMap((key) => {
    const path = ['hosts', key]
    const value = entry(valueAt(file, path), hostEntry)
    return value === undefined || !name.safeParse(key).success ? [] : [{ path, value, name: key }]
  })
}

/** Entries of a role that can be understood, in the file's order: one or a list, each a host name or a mapping with `host`. */
export function placedEntries(file: unknown, room: Room): Placed<Entry>[] {
  const top: Path = ['roles', room.id]
  const value = valueAt(file, top)
  const paths = Array.isArray(value) ? (isList(room) ? value.map((_, i): Path => [...top, i]) : []) : [top]
  return paths.flatMap((path) => {
    const written = valueAt(file, path)
    const isName = typeof written === 'string' && isShort(room)
    const parsed = entry(isName ? { host: written } : written, entrySchema(room))
    return parsed === undefined ? [] : [{ path, value: parsed as Entry }]
  })
}

/** What the schema of a role's entry has let pass. */
export type Entry = { readonly host: string } & Readonly<Record<string, unknown>>

import * as z from 'zod'
import { fault } from '../errors/problem.js'
import { shellQuote } from '../lib/text.js'
import type { Pins } from '../topology/release.js'
import { parsedAs, readIfThere } from './files.js'
import type { OrganisationFolder } from './organisation-folder.js'
import { writeAtomically } from './write-atomically.js'

const pinsFile = z.record(
  z.string(),
  z.strictObject({
    sha256: z.string().regex(/^[0-9a-f]{64}$/, 'must be 64 lower-case hex characters'),
    size: z.number().int().nonnegative(),
    from: z.string(),
    since: z.iso.datetime(),
    accepted: z.boolean().exactOptional(),
  }),
)

/** The checksums that this organisation has seen; none when there is no file yet. Throws `state.pins-damaged`. */
export function readPins(folder: Pick<OrganisationFolder, 'pins'>): Pins {
  const { pins: path } = folder
  const text = readIfThere(path)
  if (text === undefined) return {}
  return parsePins(text, (reason) => {
    return fault('state.pins-damaged', { path, reason, quoted: shellQuote(path) }, { file: path })
  })
}

/** The same of a text; what `damaged` makes of the reason is thrown else. */
export function parsePins(text: string, damaged: (reason: string) => Error): Pins {
  return parsedAs(text, pinsFile, damaged)
}

/** Adds pins to the file. Those that are there stay as they are: only the operator takes one out. */
export function addPins(folder: Pick<OrganisationFolder, 'pins'>, added: Pins): void {
  const after = pinsWith(readPins(folder), added)
  if (after !== undefined) writeAtomically(folder.pins, after, 0o644)
}

/** The file with these pins as well; undefined where it has them all. */
export function pinsWith(before: Pins, added: Pins): string | undefined {
  const after = { ...added, ...before }
  if (Object.keys(after).length === Object.keys(before).length) return undefined
  const sorted = Object.fromEntries(Object.entries(after).sort(([a], [b]) => (a < b ? -1 : 1)))
  return `${JSON.stringify(sorted, null, 2)}\n`
}

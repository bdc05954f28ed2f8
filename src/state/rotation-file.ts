import { rmSync } from 'node:fs'
import * as z from 'zod'
import { fault } from '../errors/problem.js'
import { shellQuote } from '../lib/text.js'
import { parsedAs, writeFailed } from './files.js'
import type { OrganisationFolder } from './organisation-folder.js'
import { readPrivateFile } from './read-private-file.js'
import { writeAtomically } from './write-atomically.js'

const rotation = z.strictObject({
  version: z.literal(1),
  /** When it began. */
  begun: z.iso.datetime(),
  /** What the hosts are to have: the new values, or the former again, since the new ones did not work. */
  toward: z.enum(['new', 'former']),
  changes: z
    .array(
      z.strictObject({
        name: z.string(),
        former: z.string().min(1),
        new: z.string().min(1),
        /** Of the operator's own file, absolute; absent for what is in `secrets.json`. */
        path: z.string().exactOptional(),
      }),
    )
    .min(1),
})

/** Secrets on their way from one value to another: both are known until services were seen to work with one of them. */
export type Rotation = Readonly<z.infer<typeof rotation>>
export type Change = Rotation['changes'][number]

/** Beside `secrets.json`, mode 0600, there only while a rotation is not proven. */
export function rotationFile({ secrets }: Pick<OrganisationFolder, 'secrets'>): string {
  return `${secrets}.rotation`
}

/** Undefined when nothing is being rotated. Throws `state.rotation-damaged`, never with a value in it. */
export function readRotation(path: string): Rotation | undefined {
  const content = readPrivateFile(path)
  if (content === undefined) return undefined
  return parsedAs(content, rotation, (reason) =>
    fault('state.rotation-damaged', { path, reason, quoted: shellQuote(path) }, { file: path }),
  )
}

export function writeRotation(path: string, content: Rotation): void {
  writeAtomically(path, `${JSON.stringify(content, null, 2)}\n`, 0o600)
}

/** Throws `state.write-failed`. */
export function removeRotation(path: string): void {
  try {
    rmSync(path, { force: true })
  } catch (error) {
    throw writeFailed(path, error)
  }
}

import { dirname, join } from 'node:path'
import * as z from 'zod'
import { fault, type InstallerError } from '../errors/problem.js'
import { shellQuote } from '../lib/text.js'
import { makeFolder, parsedAs, readIfThere } from './files.js'
import type { OrganisationFolder } from './organisation-folder.js'
import { writeAtomically } from './write-atomically.js'

const carriedReceipt = z.strictObject({
  version: z.literal(1),
  host: z.string(),
  kit: z.string(),
  made: z.iso.datetime(),
  imported: z.iso.datetime(),
  answer: z.string(),
})

/** The last thing that a host set up by hand has told: `receipts/<host>.json` of the organisation's folder. */
export type CarriedReceipt = Readonly<z.infer<typeof carriedReceipt>>

type Folder = Pick<OrganisationFolder, 'directory'>

/** Undefined as long as nothing has come back. Throws `kit.stored-damaged`. */
export function readCarriedReceipt(folder: Folder, host: string): CarriedReceipt | undefined {
  const text = readIfThere(pathOf(folder, host))
  return text === undefined
    ? undefined
    : parsedAs(text, carriedReceipt, (reason) => storedDamaged(folder, host, reason))
}

/** Readable by the operator only: it tells what runs on the host. */
export function keepCarriedReceipt(folder: Folder, receipt: CarriedReceipt): void {
  const path = pathOf(folder, receipt.host)
  makeFolder(dirname(path))
  writeAtomically(path, `${JSON.stringify(receipt, null, 2)}\n`, 0o600)
}

export function storedDamaged(folder: Folder, host: string, reason: string): InstallerError {
  const path = pathOf(folder, host)
  return fault('kit.stored-damaged', { host, path, reason, quoted: shellQuote(path) }, { file: path, host })
}

function pathOf({ directory }: Folder, host: string): string {
  return join(directory, 'receipts', `${host}.json`)
}

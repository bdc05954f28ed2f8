import { open } from 'node:fs/promises'
import { gunzipSync } from 'node:zlib'
import { InstallerError, problem } from '../errors/problem.js'
import type { HostFacts } from '../facts/host-facts.js'
import { carriedFacts, type KitReceipt, readReceipt } from '../kit/receipt.js'
import { unreadable } from '../state/file-problems.js'

const MOST_BYTES = 4 * 1024 * 1024
const MOST_UNPACKED_BYTES = 32 * 1024 * 1024

export interface ReceiptFile {
  readonly receipt: KitReceipt
  /** What the host said, as it said it. */
  readonly answer: string
  readonly facts: HostFacts
}

/** What a kit wrote on its host. Throws `kit.receipt-invalid`, `kit.receipt-damaged` or `state.file-unreadable`. */
export async function readReceiptFile(path: string): Promise<ReceiptFile> {
  const receipt = parsed(path, await readFile(path))
  const answer = unpacked(path, receipt)
  return { receipt, answer, facts: factsIn(path, answer) }
}

/** No more than a receipt can have, whatever the file is. */
async function readFile(path: string): Promise<string> {
  try {
    const file = await open(path, 'r')
    try {
      if (!(await file.stat()).isFile()) throw invalid(path, 'it is no file')
      const { bytesRead, buffer } = await file.read(Buffer.alloc(MOST_BYTES + 1), 0, MOST_BYTES + 1, 0)
      if (bytesRead > MOST_BYTES) throw invalid(path, 'it is larger than any receipt')
      return buffer.toString('utf8', 0, bytesRead)
    } finally {
      await file.close()
    }
  } catch (error) {
    throw error instanceof InstallerError ? error : unreadable(path, error)
  }
}

function parsed(path: string, text: string): KitReceipt {
  const read = readReceipt(text)
  if (read.ok) return read.receipt
  if (read.why === 'invalid') throw invalid(path, read.reason)
  throw new InstallerError(problem('kit.receipt-damaged', { path }, { file: path }))
}

function unpacked(path: string, { packed }: KitReceipt): string {
  try {
    return gunzipSync(Buffer.from(packed, 'base64'), { maxOutputLength: MOST_UNPACKED_BYTES }).toString(
      'utf8',
    )
  } catch {
    throw invalid(path, 'what the host said can not be unpacked')
  }
}

function factsIn(path: string, answer: string): HostFacts {
  try {
    return carriedFacts(answer)
  } catch (error) {
    if (error instanceof SyntaxError) throw invalid(path, error.message)
    throw error
  }
}

function invalid(path: string, reason: string): InstallerError {
  return new InstallerError(problem('kit.receipt-invalid', { path, reason }, { file: path }))
}

import { type FileHandle, link, open, readdir, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { fault, type InstallerError } from '../errors/problem.js'
import { errnoOf } from '../lib/errno.js'
import { shellQuote } from '../lib/text.js'
import { clearLeftOvers, makersMark } from '../state/left-overs.js'
import { partName, partNumber } from './bundle-place.js'
import { orUnwritable } from './bundle-problem.js'

/** Where a bundle is written to: one file, or parts that together have the same bytes. */
export interface BundleSink {
  readonly write: (bytes: Uint8Array) => Promise<void>
  /** Gives the files their names, unless something has one of them: then it throws `bundle.output-taken`. */
  readonly finish: () => Promise<readonly string[]>
  readonly discard: () => Promise<void>
}

/**
 * Until it is finished, what is written has a name that no other run has, `acme.metis.partial-…`. Of an earlier run that
 * was killed nothing stays. Throws `bundle.output-taken`, and while writing `bundle.write-failed` or `bundle.file-too-large`.
 */
export async function bundleSink(out: string, splitBytes?: number): Promise<BundleSink> {
  await refuseTaken(out)
  const beginning = `${basename(out)}.partial-`
  await clearLeftOvers(dirname(out), (one) => one === beginning)
  const begun = `${out}.partial-${makersMark()}`
  const files: { readonly partial: string; readonly name: string }[] = []
  let current: { readonly file: FileHandle; written: number } | undefined

  const next = async () => {
    const numbered = (path: string) => (splitBytes === undefined ? path : partName(path, files.length + 1))
    const one = { partial: numbered(begun), name: numbered(out) }
    current = { file: await open(one.partial, 'wx', 0o644), written: 0 }
    files.push(one)
    return current
  }
  const close = async () => {
    const { file } = current ?? {}
    current = undefined
    await file?.sync().finally(() => file.close())
  }
  const write = async (bytes: Uint8Array) => {
    for (let from = 0; from < bytes.length; ) {
      const part = current ?? (await next())
      const room = (splitBytes ?? Number.POSITIVE_INFINITY) - part.written
      const { bytesWritten } = await part.file.write(bytes.subarray(from, from + room))
      part.written += bytesWritten
      from += bytesWritten
      if (part.written === splitBytes) await close()
    }
  }
  const finish = async () => {
    await close()
    // Hours may have gone by, and further parts of another bundle would be read as the end of this one.
    await refuseTaken(out)
    return await nameAll(files)
  }
  const refused = (error: unknown) => orUnwritable(files.at(-1)?.name ?? out)(error)
  return {
    write: (bytes) => write(bytes).catch(refused),
    finish: () => finish().catch(refused),
    discard: async () => {
      await current?.file.close().catch(() => undefined)
      for (const { partial } of files) await rm(partial, { force: true })
    },
  }
}

/** All or none: some parts are no bundle. */
async function nameAll(files: readonly { partial: string; name: string }[]): Promise<readonly string[]> {
  const named: string[] = []
  try {
    for (const { partial, name } of files) {
      await giveName(partial, name)
      named.push(name)
    }
    return named
  } catch (error) {
    for (const name of named) await rm(name, { force: true })
    throw error
  }
}

/**
 * Gives a file the name `name` in the same folder, unless something has it: `rename` would replace that without a word.
 * Throws `bundle.output-taken`, and what the file system refuses as it is.
 */
export async function giveName(path: string, name: string): Promise<void> {
  try {
    await link(path, name)
  } catch (error) {
    if (errnoOf(error) === 'EEXIST') throw outputTaken(name)
    return giveNameWithoutLink(path, name)
  }
  await rm(path)
}

/**
 * The same where there are no hard links: FAT and exFAT, so nearly all sticks, and some network shares. An empty file
 * takes the name first, which only one of several can do, and is what `rename` then replaces.
 */
export async function giveNameWithoutLink(path: string, name: string): Promise<void> {
  try {
    await (await open(name, 'wx')).close()
  } catch (error) {
    throw errnoOf(error) === 'EEXIST' ? outputTaken(name) : error
  }
  try {
    await rename(path, name)
  } catch (error) {
    await rm(name, { force: true })
    throw error
  }
}

/** Throws `bundle.output-taken` where a bundle, or a part of one, has that name. */
export async function refuseTaken(out: string): Promise<void> {
  // A folder that is not there is told by whoever writes to it.
  const names = await readdir(dirname(out)).catch(() => [])
  const name = basename(out)
  const taken = names.find((one) => one === name || partNumber(name, one) !== undefined)
  if (taken !== undefined) throw outputTaken(join(dirname(out), taken))
}

/** `bundle.output-taken` for what is at `path`. */
function outputTaken(path: string): InstallerError {
  return fault('bundle.output-taken', { path, quoted: shellQuote(path) }, { file: path })
}

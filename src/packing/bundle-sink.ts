import { type FileHandle, open, readdir, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { unwritableBundle } from './bundle-problem.js'
import { partName } from './part-name.js'

/** Where a bundle is written to: one file, or parts that together have the same bytes. */
export interface BundleSink {
  readonly write: (bytes: Uint8Array) => Promise<void>
  /** Gives the files their names; until then they end in `.partial`. */
  readonly finish: () => Promise<readonly string[]>
  readonly discard: () => Promise<void>
}

/** Throws `bundle.write-failed` or `bundle.file-too-large`. */
export function bundleSink(out: string, splitBytes?: number): BundleSink {
  const names: string[] = []
  let current: { readonly file: FileHandle; written: number } | undefined

  const next = async () => {
    const name = splitBytes === undefined ? out : partName(out, names.length + 1)
    current = { file: await open(`${name}.partial`, 'w', 0o644), written: 0 }
    names.push(name)
    return current
  }
  const close = async () => {
    const { file } = current ?? {}
    current = undefined
    await file?.sync().finally(() => file.close())
  }
  return {
    write: (bytes) =>
      orUnwritable(async () => {
        for (let from = 0; from < bytes.length; ) {
          const part = current ?? (await next())
          const room = (splitBytes ?? Number.POSITIVE_INFINITY) - part.written
          const chunk = bytes.subarray(from, from + Math.min(room, bytes.length - from))
          const { bytesWritten } = await part.file.write(chunk)
          part.written += bytesWritten
          from += bytesWritten
          if (part.written === splitBytes) await close()
        }
      }),
    finish: () =>
      orUnwritable(async () => {
        await close()
        for (const name of names) await rename(`${name}.partial`, name)
        if (splitBytes !== undefined) await removeFurtherParts(out, names.length)
        return names
      }),
    discard: async () => {
      await current?.file.close().catch(() => undefined)
      for (const name of names) await rm(`${name}.partial`, { force: true })
    },
  }

  async function orUnwritable<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work()
    } catch (error) {
      throw unwritableBundle(names.at(-1) ?? out, error)
    }
  }
}

/** Of a longer bundle that had the same name: a reader would take them for the end of this one. */
async function removeFurtherParts(out: string, count: number): Promise<void> {
  const prefix = `${basename(out)}.`
  for (const name of await readdir(dirname(out))) {
    const number = name.startsWith(prefix) ? /^\d{3}$/.exec(name.slice(prefix.length))?.[0] : undefined
    if (number !== undefined && Number(number) > count) await rm(join(dirname(out), name))
  }
}

import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import * as z from 'zod'
import type { PythonContent } from '../topology/release.js'
import type { CheckedFile } from './checksums.js'
import { elfNeedsIn } from './elf-needs.js'
import { entriesIn } from './tree-in.js'
import { newest, readWheel, type WheelNeeds } from './wheel-content.js'

const kept = z.strictObject({
  version: z.string().exactOptional(),
  glibc: z.string().exactOptional(),
  libraries: z.array(z.string()),
  wheels: z.array(
    z.strictObject({
      file: z.string(),
      project: z.string(),
      interpreters: z.array(z.string()),
      requires: z.array(z.string()),
    }),
  ),
})

/** Another one for another way of looking. */
const FORM = 1
/** Of one file inside: larger ones are not looked into. */
const MOST_BYTES = 512 * 1024 * 1024

/** What is in an archive of Python or of wheels, or in one wheel. It is looked at once and kept in the cache; undefined for what can't be read. */
export async function pythonContent(
  { path, sha256 }: CheckedFile,
  { cacheDirectory, signal }: { cacheDirectory: string; signal?: AbortSignal | undefined },
): Promise<PythonContent | undefined> {
  const remembered = join(cacheDirectory, 'python-content', `${sha256}-${FORM}.json`)
  try {
    return kept.parse(JSON.parse(await readFile(remembered, 'utf8')))
  } catch {
    // Not looked at yet.
  }
  try {
    const content = path.endsWith('.whl')
      ? combined([await readWheel(basename(path), await readFile(path))])
      : await inArchive(path, signal)
    await mkdir(dirname(remembered), { recursive: true }).catch(() => undefined)
    await writeFile(remembered, JSON.stringify(content)).catch(() => undefined)
    return content
  } catch {
    signal?.throwIfAborted()
    return undefined
  }
}

async function inArchive(path: string, signal: AbortSignal | undefined): Promise<PythonContent> {
  const wheels: WheelNeeds[] = []
  const programs: WheelNeeds[] = []
  const brought: string[] = []
  let version: string | undefined
  for await (const { header, content } of entriesIn(path)) {
    signal?.throwIfAborted()
    const { name, type, size = 0 } = header
    const own = name.replace(/^(\.\/)?[^/]+\//, '')
    brought.push(basename(name))
    version ??= /^lib\/python(3\.\d+)\/os\.py$/.exec(own)?.[1]
    if (type !== 'file' || size > MOST_BYTES) continue
    if (/^[^/]+\.whl$/.test(own)) wheels.push(await readWheel(own, await whole(content)))
    else if (PROGRAM.test(own) && !OPTIONAL.test(basename(own))) {
      const needs = await elfNeedsIn(await whole(content))
      if (needs !== undefined) programs.push({ ...needsOnly(needs) })
    }
  }
  const { libraries, ...all } = combined([...programs, ...wheels])
  const lacking = libraries.filter((library) => !brought.includes(library))
  return { ...(version === undefined ? {} : { version }), ...all, libraries: lacking }
}

/** The interpreter, its library, and modules that are programs. */
const PROGRAM = /^bin\/python3[\d.m]*$|^lib\/[^/]+\.so[\d.]*$|^lib\/python3\.\d+\/lib-dynload\/[^/]+\.so$/
/** What a service does without. */
const OPTIONAL =
  /^(lib(tcl|tk)|_tkinter|_gdbm|_dbm|readline|_curses|nis|ossaudiodev|spwd|_crypt|_sqlite3|_test|xx)/

function needsOnly({
  libraries,
  versions,
}: {
  libraries: readonly string[]
  versions: readonly string[]
}): WheelNeeds {
  const glibc = newest(versions.flatMap((name) => /^GLIBC_(\d+\.\d+)/.exec(name)?.[1] ?? []))
  return { libraries, ...(glibc === undefined ? {} : { glibc }) }
}

function combined(all: readonly WheelNeeds[]): PythonContent {
  const glibc = newest(all.flatMap((one) => one.glibc ?? []))
  const libraries = [...new Set(all.flatMap((one) => one.libraries))].filter((name) => !OF_GLIBC.test(name))
  const wheels = all.flatMap(({ wheel }) => wheel ?? [])
  return { ...(glibc === undefined ? {} : { glibc }), libraries: libraries.toSorted(), wheels }
}

const OF_GLIBC = /^(lib(c|m|dl|rt|pthread|util|resolv|nsl)\.so\.\d|ld-linux-x86-64\.so\.2)$/

async function whole(content: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of content) chunks.push(chunk)
  return Buffer.concat(chunks)
}

import { type FileHandle, open } from 'node:fs/promises'

/** What a program for Linux on x86-64 asks of a machine. */
export interface ElfNeeds {
  /** `libc.so.6`. */
  readonly libraries: readonly string[]
  /** Symbol versions: `GLIBC_2.28`, `GLIBCXX_3.4.21`. */
  readonly versions: readonly string[]
}

/** Undefined for what is no such program, or shows nothing of what it needs. Layout: System V gABI, LSB 5.0 10.7. */
export async function elfNeeds(path: string): Promise<ElfNeeds | undefined> {
  const file = await open(path)
  try {
    return await needsOfProgram(file)
  } finally {
    await file.close()
  }
}

/** The same of a program that is in memory. */
export function elfNeedsIn(program: Buffer): Promise<ElfNeeds | undefined> {
  return needsOfProgram(program)
}

async function needsOfProgram(file: Program): Promise<ElfNeeds | undefined> {
  const header = await readAt(file, 0, 64)
  if (header.length < 64 || header.readUInt32BE(0) !== ELF_MAGIC) return undefined
  const isX64 = header[4] === 2 && header[5] === 1 && header.readUInt16LE(18) === X86_64
  return isX64 ? await needsOf(file, await sectionsOf(file, header)) : undefined
}

type Program = FileHandle | Buffer

const ELF_MAGIC = 0x7f454c46
const X86_64 = 62
const DYNAMIC = 6
const VERSIONS_NEEDED = 0x6ffffffe
const NEEDED_LIBRARY = 1n
/** No section that is read here comes near it; more would be a file that lies about itself. */
const MOST_BYTES = 64 * 1024 * 1024

interface Section {
  readonly type: number
  readonly offset: number
  readonly size: number
  /** Index of the section with its strings. */
  readonly link: number
}

async function sectionsOf(file: Program, header: Buffer): Promise<Section[]> {
  const entry = header.readUInt16LE(58)
  const count = header.readUInt16LE(60)
  if (entry < 64) return []
  const table = await readAt(file, Number(header.readBigUInt64LE(40)), entry * count)
  return Array.from({ length: Math.floor(table.length / entry) }, (_, i) => {
    const at = i * entry
    return {
      type: table.readUInt32LE(at + 4),
      offset: Number(table.readBigUInt64LE(at + 24)),
      size: Number(table.readBigUInt64LE(at + 32)),
      link: table.readUInt32LE(at + 40),
    }
  })
}

async function needsOf(file: Program, sections: readonly Section[]): Promise<ElfNeeds | undefined> {
  const content = ({ offset, size }: Section) => readAt(file, offset, Math.min(size, MOST_BYTES))
  const read = async (type: number) => {
    const section = sections.find((one) => one.type === type)
    const strings = section && sections[section.link]
    if (section === undefined || strings === undefined) return undefined
    return { bytes: await content(section), strings: await content(strings) }
  }
  const dynamic = await read(DYNAMIC)
  const versions = await read(VERSIONS_NEEDED)
  if (dynamic === undefined) return undefined
  return {
    libraries: librariesIn(dynamic.bytes).map((at) => textAt(dynamic.strings, at)),
    versions:
      versions === undefined ? [] : versionsIn(versions.bytes).map((at) => textAt(versions.strings, at)),
  }
}

function librariesIn(dynamic: Buffer): number[] {
  const entries = Array.from({ length: Math.floor(dynamic.length / 16) }, (_, i) => i * 16)
  return entries
    .filter((at) => dynamic.readBigInt64LE(at) === NEEDED_LIBRARY)
    .map((at) => Number(dynamic.readBigUInt64LE(at + 8)))
}

/** A chain of libraries, each with a chain of the versions that are wanted of it. */
function versionsIn(bytes: Buffer): number[] {
  const names: number[] = []
  for (let library = 0; library + 16 <= bytes.length; ) {
    for (let version = library + bytes.readUInt32LE(library + 8); version + 16 <= bytes.length; ) {
      names.push(bytes.readUInt32LE(version + 8))
      const next = bytes.readUInt32LE(version + 12)
      if (next === 0) break
      version += next
    }
    const next = bytes.readUInt32LE(library + 12)
    if (next === 0) break
    library += next
  }
  return names
}

function textAt(strings: Buffer, at: number): string {
  const end = strings.indexOf(0, at)
  return strings.toString('latin1', at, end < 0 ? strings.length : end)
}

async function readAt(file: Program, start: number, length: number): Promise<Buffer> {
  if (Buffer.isBuffer(file)) return file.subarray(start, Math.max(start, start + length))
  const { size } = await file.stat()
  const buffer = Buffer.alloc(Math.max(0, Math.min(length, size - start)))
  const { bytesRead } = await file.read(buffer, 0, buffer.length, start)
  return buffer.subarray(0, bytesRead)
}

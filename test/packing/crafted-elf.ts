/** A file with the headers of a program for Linux on x86-64 that needs these libraries and symbol versions. */
export function craftedElf(libraries: readonly string[], versions: readonly string[]): Buffer {
  let strings = '\0'
  const at = (text: string) => {
    const offset = strings.length
    strings += `${text}\0`
    return offset
  }
  const dynamic = Buffer.concat([...libraries.map((name) => pair(1n, BigInt(at(name)))), pair(0n, 0n)])
  const needed = Buffer.alloc(16 + versions.length * 16)
  needed.writeUInt16LE(1, 0)
  needed.writeUInt16LE(versions.length, 2)
  needed.writeUInt32LE(16, 8)
  versions.forEach((name, i) => {
    needed.writeUInt32LE(at(name), 16 + i * 16 + 8)
    needed.writeUInt32LE(i === versions.length - 1 ? 0 : 16, 16 + i * 16 + 12)
  })
  const contents = [dynamic, needed, Buffer.from(strings, 'latin1')]
  const types = [6, 0x6ffffffe, 3]
  const header = Buffer.alloc(64)
  header.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1])
  header.writeUInt16LE(62, 18)
  header.writeUInt16LE(64, 58)
  header.writeUInt16LE(contents.length, 60)
  let offset = 64
  const sections = contents.map((bytes, i) => {
    const section = Buffer.alloc(64)
    section.writeUInt32LE(types[i] ?? 0, 4)
    section.writeBigUInt64LE(BigInt(offset), 24)
    section.writeBigUInt64LE(BigInt(bytes.length), 32)
    section.writeUInt32LE(2, 40)
    offset += bytes.length
    return section
  })
  header.writeBigUInt64LE(BigInt(offset), 40)
  return Buffer.concat([header, ...contents, ...sections])
}

function pair(tag: bigint, value: bigint): Buffer {
  const bytes = Buffer.alloc(16)
  bytes.writeBigInt64LE(tag, 0)
  bytes.writeBigUInt64LE(value, 8)
  return bytes
}

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { elfNeeds } from '../../src/artifacts/elf-needs.js'
import { unfitForSites } from '../../src/packing/unfit-for-sites.js'
import { craftedElf } from './crafted-elf.js'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'elf-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

function file(bytes: Buffer | string): string {
  const path = join(folder, 'program')
  writeFileSync(path, bytes)
  return path
}

it('reads what the Node.js that runs this needs', async () => {
  const needs = await elfNeeds(process.execPath)

  expect(needs?.libraries).toContain('libc.so.6')
  expect(needs?.versions.filter((name) => /^GLIBC_2\.\d/.test(name)).length).toBeGreaterThan(3)
})

it('reads every library and every version', async () => {
  const path = file(craftedElf(['libc.so.6', 'libm.so.6'], ['GLIBC_2.2.5', 'GLIBC_2.28']))
  expect(await elfNeeds(path)).toEqual({
    libraries: ['libc.so.6', 'libm.so.6'],
    versions: ['GLIBC_2.2.5', 'GLIBC_2.28'],
  })
})

it.each([
  ['a text', '#!/bin/sh\n'],
  ['nothing', ''],
  ['a beginning', craftedElf(['libc.so.6'], []).subarray(0, 80)],
  ['a program for another processor', withByte(craftedElf(['libc.so.6'], []), 18, 183)],
  ['a program without sections', withByte(craftedElf(['libc.so.6'], []), 60, 0)],
])('takes %s for no such program', async (_, bytes) => {
  expect(await elfNeeds(file(bytes))).toBeUndefined()
})

it('ends on chains of versions that lead out of the file', async () => {
  const bytes = craftedElf(['libc.so.6'], ['GLIBC_2.28'])
  bytes.writeUInt32LE(0xffffff00, 64 + 32 + 16 + 12)
  expect(await elfNeeds(file(bytes))).toEqual({ libraries: ['libc.so.6'], versions: ['GLIBC_2.28'] })
})

it.each([
  [
    ['libc.so.6', 'libstdc++.so.6', 'ld-linux-x86-64.so.2'],
    ['GLIBC_2.28', 'GLIBCXX_3.4.25', 'GCC_3.4'],
    undefined,
  ],
  [['libc.so.6'], ['GLIBC_2.9', 'GLIBC_2.34'], 'GLIBC_2.34'],
  [['libc.so.6', 'libnode.so.115'], ['GLIBC_2.2.5'], 'libnode.so.115'],
  [['libstdc++.so.6'], ['GLIBCXX_3.4.30'], 'GLIBCXX_3.4.30'],
  [['libc.so.6'], ['GLIBC_PRIVATE'], 'GLIBC_PRIVATE'],
])('says of %j and %j what an old site lacks: %s', (libraries, versions, lacks) => {
  expect(unfitForSites({ libraries, versions })).toBe(lacks)
})

function withByte(bytes: Buffer, at: number, value: number): Buffer {
  bytes[at] = value
  return bytes
}

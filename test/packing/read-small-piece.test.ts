import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { execa } from 'execa'
import { expect, it } from 'vitest'
import { readSmallPiece } from '../../src/packing/read-small-piece.js'
import { readSignedManifest } from '../../src/packing/signed-manifest.js'
import { problemsOfAsync } from '../state/problem-of.js'
import { temporaryFolder } from '../state/temporary-folder.js'
import { smallBundle } from './small-bundle.js'

const VIA = 'v'.repeat(1500)

it.each(['a file', 'parts', 'a folder'])('reads one piece and no other out of %s', async (kind) => {
  const folder = temporaryFolder()
  const split = kind === 'parts' ? { splitBytes: 4096 } : {}
  const { path, paths, manifest } = await smallBundle(folder, split)
  const unpacked = join(folder, 'unpacked')
  mkdirSync(unpacked)
  if (kind === 'a folder') await execa('tar', ['xf', path], { cwd: unpacked })
  const bundle = kind === 'a folder' ? unpacked : (paths[0] ?? '')

  expect((await readSmallPiece(bundle, 'artifact/via'))?.toString()).toBe(VIA)
  expect(await readSmallPiece(bundle, 'organisation/org.yaml')).toBeUndefined()
  expect((await readSignedManifest(bundle)).manifest).toEqual(manifest)
})

it('names a piece that is not what was signed', async () => {
  const folder = temporaryFolder()
  const { path } = await smallBundle(folder)
  const bytes = readFileSync(path)
  bytes[bytes.indexOf(VIA)] = 'V'.charCodeAt(0)
  writeFileSync(path, bytes)

  const problems = await problemsOfAsync(readSmallPiece(path, 'artifact/via'))

  expect(problems).toMatchObject([{ code: 'bundle.piece-differs', details: { piece: 'artifact/via' } }])
})

it('says that a piece is missing where the file ends before it', async () => {
  const folder = temporaryFolder()
  const { path } = await smallBundle(folder)
  const bytes = readFileSync(path)
  writeFileSync(path, bytes.subarray(0, bytes.indexOf(VIA) - 512))

  const problems = await problemsOfAsync(readSmallPiece(path, 'artifact/via'))

  expect(problems).toMatchObject([{ code: 'bundle.piece-missing' }])
})

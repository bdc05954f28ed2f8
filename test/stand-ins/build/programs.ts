import path from 'node:path'
import type { BuiltFile } from '../build.js'
import type { BuildInput } from './input.js'
import { readLibraries } from './python-libraries.js'
import { readTree, zip } from './tree.js'

const PROGRAMS = [
  { name: 'carrier', folder: 'carrier' },
  { name: 'keytool', folder: 'keytool' },
  { name: 'via', folder: 'via' },
  { name: 'metis-data-center', folder: 'data-center' },
]
// Isolated: the originals are native programs, which no PYTHON* variable can reach.
const SHEBANG = Buffer.from('#!/usr/bin/python3 -I\n')

/** Single-file executables: a zip of Python sources, with all that they import, behind a shebang line. */
export async function buildPrograms({ sources, debian }: BuildInput): Promise<BuiltFile[]> {
  const libraries = await readLibraries(debian)
  const shared = await readTree(path.join(sources, 'shared'))
  return Promise.all(
    PROGRAMS.map(async ({ name, folder }) => {
      const program = await readTree(path.join(sources, folder))
      return {
        name,
        content: Buffer.concat([SHEBANG, zip({ ...libraries, ...shared, ...program })]),
        mode: 0o755 as const,
      }
    }),
  )
}

import { createHash } from 'node:crypto'
import { type Tree, zip } from './tree.js'

export type Wheel = {
  project: string
  version: string
  needs: readonly string[]
  files: Tree
  entryPoints?: string
}

export function wheelName({ project, version }: Pick<Wheel, 'project' | 'version'>): string {
  return `${project}-${version}-py3-none-any.whl`
}

/** Packs a pure-Python wheel, with the hashes that pip checks. */
export function makeWheel({ project, version, needs, files, entryPoints }: Wheel): Uint8Array {
  const about = `${project}-${version}.dist-info`
  const content: Tree = {
    ...files,
    [`${about}/METADATA`]: text([
      'Metadata-Version: 2.1',
      `Name: ${project}`,
      `Version: ${version}`,
      ...needs.map((need) => `Requires-Dist: ${need}`),
    ]),
    [`${about}/WHEEL`]: text([
      'Wheel-Version: 1.0',
      'Generator: stand-ins',
      'Root-Is-Purelib: true',
      'Tag: py3-none-any',
    ]),
    ...(entryPoints === undefined ? {} : { [`${about}/entry_points.txt`]: text([entryPoints]) }),
  }
  const records = Object.entries(content).map(
    ([name, bytes]) => `${name},sha256=${digest(bytes)},${bytes.length}`,
  )
  return zip({ ...content, [`${about}/RECORD`]: text([...records, `${about}/RECORD,,`]) })
}

function digest(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('base64url')
}

function text(lines: string[]): Uint8Array {
  return Buffer.from(`${lines.join('\n')}\n`)
}

import { createHash } from 'node:crypto'
import { posix } from 'node:path'
import { zipSync } from 'fflate'
import { treeIn } from './tree-in.js'

/** A source archive of pure Python comes near to none of it. */
const MOST_BYTES = 64 * 1024 * 1024
/** In local time, as zip files have it: the same bytes everywhere. */
const SOME_DAY = new Date(1980, 0, 1)

/**
 * A wheel of a package that is published as source only and is pure Python: `NAME-VERSION/package` of
 * `NAME-VERSION.tar.gz`. Throws what `treeIn` throws.
 */
export async function wheelOf(
  path: string,
  folder: string,
): Promise<{ readonly name: string; readonly bytes: Buffer }> {
  const top = posix.dirname(folder)
  const inTop = await contents(path, top)
  const name = `${posix.basename(top).replace(/-(?=.*-)/g, '_')}`
  const about = `${name}.dist-info`
  const code = [...inTop].filter(([name]) => name.startsWith(`${posix.basename(folder)}/`))
  const metadata = inTop.get('PKG-INFO')
  if (code.length === 0 || metadata === undefined) throw new Error(`no ${folder}, or no ${top}/PKG-INFO`)
  const content = new Map([...code, [`${about}/METADATA`, metadata], [`${about}/WHEEL`, WHEEL]])
  const records = [...content].map(([name, bytes]) => `${name},sha256=${digest(bytes)},${bytes.length}\n`)
  content.set(`${about}/RECORD`, Buffer.from(`${records.join('')}${about}/RECORD,,\n`))
  const zip = zipSync(Object.fromEntries(content), { level: 0, mtime: SOME_DAY })
  return { name: `${name}-py3-none-any.whl`, bytes: Buffer.from(zip) }
}

const WHEEL = Buffer.from(
  'Wheel-Version: 1.0\nGenerator: create-metis-node\nRoot-Is-Purelib: true\nTag: py3-none-any\n',
)

async function contents(path: string, folder: string): Promise<Map<string, Buffer>> {
  const found = new Map<string, Buffer>()
  let size = 0
  for await (const { path: name, content } of treeIn(path, folder)) {
    const chunks: Buffer[] = []
    for await (const chunk of content) {
      size += chunk.length
      if (size > MOST_BYTES) throw new Error(`> ${MOST_BYTES} bytes`)
      chunks.push(chunk)
    }
    found.set(name, Buffer.concat(chunks))
  }
  return found
}

function digest(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('base64url')
}

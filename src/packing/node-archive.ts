import { createReadStream, createWriteStream } from 'node:fs'
import { chmod, mkdir, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { extract } from 'tar-stream'

/**
 * Takes `node-<version>-linux-x64/bin/node` out of the archive that nodejs.org publishes, to `target`. False when it
 * has none. Throws what zlib and tar-stream throw for a damaged one.
 */
export async function unpackNode(archive: string, target: string, signal?: AbortSignal): Promise<boolean> {
  await mkdir(dirname(target), { recursive: true })
  const temporary = `${target}.${process.pid}.tmp`
  let isFound = false
  try {
    const tar = extract()
    const reading = pipeline(
      createReadStream(archive),
      createGunzip(),
      tar,
      signal === undefined ? {} : { signal },
    )
    // Its failure is told below; until then it is nobody's.
    reading.catch(() => undefined)
    for await (const entry of tar) {
      const isNode = /^node-[^/]+\/bin\/node$/.test(entry.header.name) && entry.header.type === 'file'
      if (isNode && !isFound) {
        isFound = true
        await pipeline(entry, createWriteStream(temporary))
      } else {
        entry.resume()
      }
    }
    await reading
    if (!isFound) return false
    await chmod(temporary, 0o755)
    await rename(temporary, target)
    return true
  } finally {
    await rm(temporary, { force: true })
  }
}

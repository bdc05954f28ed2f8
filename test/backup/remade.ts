import { join } from 'node:path'
import type { BackupManifest } from '../../src/backup/manifest.js'
import { readBackup } from '../../src/backup/read-backup.js'
import { writeBackup } from '../../src/backup/write-backup.js'

interface Remaking {
  readonly path: string
  readonly passphrase: string
  readonly folder: string
  readonly manifest: (of: BackupManifest) => BackupManifest
}

/** A backup put together anew by somebody who can open it. Its path. */
export async function remade({ path, passphrase, folder, manifest }: Remaking) {
  const contents = new Map<string, Buffer>()
  const key = { passphrase }
  const of = await readBackup({
    ...{ path, key },
    take: async (entry, bytes) => {
      const chunks: Buffer[] = []
      for await (const chunk of bytes) chunks.push(chunk)
      contents.set(entry.path, Buffer.concat(chunks))
    },
  })
  const to = join(folder, `${of.organisation}-20260101T000000Z.metis-backup`)
  await writeBackup({
    ...{ path: to, lock: key, manifest: manifest(of) },
    contentOf: (entry) => [contents.get(entry.path) ?? Buffer.alloc(0)],
    ...{ signal: new AbortController().signal, onWritten: () => {} },
  })
  return to
}

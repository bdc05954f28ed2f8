import { createCipheriv, generateKeyPairSync, pbkdf2Sync } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'

import { type BackupManifest, manifestText } from '../../src/backup/manifest.js'
import { readBackup } from '../../src/backup/read-backup.js'
import { sha256 } from '../../src/lib/digest.js'
import { tarBytes } from '../../src/lib/tar.js'
import { backupKeys } from '../../src/state/backup-keys.js'

interface Splitting {
  readonly path: string
  readonly passphrase: string
  readonly folder: string
  readonly stamp: string
}

/** What each host of a backup would have made by itself, as the script on hosts writes it. Their names. */
export async function splitByHost({ path, passphrase, folder, stamp }: Splitting): Promise<string[]> {
  const contents = new Map<string, Buffer>()
  const { signature: _, ...all } = await readBackup({
    ...{ path, key: { passphrase } },
    take: async (entry, bytes) => {
      const chunks: Buffer[] = []
      for await (const chunk of bytes) chunks.push(chunk)
      contents.set(entry.path, Buffer.concat(chunks))
    },
  })
  const textIn = (name: string) => contents.get(name)?.toString('utf8') ?? ''
  const { salt } = JSON.parse(textIn('folder/secrets.json')) as { salt: string }
  const [, body = ''] = textIn('folder/applied.jsonl').split('\n')
  const { sealed } = (JSON.parse(body) as { secrets: { sealed: string } }).secrets
  const hosts = [...new Set(all.parts.map(({ host }) => host))]
  for (const host of hosts) {
    const manifest: BackupManifest = {
      ...all,
      machine: host,
      files: [
        ...all.files.filter(({ path: name }) => /^folder\/(applied\.jsonl|.*\.(crt|key))$/.test(name)),
        // As a host in other hands would have it.
        { path: 'folder/hook.sh', size: 0, sha256: sha256('') },
      ],
      parts: all.parts.filter((part) => part.host === host),
    }
    const name = join(folder, `${all.organisation}-${stamp}-${host}.metis-backup`)
    writeFileSync(name, await sealedBy(manifest, contents, { host, salt, sealed }))
  }
  return hosts
}

async function sealedBy(
  manifest: BackupManifest,
  contents: ReadonlyMap<string, Buffer>,
  { host, salt, sealed }: { readonly host: string; readonly salt: string; readonly sealed: string },
): Promise<Buffer> {
  const keys = backupKeys(salt)
  const pair = generateKeyPairSync('x25519')
  const ephemeral = pair.publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex')
  const made = pbkdf2Sync(keys.once(ephemeral), '', 1, 48, 'sha256')
  const cipher = createCipheriv('aes-256-ctr', made.subarray(0, 32), made.subarray(32))
  const { organisation, at } = manifest
  const head = { metisBackup: 1, organisation, host, at, recipient: keys.recipient, ephemeral, sealed }
  const mtime = new Date(at)
  const about = Buffer.from(manifestText(manifest))
  const entries = [
    { path: 'manifest.json', size: about.length, mode: 0o600, mtime, content: [about] },
    ...[...manifest.files, ...manifest.parts].map(({ path, size }) => ({
      ...{ path, size, mode: 0o600, mtime, content: [contents.get(path) ?? Buffer.alloc(0)] },
    })),
  ]
  const chunks = [Buffer.from(`${JSON.stringify(head)}\n`)]
  for await (const chunk of tarBytes(Readable.from(entries))) chunks.push(cipher.update(chunk))
  const bytes = Buffer.concat(chunks)
  const key = keys.ofHost(host)
  return Buffer.concat([bytes, Buffer.from(`${sha256(key + sha256(key + sha256(bytes)))}\n`)])
}

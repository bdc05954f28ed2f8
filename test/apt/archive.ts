import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { createCleartextMessage, generateKey, type PrivateKey, sign } from 'openpgp'
import { onTestFinished } from 'vitest'
import { mirror } from '../artifacts/mirror.js'

const { privateKey: KEY, publicKey: PUBLIC_KEY } = await newKey()
export const { privateKey: STRANGER } = await newKey()
export const NOW = new Date('2026-11-22T12:00:00Z')

export const sha256 = (bytes: string | Uint8Array) => createHash('sha256').update(bytes).digest('hex')

/** A package of the archive; its file holds its name and version. */
export interface Deb {
  readonly name: string
  readonly version?: string
  readonly fields?: string
}

const debBytes = ({ name, version = '1' }: Deb) => `${name} ${version}`

function packagesText(debs: readonly Deb[]): string {
  return debs
    .map((deb) => {
      const { name, version = '1', fields = '' } = deb
      const bytes = debBytes(deb)
      const filename = `pool/main/${name}_${version}_amd64.deb`
      return `Package: ${name}\nVersion: ${version}\nArchitecture: amd64\nFilename: ${filename}\nSize: ${bytes.length}\nSHA256: ${sha256(bytes)}\n${fields}\n`
    })
    .join('\n')
}

/** An archive of one suite as files by their path, signed by a key. */
export async function archiveFiles(
  debs: readonly Deb[],
  options: { key?: PrivateKey; release?: string; suite?: string } = {},
): Promise<Record<string, string | Uint8Array>> {
  const { key = KEY, release = 'Acquire-By-Hash: no', suite = 'bookworm' } = options
  const text = packagesText(debs)
  const packed = gzipSync(text)
  const path = 'main/binary-amd64/Packages'
  const lines = [
    ` ${sha256(text)} ${Buffer.byteLength(text)} ${path}`,
    ` ${sha256(packed)} ${packed.length} ${path}.gz`,
  ]
  const inRelease = await signed(
    `Origin: Debian\nSuite: stable\nCodename: ${suite}\n${release}\nSHA256:\n${lines.join('\n')}\n`,
    key,
  )
  return {
    'debian/dists/bookworm/InRelease': inRelease,
    [`debian/dists/bookworm/${path}.gz`]: packed,
    [`debian/dists/bookworm/main/binary-amd64/by-hash/SHA256/${sha256(packed)}`]: packed,
    ...Object.fromEntries(
      debs.map((deb) => [`debian/pool/main/${deb.name}_${deb.version ?? '1'}_amd64.deb`, debBytes(deb)]),
    ),
  }
}

/** A text as `InRelease` has it. */
export async function signed(text: string, key: PrivateKey = KEY): Promise<string> {
  const message = await createCleartextMessage({ text })
  return sign({ message, signingKeys: key, date: new Date('2026-11-21T00:00:00Z') })
}

/** Serves files on loopback; `address` is the server's, with a slash at the end. */
export async function serve(files: Record<string, string | Uint8Array>) {
  const { address, requests } = await mirror((request, response) => {
    const found = files[decodeURIComponent((request.url ?? '').slice(1))]
    if (found === undefined) return void response.writeHead(404).end()
    const body = Buffer.from(found)
    response.writeHead(200, { 'content-length': body.length }).end(body)
  })
  return { server: address.replace('metis/', ''), paths: () => requests.map(({ path }) => path) }
}

export function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'apt-'))
  onTestFinished(() => rmSync(path, { recursive: true, force: true }))
  return path
}

/** A presets folder that knows one suite of one system, on that server, and one key. */
export function presets(server: string, fingerprint = PUBLIC_KEY.getFingerprint().toUpperCase()): string {
  const path = folder()
  mkdirSync(join(path, 'archives'))
  mkdirSync(join(path, 'keys'))
  writeFileSync(join(path, 'keys/test.asc'), PUBLIC_KEY.armor())
  const suite = `{server: "${server}", folder: debian/, suite: bookworm, components: [main]}`
  writeFileSync(
    join(path, 'archives/debian.yaml'),
    `keys:\n  - {file: test.asc, fingerprint: ${fingerprint}}\nsystems:\n  debian-12:\n    - ${suite}\n`,
  )
  return path
}

async function newKey() {
  return generateKey({
    type: 'ecc',
    curve: 'ed25519Legacy',
    userIDs: [{ name: 'An archive' }],
    date: new Date('2026-01-01T00:00:00Z'),
    format: 'object',
  })
}

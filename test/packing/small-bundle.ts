import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Manifest, Piece } from '../../src/bundle/manifest.js'
import { manifestText } from '../../src/bundle/manifest-text.js'
import { sha256 } from '../../src/lib/digest.js'
import { signManifest } from '../../src/packing/signature.js'
import { type SigningKey, signingKey } from '../../src/packing/signing-key.js'
import { writeBundle } from '../../src/packing/write-bundle.js'

/** Says where it is and what it was given, a line each. */
export const BOOTSTRAP = `printf '%s\\n' "$0" "$#" "$@"
exit 7
`

const LONG = `installer/node_modules/${'a-package-with-a-long-name/'.repeat(7)}index.js`
const LONGEST = `installer/${'x'.repeat(120)}.js`

export const CONTENTS: Readonly<Record<string, string>> = {
  'create-metis-node': '#!/bin/sh\n',
  'runtime/node': 'ELF'.repeat(1000),
  'installer/empty.js': '',
  [LONG]: 'export {}\n',
  [LONGEST]: 'export {}\n',
  'release/metis-0.3.0/carrier': 'c'.repeat(1500),
  'release/metis-0.3.0/via': 'v'.repeat(1500),
  'packages/debian-12/nginx_1.22.1-9_amd64.deb': 'n'.repeat(512),
}

const IDS: Readonly<Record<string, Pick<Piece, 'id' | 'kind'>>> = {
  'create-metis-node': { id: 'create-metis-node', kind: 'installer' },
  'runtime/node': { id: 'runtime/node', kind: 'runtime' },
  'release/metis-0.3.0/carrier': { id: 'artifact/carrier', kind: 'artifact' },
  'release/metis-0.3.0/via': { id: 'artifact/via', kind: 'artifact' },
  'packages/debian-12/nginx_1.22.1-9_amd64.deb': { id: 'package/debian-12/nginx', kind: 'package' },
}

/** The piece that lies at `path` with this content. */
export function pieceOf(path: string, content: string): Piece {
  const isProgram = path === 'create-metis-node' || path === 'runtime/node'
  return {
    ...(IDS[path] ?? { id: path, kind: 'installer' }),
    path,
    sha256: sha256(content),
    size: Buffer.byteLength(content),
    ...(isProgram ? { executable: true } : {}),
    for: ['carrier'],
    from: '/mnt/release',
  }
}

export function smallManifest(pieces?: readonly Piece[]): Manifest {
  return {
    format: 1,
    created: '2026-11-22T10:00:00.000Z',
    installer: '0.1.0',
    release: 'metis-0.3.0',
    organisation: 'acme',
    bootstrap: sha256(BOOTSTRAP),
    cpus: ['avx2'],
    systems: { 'debian-12': { requested: ['nginx'], packages: ['package/debian-12/nginx'] } },
    pieces: pieces ?? Object.entries(CONTENTS).map(([path, content]) => pieceOf(path, content)),
  }
}

/** A bundle of eight small files in `folder`; what it was made of lies in `<folder>/sources`. */
export async function smallBundle(
  folder: string,
  options: {
    readonly name?: string
    readonly splitBytes?: number
    readonly manifest?: Manifest
    readonly contents?: Readonly<Record<string, string>>
    readonly signer?: string
  } = {},
): Promise<{ path: string; paths: readonly string[]; manifest: Manifest; key: SigningKey }> {
  const { name = 'acme.metis', splitBytes, manifest = smallManifest(), contents = CONTENTS } = options
  const key = signingKey({ configDirectory: join(folder, options.signer ?? 'config') })
  const files = new Map(
    manifest.pieces
      .filter(({ inEarlier }) => inEarlier === undefined)
      .map((piece, i) => {
        const path = join(folder, `source-${i}`)
        writeFileSync(path, contents[piece.path] ?? '')
        return [piece.id, path] as const
      }),
  )
  const path = join(folder, name)
  const paths = await writeBundle({
    manifest,
    signature: signManifest(manifestText(manifest), key),
    files,
    bootstrap: BOOTSTRAP,
    out: path,
    ...(splitBytes === undefined ? {} : { splitBytes }),
  })
  return { path, paths, manifest, key }
}

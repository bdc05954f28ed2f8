import { sha256 } from '../lib/digest.js'
import type { Manifest, Piece } from './manifest.js'

/** A library that the installer consists of. */
export interface Library {
  readonly name: string
  readonly version: string
  /** As its package says, e.g. `MIT`. */
  readonly license?: string
}

export interface SbomInput {
  /** With every piece but documents; the list itself is one of these. */
  readonly manifest: Omit<Manifest, 'bootstrap'>
  /** npm packages inside of the installer. */
  readonly libraries: readonly Library[]
}

interface Component {
  readonly type: 'application' | 'library' | 'platform' | 'file'
  readonly 'bom-ref': string
  readonly name: string
  readonly [key: string]: unknown
}

const ROOT = 'bundle'
const INSTALLER = 'installer'

/** The text of `sbom.cdx.json`, CycloneDX 1.6: what software is in a bundle, its checksums, and what asked for it. */
export function sbomOf({ manifest, libraries }: SbomInput): string {
  const { created, release, organisation, installer, pieces, systems } = manifest
  const own = pieces.filter(({ kind }) => kind === 'artifact' || kind === 'package' || kind === 'runtime')
  const requested = Object.entries(systems).flatMap(([system, { requested, packages }]) =>
    requested.map((name) => `package/${system}/${name}`).filter((id) => packages.includes(id)),
  )
  const direct = own
    .filter(({ kind, id }) => kind !== 'package' || requested.includes(id))
    .map(({ id }) => id)
  const packages = own.filter(({ kind }) => kind === 'package')
  return `${JSON.stringify(
    {
      $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
      bomFormat: 'CycloneDX',
      specVersion: '1.6',
      serialNumber: serialNumber(manifest),
      version: 1,
      metadata: {
        timestamp: created,
        tools: { components: [{ type: 'application', name: 'create-metis-node', version: installer }] },
        component: {
          type: 'application',
          'bom-ref': ROOT,
          name: organisation === undefined ? 'MetisNode' : `MetisNode ${organisation}`,
          version: release,
        },
      },
      components: [
        ...own.map(pieceComponent),
        installerComponent(installer, pieces),
        ...libraries.map(libraryComponent),
      ],
      dependencies: [
        { ref: ROOT, dependsOn: [...direct, INSTALLER] },
        { ref: INSTALLER, dependsOn: libraries.map(({ name, version }) => npmPurl(name, version)) },
        ...packages.map((piece) => ({ ref: piece.id, dependsOn: dependenciesOf(piece, packages) })),
      ],
    },
    null,
    1,
  )}\n`
}

function pieceComponent(piece: Piece): Component {
  const { id, kind, path, version, sha256: content, from } = piece
  return {
    type: kind === 'runtime' ? 'platform' : kind === 'package' ? 'library' : 'application',
    'bom-ref': id,
    name: nameOf(piece),
    ...(version === undefined ? {} : { version }),
    hashes: [{ alg: 'SHA-256', content }],
    purl: kind === 'package' ? debianPurl(piece) : genericPurl(nameOf(piece), version, content),
    ...(/^https?:\/\//.test(from) ? { externalReferences: [{ type: 'distribution', url: from }] } : {}),
    properties: [
      { name: 'metis:path', value: path },
      ...piece.for.map((value) => ({ name: 'metis:for', value })),
    ],
  }
}

function installerComponent(version: string, pieces: readonly Piece[]): Component {
  const files = pieces.filter(({ kind }) => kind === 'installer')
  return {
    type: 'application',
    'bom-ref': INSTALLER,
    name: 'create-metis-node',
    version,
    purl: npmPurl('create-metis-node', version),
    components: files.map(({ id, path, sha256: content }) => ({
      type: 'file',
      'bom-ref': id === INSTALLER ? `file/${id}` : id,
      name: path,
      hashes: [{ alg: 'SHA-256', content }],
    })),
  }
}

function libraryComponent({ name, version, license }: Library): Component {
  const purl = npmPurl(name, version)
  const licenses = license === undefined ? {} : { licenses: [{ license: { name: license } }] }
  return { type: 'library', 'bom-ref': purl, name, version, purl, ...licenses }
}

function nameOf({ kind, id }: Piece): string {
  const [, ...rest] = id.split('/')
  return kind === 'package' ? (rest.at(-1) ?? id) : rest.join('-') || id
}

/** Every package names those that need it; the list is the other way round. */
function dependenciesOf({ id }: Piece, packages: readonly Piece[]): string[] {
  const [, system, name = ''] = id.split('/')
  return packages
    .filter((other) => other.id !== id && other.id.split('/')[1] === system && other.for.includes(name))
    .map((other) => other.id)
}

/** A UUID that the same pieces always have. */
function serialNumber({ created, pieces }: Pick<Manifest, 'created' | 'pieces'>): string {
  const sum = sha256([created, ...pieces.map((piece) => `${piece.path} ${piece.sha256}`)].join('\n'))
  return sum.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, 'urn:uuid:$1-$2-8$3-a$4-$5')
}

/** `pkg:deb/debian/nginx@1.22.1-9?arch=amd64&distro=debian-12` of a package's piece. */
function debianPurl({ id, path, version }: Pick<Piece, 'id' | 'path' | 'version'>): string {
  const [, system = '', name = ''] = id.split('/')
  const [distribution = ''] = system.split('-')
  const architecture = /_([a-z0-9-]+)\.deb$/.exec(path)?.[1]
  const qualifiers = [...(architecture === undefined ? [] : [`arch=${architecture}`]), `distro=${system}`]
  return `pkg:deb/${distribution}/${encoded(name)}${atVersion(version)}?${qualifiers.join('&')}`
}

/** `pkg:npm/%40scope/name@1.0.0`. */
function npmPurl(name: string, version: string): string {
  return `pkg:npm/${name.split('/').map(encoded).join('/')}${atVersion(version)}`
}

/** Of software that no package registry knows: name, version and checksum. */
function genericPurl(name: string, version: string | undefined, sha256: string): string {
  return `pkg:generic/${encoded(name)}${atVersion(version)}?checksum=sha256:${sha256}`
}

function atVersion(version: string | undefined): string {
  return version === undefined ? '' : `@${encoded(version)}`
}

/** Colons stay as they are, as the specification of package URLs wants it. */
function encoded(text: string): string {
  return encodeURIComponent(text).replaceAll('%3A', ':')
}

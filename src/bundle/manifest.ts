import * as z from 'zod'

/** What a piece is: bytes of the release, a package of an operating system, or what the control machine runs. */
const PIECE_KINDS = ['artifact', 'package', 'runtime', 'installer', 'organisation', 'document'] as const
export type PieceKind = (typeof PIECE_KINDS)[number]

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const path = z
  .string()
  .regex(/^[\w.+~:@-][\w./+~:@-]*$/)
  .refine((text) => text.split('/').every((part) => part !== '' && part !== '.' && part !== '..'))
const line = z.string().regex(/^\P{Cc}*$/u)

const piece = z.strictObject({
  id: path,
  kind: z.enum(PIECE_KINDS),
  path,
  sha256,
  size: z.int().min(0),
  executable: z.literal(true).optional(),
  version: line.optional(),
  for: z.array(line).min(1),
  from: line,
  inEarlier: sha256.optional(),
})

const system = z.strictObject({ requested: z.array(line), packages: z.array(path) })

export const manifestSchema = z.strictObject({
  format: z.literal(1),
  created: z.iso.datetime(),
  installer: line,
  release: line,
  organisation: line.optional(),
  bootstrap: sha256,
  cpus: z.array(z.enum(['avx2', 'no-avx2'])),
  systems: z.record(z.string().regex(/^[a-z]+-[\d.]+$/), system),
  pieces: z.array(piece),
})

/** What a bundle says of itself: `manifest.json`, the only thing that is signed. */
export interface Manifest {
  readonly format: 1
  /** UTC, ISO 8601. */
  readonly created: string
  /** Version of the installer that made it. */
  readonly installer: string
  /** Id of the release, `metis-0.3.0`. */
  readonly release: string
  /** The organisation it was made for; absent for one that was made from a preset. */
  readonly organisation?: string
  /** SHA-256 of the script that `sh` on the file runs: no piece, and yet nobody may change it unseen. */
  readonly bootstrap: string
  /** Variants of CPU-dependent artifacts that are in it. */
  readonly cpus: readonly ('avx2' | 'no-avx2')[]
  /** By system (`debian-12`, `ubuntu-22.04`): OS packages, whole down to the last dependency. */
  readonly systems: Readonly<Record<string, SystemPackages>>
  readonly pieces: readonly Piece[]
}

export interface SystemPackages {
  /** Names that services ask for there. */
  readonly requested: readonly string[]
  /** Ids of the pieces that they and all their dependencies are. */
  readonly packages: readonly string[]
}

/** One file of a bundle. */
export interface Piece {
  /** Unique: `artifact/rosetta/avx2`, `package/debian-12/nginx`, `runtime/node`, `installer/dist/main.js`. */
  readonly id: string
  readonly kind: PieceKind
  /** Where it lies in the bundle, below its top. */
  readonly path: string
  readonly sha256: string
  /** Bytes. */
  readonly size: number
  readonly executable?: true
  /** Where somebody gives it one: of a package, a release, Node.js. */
  readonly version?: string
  /** Who asked for it: roles, packages that depend on it, or `control machine`. */
  readonly for: readonly string[]
  /** Address without credentials, or path, where it was taken from. */
  readonly from: string
  /** Not carried: it is in the bundle whose `manifest.json` has this SHA-256. */
  readonly inEarlier?: string
}

/** Id of a release's artifact in a bundle; `key` as `artifactKey` gives it. */
export const artifactPiece = (key: string) => `artifact/${key}`

/** Id of an OS package in a bundle. */
export const packagePiece = (system: string, name: string) => `package/${system}/${name}`

/** Pieces of the organisation that a bundle was made for: ids, and places in it. */
export const ORGANISATION_FILE = 'organisation/org.yaml'
export const ORGANISATION_PINS = 'organisation/artifacts.lock.json'

/** Mode of a piece, and of manifest and signature, which are no programs. */
export function modeOf({ executable }: Pick<Piece, 'executable'>): number {
  return executable === true ? 0o755 : 0o644
}

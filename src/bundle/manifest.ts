import * as z from 'zod'

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const path = z
  .string()
  .regex(/^[\w.+~:@-][\w./+~:@-]*$/)
  .refine((text) => text.split('/').every((part) => part !== '' && part !== '.' && part !== '..'))
const line = z.string().regex(/^\P{Cc}*$/u)

/** One file of a bundle. */
const piece = z.strictObject({
  /** Unique: `artifact/rosetta/avx2`, `package/debian-12/nginx`, `runtime/node`, `installer/dist/main.js`. */
  id: path,
  /** Bytes of the release, a package of an operating system, or what the control machine runs. */
  kind: z.enum(['artifact', 'package', 'runtime', 'installer', 'organisation', 'document']),
  /** Where it lies in the bundle, below its top. */
  path,
  sha256,
  /** Bytes. */
  size: z.int().min(0),
  executable: z.literal(true).exactOptional(),
  /** Where somebody gives it one: of a package, a release, Node.js. */
  version: line.exactOptional(),
  /** Who asked for it: roles, packages that depend on it, or `control machine`. */
  for: z.array(line).min(1).readonly(),
  /** Address without credentials, or path, where it was taken from. */
  from: line,
  /** Not carried: it is in the bundle whose `manifest.json` has this SHA-256. */
  inEarlier: sha256.exactOptional(),
})
export type Piece = Readonly<z.infer<typeof piece>>

const system = z.strictObject({
  /** Names that services ask for there. */
  requested: z.array(line).readonly(),
  /** Ids of the pieces that they and all their dependencies are. */
  packages: z.array(path).readonly(),
})
export type SystemPackages = Readonly<z.infer<typeof system>>

/** What a bundle says of itself: `manifest.json`, the only thing that is signed. */
export const manifestSchema = z.strictObject({
  format: z.literal(1),
  /** UTC, ISO 8601. */
  created: z.iso.datetime(),
  /** Version of the installer that made it. */
  installer: line,
  /** Id of the release, `metis-0.3.0`. */
  release: line,
  /** The organisation it was made for; absent for one that was made from a preset. */
  organisation: line.exactOptional(),
  /** SHA-256 of the script that `sh` on the file runs: no piece, and yet nobody may change it unseen. */
  bootstrap: sha256,
  /** Variants of CPU-dependent artifacts that are in it. */
  cpus: z.array(z.enum(['avx2', 'no-avx2'])).readonly(),
  /** By system (`debian-12`, `ubuntu-22.04`): OS packages, whole down to the last dependency. */
  systems: z.record(z.string().regex(/^[a-z]+-[\d.]+$/), system.readonly()).readonly(),
  pieces: z.array(piece.readonly()).readonly(),
})
export type Manifest = Readonly<z.infer<typeof manifestSchema>>

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

/**
 * The pieces of a bundle that is carried to where an earlier one was opened: what that one holds, by content, is named
 * and not carried. The installer, Node.js and documents are always carried, since a bundle must start by itself.
 * `earlierSum` is the SHA-256 of the earlier `manifest.json`.
 */
export function piecesSince(pieces: readonly Piece[], earlier: Manifest, earlierSum: string): Piece[] {
  // What the earlier one did not carry itself lies in the one that it names.
  const holders = new Map(earlier.pieces.map(({ sha256, inEarlier }) => [sha256, inEarlier ?? earlierSum]))
  return pieces.map((piece) => {
    const inEarlier = holders.get(piece.sha256)
    if (inEarlier === undefined || (piece.kind !== 'artifact' && piece.kind !== 'package')) return piece
    return { ...piece, inEarlier }
  })
}

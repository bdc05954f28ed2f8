import * as z from 'zod'
import { InstallerError } from '../errors/problem.js'
import { ROLES } from '../roles/index.js'
import { parseEndpoint } from '../topology/addresses.js'
import { locate, type SourceDocument } from '../topology/document.js'
import type { ArtifactPart, Release } from '../topology/release.js'
import { bootstrapNode, endpoint } from '../topology/values.js'
import { shapeFindings } from './shape-findings.js'

const address = z.string().regex(/^https?:\/\/\S+\/$/)
const role = z.enum(ROLES)
const size = z.strictObject({ cores: z.int().min(1), memoryGib: z.int().min(1), diskGib: z.int().min(1) })

const artifact = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/),
  file: z.string().regex(/^(?!\/)(?!.*\.\.)[\w./-]+$/),
  roles: z.array(role).min(1),
  cpu: z.enum(['avx2', 'no-avx2']).exactOptional(),
  address: address.exactOptional(),
  member: z.string().min(1).exactOptional(),
  sums: z.string().min(1).exactOptional(),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .exactOptional(),
  parts: z
    .string()
    .regex(/^([0-9a-f]{64} [1-9]\d{0,9} [\w.+-]+( (?!.*\.\.)\w[\w./+-]*)?\n){1,500}$/)
    .transform(partsIn)
    .exactOptional(),
})

/** `SHA256 BYTES NAME [FOLDER]`, one a line. */
function partsIn(text: string): ArtifactPart[] {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => {
      const [sha256 = '', size, file = '', folder] = line.split(' ')
      return { sha256, size: Number(size), file, ...(folder === undefined ? {} : { folder }) }
    })
}

const version = z.string().regex(/^\d+\.\d+\.\d+$/)

const line = z.string().regex(/^\S.{0,119}$/)
const follows = z.strictObject({
  version,
  oneWay: z.array(role).exactOptional(),
  migrations: z
    .array(
      z.strictObject({
        role,
        name: line,
        loses: line.exactOptional(),
        oneWay: z.literal(true).exactOptional(),
      }),
    )
    .max(100)
    .exactOptional(),
})

const releaseFile = z.strictObject({
  version,
  address,
  artifacts: z.array(artifact),
  keyPrefix: z.string().regex(/^[a-z][a-z0-9-]*$/),
  network: z.strictObject({ dataCenter: endpoint, bootstrapNodes: z.array(bootstrapNode) }),
  sizes: z.partialRecord(role, size),
  defects: z.array(
    z.strictObject({
      id: z.enum(['shared-via-address']),
      moreThan: z.strictObject({ role, count: z.int().min(0) }),
    }),
  ),
  follows: z.array(follows).exactOptional(),
})

/** Of a role that the release says nothing of. */
const SMALLEST = { cores: 1, memoryGib: 1, diskGib: 1 }

/** Reads one file of `presets/releases/`. Throws `InstallerError` with every key that is wrong. */
export function parseRelease(document: SourceDocument, id: string): Release {
  const parsed = releaseFile.safeParse(document.value)
  if (!parsed.success) {
    const findings = shapeFindings(releaseFile, document.value)
    throw new InstallerError(findings.map((finding) => locate(document, finding)))
  }
  const { network, sizes, ...rest } = parsed.data
  return {
    id,
    ...rest,
    sizes: Object.fromEntries(ROLES.map((role) => [role, sizes[role] ?? SMALLEST])),
    network: { ...network, dataCenter: parseEndpoint(network.dataCenter) ?? { address: '', port: 0 } },
  }
}

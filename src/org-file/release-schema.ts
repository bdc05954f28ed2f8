import * as z from 'zod'
import { InstallerError } from '../errors/problem.js'
import { ROLES } from '../roles/index.js'
import { parseEndpoint } from '../topology/addresses.js'
import { locate, type SourceDocument } from '../topology/finding.js'
import type { Artifact, Release } from '../topology/release.js'
import { bootstrapNode, endpoint } from '../topology/values.js'
import { DEFECT_IDS } from './defects.js'
import { shapeFindings } from './shape-findings.js'

const address = z.string().regex(/^https?:\/\/\S+\/$/)
const role = z.enum(ROLES)
const size = z.strictObject({ cores: z.int().min(1), memoryGib: z.int().min(1), diskGib: z.int().min(1) })

const artifact = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/),
  file: z.string().regex(/^(?!\/)(?!.*\.\.)[\w./-]+$/),
  roles: z.array(role).min(1),
  cpu: z.enum(['avx2', 'no-avx2']).optional(),
  address: address.optional(),
  member: z.string().min(1).optional(),
  sums: z.string().min(1).optional(),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
})

const releaseFile = z.strictObject({
  version: z.string().regex(/^\d+\.\d+\.\d+$/),
  address,
  artifacts: z.array(artifact),
  keyPrefix: z.string().regex(/^[a-z][a-z0-9-]*$/),
  network: z.strictObject({ dataCenter: endpoint, bootstrapNodes: z.array(bootstrapNode) }),
  sizes: z.partialRecord(role, size),
  defects: z.array(
    z.strictObject({
      id: z.enum(DEFECT_IDS),
      moreThan: z.strictObject({ role, count: z.int().min(0) }),
    }),
  ),
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
  const { network, artifacts, sizes, ...rest } = parsed.data
  return {
    id,
    ...rest,
    sizes: Object.fromEntries(ROLES.map((role) => [role, sizes[role] ?? SMALLEST])),
    artifacts: artifacts.map(withoutGaps),
    network: { ...network, dataCenter: parseEndpoint(network.dataCenter) ?? { address: '', port: 0 } },
  }
}

/** Leaves out what is undefined: an absent member and an undefined one are two things to the compiler. */
function withoutGaps({ cpu, address, member, sums, sha256, ...rest }: z.infer<typeof artifact>): Artifact {
  return {
    ...rest,
    ...(cpu && { cpu }),
    ...(address && { address }),
    ...(member && { member }),
    ...(sums && { sums }),
    ...(sha256 && { sha256 }),
  }
}

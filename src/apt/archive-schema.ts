import * as z from 'zod'
import { InstallerError } from '../errors/problem.js'
import { shapeFindings } from '../org-file/shape-findings.js'
import type { SourceDocument } from '../topology/document.js'
import { locate } from '../topology/finding.js'
import type { Archives } from './archive.js'

const folder = z.string().regex(/^(?:[a-z0-9][a-z0-9._-]*\/)+$/)
const word = z.string().regex(/^[a-z0-9][a-z0-9-]*$/)

const archivesFile = z.strictObject({
  keys: z
    .array(
      z.strictObject({
        file: z.string().regex(/^[a-z0-9][a-z0-9-]*\.asc$/),
        fingerprint: z.string().regex(/^[0-9A-F]{40}$/),
      }),
    )
    .min(1),
  systems: z.record(
    z.string().regex(/^[a-z]+-[\d.]+$/),
    z
      .array(
        z.strictObject({
          server: z.string().regex(/^https?:\/\/[^\s?#]+\/$/),
          folder,
          suite: word,
          components: z.array(word).min(1),
        }),
      )
      .min(1),
  ),
})

/** Reads one file of `presets/archives/`. Throws `InstallerError` with every key that is wrong. */
export function parseArchives(document: SourceDocument, family: string): Archives {
  const parsed = archivesFile.safeParse(document.value)
  if (parsed.success) return { family, ...parsed.data }
  throw new InstallerError(
    shapeFindings(archivesFile, document.value).map((finding) => locate(document, finding)),
  )
}

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import type { ReviewedWork } from '../planner/reviewed-work.js'
import { makeFolder } from './files.js'
import type { OrganisationFolder } from './organisation-folder.js'
import { writeAtomically } from './write-atomically.js'

type Runs = Pick<OrganisationFolder, 'runs'>

const reviewedFile = z.object({ digest: z.string(), actions: z.array(z.string()) })

/** Leaves what was reviewed to the process that carries it out; only the last is kept. Throws `state.write-failed`. */
export function keepReviewed(folder: Runs, work: ReviewedWork): void {
  makeFolder(folder.runs)
  writeAtomically(fileOf(folder), `${JSON.stringify(work)}\n`, 0o600)
}

/** What was reviewed as the plan with this digest. Of a plan that was reviewed elsewhere only the digest is known. */
export function readReviewed(folder: Runs, digest: string): ReviewedWork {
  const kept = readKept(folder)
  return kept?.digest === digest ? kept : { digest, actions: [] }
}

function readKept(folder: Runs): ReviewedWork | undefined {
  try {
    return reviewedFile.parse(JSON.parse(readFileSync(fileOf(folder), 'utf8')))
  } catch {
    return undefined
  }
}

function fileOf({ runs }: Runs): string {
  return join(runs, 'reviewed.json')
}

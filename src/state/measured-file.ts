import { join } from 'node:path'
import * as z from 'zod'
import type { Measured } from '../wizard/measured.js'
import { readIfThere } from './files.js'
import type { OrganisationFolder } from './organisation-folder.js'
import { writeAtomically } from './write-atomically.js'

const shape = z.record(
  z.string(),
  z.strictObject({ seconds: z.number().min(0).max(86_400), on: z.iso.date() }),
)

type Runs = Pick<OrganisationFolder, 'runs'>

/** `runs/measured.json`; nothing where it is not there or not as it was written: forecasts then go by the usual figures. */
export function readMeasured(folder: Runs): Measured {
  try {
    return shape.safeParse(JSON.parse(readIfThere(pathIn(folder)) ?? '{}')).data ?? {}
  } catch {
    return {}
  }
}

/** Throws `state.write-failed`. */
export function writeMeasured(folder: Runs, measured: Measured): void {
  writeAtomically(pathIn(folder), `${JSON.stringify(measured)}\n`, 0o644)
}

function pathIn({ runs }: Runs): string {
  return join(runs, 'measured.json')
}

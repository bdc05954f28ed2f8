import * as z from 'zod'
import { runEvent } from './run-event.js'

const at = z.iso.datetime()

/** What a command does before and after its plan. */
const STAGES = ['fetching', 'looking', 'trying', 'backing-up', 'proving'] as const
export type Stage = (typeof STAGES)[number]

/** The process that carries out a command; `processStart` tells it from a later one with the same id. */
export const runningProcess = z.object({
  pid: z.number().int().positive(),
  processStart: z.string().exactOptional(),
  host: z.string(),
  user: z.string(),
})
export type RunningProcess = Readonly<z.infer<typeof runningProcess>>

/**
 * What commands tell beside the events of a run: with `--json`, and in the journal of a command that runs a plan.
 * Fields that are not named here are left out, lines that are not named here skipped: both may be another version's.
 */
const toldBeside = [
  z.object({
    type: z.literal('begun'),
    at,
    command: z.string(),
    ...runningProcess.shape,
    /** It can be asked to pause. */
    pauses: z.literal(true).exactOptional(),
  }),
  z.object({ type: z.literal('stage'), at, stage: z.enum(STAGES), about: z.string().exactOptional() }),
  /** `toProblem` reads it. */
  z.looseObject({ type: z.literal('problem') }),
  z.object({ type: z.literal('bug'), stack: z.string() }),
  z.object({ type: z.literal('nothing-to-do') }),
  z.object({ type: z.literal('console'), address: z.string() }),
  z.object({ type: z.literal('done'), command: z.string() }),
  z.object({ type: z.literal('interrupted') }),
  /** The last one. Where it is missing, the process was killed. */
  z.object({ type: z.literal('ended'), at, exitCode: z.number().int() }),
] as const

const recordLine = z.discriminatedUnion('type', [...runEvent.options, ...toldBeside])

export type RecordLine = z.infer<typeof recordLine>

/** One line of a journal, or of what a command prints with `--json`; `undefined` for everything else. */
export function parseRecordLine(line: string): RecordLine | undefined {
  if (!line.startsWith('{')) return undefined
  try {
    return recordLine.safeParse(JSON.parse(line)).data
  } catch {
    return undefined
  }
}

import * as z from 'zod'
import { CODES } from '../errors/codes/index.js'
import type { Problem } from '../errors/problem.js'

const text = z.string().exactOptional()

const problemShape = z.object({
  code: z.enum(CODES),
  severity: z.enum(['error', 'warning', 'advice']),
  where: z.object({
    path: text,
    line: z.number().exactOptional(),
    file: text,
    host: text,
    instance: text,
    action: text,
  }),
  details: z.record(z.string(), z.union([z.string(), z.number()])),
  output: z.array(z.string()).exactOptional(),
})

/** The problem in an event; `undefined` when it has not a problem's shape or code (a journal of another version). */
export function toProblem(value: unknown): Problem | undefined {
  return problemShape.safeParse(value).data
}

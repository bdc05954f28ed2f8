import * as z from 'zod'

const at = z.iso.datetime()
const node = z.string()
const values = z.record(z.string(), z.union([z.string(), z.number()]))
const because = z.union([
  z.strictObject({ word: z.string(), values: values.optional() }),
  // A journal of an earlier version has the sentence itself.
  z.string(),
])

/**
 * What happened in a run: the one truth that screen, journal, `--json` and tests read. `at` is UTC, ISO 8601.
 * `node` is a plan node's id. Nothing here can hold a secret: output lines are masked before they become events.
 */
export const runEvent = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('run-started'),
    at,
    organisation: z.string(),
    command: z.string(),
    digest: z.string(),
    nodes: z.array(
      z.strictObject({
        id: node,
        phase: z.string(),
        host: z.string(),
        instance: z.string(),
        kind: z.string(),
        /** A unit that stops, or goes. */
        ends: z.literal(true).optional(),
        /** To send; 0 for all but artifacts. */
        bytes: z.number(),
      }),
    ),
  }),
  z.strictObject({ type: z.literal('started'), at, node }),
  z.strictObject({ type: z.literal('output'), at, node, line: z.string() }),
  z.strictObject({
    type: z.literal('sent'),
    at,
    node,
    /** From the beginning of the file on, what an earlier try has brought included. */
    bytes: z.number(),
    total: z.number(),
    /** The host that it comes from; absent: the control machine. */
    from: z.string().optional(),
  }),
  z.strictObject({ type: z.literal('succeeded'), at, node, milliseconds: z.number() }),
  z.strictObject({ type: z.literal('failed'), at, node, problem: z.unknown() }),
  z.strictObject({ type: z.literal('skipped'), at, node, because }),
  z.strictObject({ type: z.literal('host-lost'), at, host: z.string(), problem: z.unknown() }),
  z.strictObject({ type: z.literal('host-back'), at, host: z.string() }),
  z.strictObject({ type: z.literal('stopping'), at, running: z.array(node) }),
  /** Nothing new begins until `continued`, but what brings back an instance that was taken down. */
  z.strictObject({ type: z.literal('paused'), at, running: z.array(node) }),
  z.strictObject({ type: z.literal('continued'), at }),
  z.strictObject({
    type: z.literal('run-finished'),
    at,
    outcome: z.enum(['done', 'failed', 'cancelled']),
    /** Nodes that were under way when the run was stopped at once: may be half written. */
    halfDone: z.array(node),
  }),
])

export type RunEvent = z.infer<typeof runEvent>
export type RunStarted = Extract<RunEvent, { type: 'run-started' }>

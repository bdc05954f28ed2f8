import type { Command } from '../../lib/command.js'
import type { PlanInput, Reason } from '../plan.js'
import type { Chain } from './nodes.js'

/** What goes of something that org.yaml asked for beside the services: a step of this name, and files. */
export interface Withdrawal {
  readonly name: string
  readonly paths: readonly string[]
  /** What ends it. */
  readonly stop: Command
  readonly inputs?: string
  /** Ids of further receipts of it. */
  readonly others?: readonly string[]
}

/** Adds what is to be done where a host has it, and it is not wanted there any more: it is ended, by a step `no-<name>`, and its files go. */
export function withdraw(
  nodes: Chain,
  { topology, facts }: PlanInput,
  host: string,
  { name, paths, stop, inputs = '', others = [] }: Withdrawal,
  because: Reason,
): void {
  const ids = [`run:host/${name}`, ...others, ...paths.map((path) => `file:${path}`)]
  const left = facts[host]?.receipts.filter(
    (one) => one.organisation === topology.organisation && ids.includes(one.id),
  )
  if (left === undefined || left.length === 0) return
  const options = { forced: because, isTraceless: true } as const
  nodes.add({ kind: 'run', name: `no-${name}`, command: stop, inputs }, because, options)
  const receipts = left.map(({ id }) => id)
  nodes.add({ kind: 'remove', paths, receipts }, because, { ...options, suffix: ` ${name}` })
}
